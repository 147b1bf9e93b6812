#!/usr/bin/env bash
# Runs the `outcrop` command from a clone of this repository, where nothing has been installed or built: for
# .pre-commit-hooks.yaml, action.yml and other CI. The first run installs what the command needs.
set -euo pipefail
clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Node must be able to run TypeScript. A GitHub runner keeps several versions of Node.
runs() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 19) ? 0 : 1)' 2>/dev/null; }
node=
for candidate in node "${RUNNER_TOOL_CACHE:-/nonexistent}"/node/*/*/bin/node; do
  if runs "$candidate"; then
    node=$candidate
    break
  fi
done
if [ -z "$node" ]; then
  echo "outcrop: Node 22.19 or newer is needed, and none was found" >&2
  exit 2
fi

if [ ! -e "$clone/node_modules/acorn" ]; then
  # npm must be the one of that Node.
  if [ "$node" != node ]; then PATH="$(dirname "$node"):$PATH"; fi
  (cd "$clone" && npm ci --omit=optional --ignore-scripts --no-audit --no-fund --silent) >&2
fi
exec "$node" --disable-warning=ExperimentalWarning "$clone/command/outcrop.ts" "$@"
