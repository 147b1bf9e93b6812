#!/bin/sh
# What Lambda's /var/runtime/bootstrap does for a managed Node runtime: arguments, NODE_PATH, wrapper. $1 is
# Node's major version, $2 is 1 where `require` of ES modules stays as stock Node has it.
# OUTCROP_SYSROOT is empty unless the roots are staged.
major=$1
require_esm=$2
sysroot=$OUTCROP_SYSROOT

export AWS_EXECUTION_ENV="AWS_Lambda_nodejs$major.x"
if [ -z "$NODE_PATH" ]; then
  NODE_PATH="$sysroot/opt/nodejs/node$major/node_modules:$sysroot/opt/nodejs/node_modules"
  NODE_PATH="$NODE_PATH:$sysroot/var/runtime/node_modules:$sysroot/var/runtime:$sysroot/var/task"
  export NODE_PATH
fi

set -- --expose-gc --max-http-header-size 81920
# Older lines do not know the option.
if [ "$major" -ge 20 ] && [ "$require_esm" != 1 ]; then
  case $NODE_OPTIONS in *--experimental-require-module*) ;; *) set -- "$@" --no-experimental-require-module ;; esac
fi
if [ "$major" = 22 ]; then
  case $NODE_OPTIONS in *--experimental-detect-module*) ;; *) set -- "$@" --no-experimental-detect-module ;; esac
fi
case $NODE_OPTIONS in
  *-semi-space-size* | *-old-space-size* | *_semi_space_size* | *_old_space_size*) ;;
  *)
    new=$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE / 10))
    set -- "$@" --max-semi-space-size=$((new / 2)) --max-old-space-size=$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE - new))
    ;;
esac

if [ -n "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
  wrapper=$sysroot${AWS_LAMBDA_EXEC_WRAPPER#"$sysroot"}
  if [ ! -f "$wrapper" ]; then
    echo "$wrapper: does not exist"
    exit 127
  fi
  if [ ! -x "$wrapper" ]; then
    echo "$wrapper: is not an executable"
    exit 126
  fi
fi
exec ${wrapper:+"$wrapper"} "$sysroot/var/lang/bin/node" "$@" "$sysroot/var/runtime/index.mjs"
