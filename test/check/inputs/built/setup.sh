#!/usr/bin/env bash
# Installs the deploy tools whose output outcrop check reads: the CDK as test/attach has it, and Serverless 3
# and osls into dist/check-tools. Does nothing where they are there.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
test/attach/cdk/setup.sh
install() {
  local folder="dist/check-tools/$1" package="$2"
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$package" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  echo '{"private":true}' >"$folder/package.json"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-package-lock "$package"
  echo "$package" >"$folder/installed"
}
install serverless serverless@3.40.0
install osls osls@4.3.1
