#!/usr/bin/env bash
# Installs what the guide's CDK app needs into dist/attach-cdk, from the guide's own lock. Does nothing where it is there.
set -euo pipefail
cd "$(dirname "$0")/../../.."
from=docs/attach/cdk to=dist/attach-cdk
cmp -s "$from/package-lock.json" "$to/installed-lock.json" && exit 0
mkdir -p "$to"
cp "$from/package.json" "$from/package-lock.json" "$to"
npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund
cp "$from/package-lock.json" "$to/installed-lock.json"
