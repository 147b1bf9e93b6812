#!/usr/bin/env bash
# Attaches Outcrop to a Lambda function, or removes it. Nothing else in the function's configuration changes.
#
#   attach.sh FUNCTION LAYER_VERSION_ARN
#   attach.sh --remove FUNCTION LAYER_VERSION_ARN
#
# update-function-configuration replaces all layers and all variables with its arguments. So the script reads both,
# changes them and writes them back in one call, with the revision that it read. Lambda refuses the call when someone
# else changed the function in between.
# Needs the AWS CLI, jq, and permission for lambda:GetFunctionConfiguration, lambda:UpdateFunctionConfiguration and
# lambda:GetLayerVersion.
set -euo pipefail
umask 077
export AWS_PAGER=''

fail() {
  echo "attach.sh: $1" >&2
  exit "${2:-1}"
}

remove=false
if [ "${1:-}" = --remove ]; then
  remove=true
  shift
fi
[ $# -eq 2 ] || fail 'usage: attach.sh [--remove] FUNCTION LAYER_VERSION_ARN' 64
name=$1 layer=$2
[[ $layer =~ ^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$ ]] ||
  fail "$layer is not the ARN of a layer version: arn:aws:lambda:REGION:ACCOUNT:layer:NAME:NUMBER" 64
command -v jq >/dev/null || fail 'jq is not installed'

# Variables may be secrets. They go through files that only this user can read, and never through a command line.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
now=$folder/now.json wanted=$folder/wanted.json

# Lambda refuses an update while another one is in progress.
aws lambda wait function-updated --function-name "$name"
aws lambda get-function-configuration --function-name "$name" --output json >"$now"

# If the caller may not decrypt the variables, Lambda returns an error instead. Writing that back would erase them.
refusal=$(jq -r --argjson remove "$remove" '
  if .Environment.Error then "its variables cannot be read, and would be lost: \(.Environment.Error.Message)"
  elif $remove then empty
  elif .PackageType == "Image" then "it is a container image, which has no layers"
  elif (.Runtime // "" | test("^nodejs(2[2-9]|[3-9][0-9])")) | not then "its runtime is \(.Runtime): Outcrop needs nodejs22.x or newer"
  else empty end
' "$now")
[ -z "$refusal" ] || fail "$name: $refusal"

jq --arg layer "$layer" --argjson remove "$remove" '
  "/opt/outcrop-wrapper" as $wrapper
  # The layer in any version.
  | ($layer | sub("[0-9]+$"; "")) as $any
  | [.Layers // [] | .[].Arn] as $layers
  | (.Environment.Variables // {}) as $variables
  | if $remove then {
      layers: [$layers[] | select(startswith($any) | not)],
      variables: ($variables
        | if .AWS_LAMBDA_EXEC_WRAPPER == $wrapper then .AWS_LAMBDA_EXEC_WRAPPER = .OUTCROP_EXEC_WRAPPER else . end
        | with_entries(select(.value != null and (.key | startswith("OUTCROP_") | not))))
    } else {
      layers: (($layers | map(startswith($any)) | index(true)) as $place
        | if $place == null then $layers + [$layer] else $layers | .[$place] = $layer end),
      variables: ($variables
        | if (.AWS_LAMBDA_EXEC_WRAPPER // $wrapper) == $wrapper then . else .OUTCROP_EXEC_WRAPPER = .AWS_LAMBDA_EXEC_WRAPPER end
        | .AWS_LAMBDA_EXEC_WRAPPER = $wrapper)
    } end
  | {same: (.layers == $layers and .variables == $variables), count: (.layers | length), layers, variables}
' "$now" >"$wanted"

if jq -e .same "$wanted" >/dev/null; then
  echo "$name: nothing to change"
  exit 0
fi
jq -e '.count <= 5' "$wanted" >/dev/null || fail "$name: it has five layers, and Lambda allows no more"

jq --arg name "$name" --slurpfile wanted "$wanted" '{
  FunctionName: $name,
  RevisionId,
  Layers: $wanted[0].layers,
  Environment: {Variables: $wanted[0].variables}
}' "$now" >"$folder/update.json"
aws lambda update-function-configuration --cli-input-json "file://$folder/update.json" >/dev/null
aws lambda wait function-updated --function-name "$name"

jq -r --arg name "$name" '"\($name): updated",
  "  layers:", (.layers[] | "    \(.)"),
  (.variables | to_entries[] | select(.key | test("^(AWS_LAMBDA|OUTCROP)_EXEC_WRAPPER$")) | "  \(.key)=\(.value)")
' "$wanted"
