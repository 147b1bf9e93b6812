#!/usr/bin/env bash
# The step of action.yml. Its inputs come as variables. It writes annotations to stdout, the summary of the
# job, and the files that are asked for, and ends with the exit code of the check.
set -euo pipefail

# The input `check` is split at blanks and line breaks. Nothing in it is expanded or run.
words=()
IFS=$' \t\r\n' read -r -d '' -a words <<<"$OUTCROP_CHECK" || true

outputs=(--format github --out -)
[ -z "$OUTCROP_SARIF" ] || outputs+=(--out "$OUTCROP_SARIF")
[ -z "$OUTCROP_HTML" ] || outputs+=(--out "$OUTCROP_HTML")
summary=$(mktemp -d)
trap 'rm -rf "$summary"' EXIT
outputs+=(--out "$summary/summary.md")
[ "$OUTCROP_ALLOW_UNJUDGED" != true ] || outputs+=(--allow-unjudged)

code=0
"$(dirname "${BASH_SOURCE[0]}")/run-from-clone.sh" check "${words[@]}" --fail-on "$OUTCROP_FAIL_ON" "${outputs[@]}" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
[ ! -e "$summary/summary.md" ] || cat "$summary/summary.md" >>"$GITHUB_STEP_SUMMARY"
exit "$code"
