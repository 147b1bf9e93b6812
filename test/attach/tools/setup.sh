#!/usr/bin/env bash
# Installs the tools of the guides that are neither a dependency of this repository nor in another setup.sh, into
# dist/attach-tools. Does nothing where they are there.
set -euo pipefail
cd "$(dirname "$0")/../../.."
to=dist/attach-tools
packages=(@pulumi/pulumi@3.276.0 @pulumi/aws@7.48.0 @yarnpkg/cli-dist@4.18.1 pnpm@12.21.0)
[ "$(cat "$to/installed" 2>/dev/null)" = "${packages[*]}" ] && exit 0
rm -rf "$to"
mkdir -p "$to"
echo '{"private":true}' >"$to/package.json"
npm install --prefix "$to" --ignore-scripts --no-audit --no-fund --no-package-lock "${packages[@]}"
echo "${packages[*]}" >"$to/installed"
