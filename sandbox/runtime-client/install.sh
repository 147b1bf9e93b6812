#!/bin/sh
# Installs and builds the pinned runtime clients in the folder $1. It does nothing if that was done for this
# lockfile already.
# The native client's source is the same in 3.3.0 and 4.0.2, and only 4.0.2 builds without autotools: it is
# built once and serves both.
set -e
source=$(cd "$(dirname "$0")" && pwd)
cd "$1"
cmp -s "$source/package-lock.json" node_modules/.built-from && exit 0

[ "$source" -ef . ] || cp "$source/package.json" "$source/package-lock.json" .
npm ci --ignore-scripts
(
  cd node_modules/aws-lambda-ric-4
  sh scripts/preinstall.sh
  sh scripts/postinstall.sh
)
# Lambda's own index.mjs is the client with this call at its end; 4.0.2 ships that way.
{
  cat node_modules/aws-lambda-ric-3/dist/index.mjs
  echo 'await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);'
} > node_modules/aws-lambda-ric-3/index.mjs
cp package-lock.json node_modules/.built-from
