#!/bin/sh
# This file is /var/lang/bin/node. Lambda's node is patched to search NODE_PATH on import; stock node gets
# that from a preload. The preload is before every other option, so that any hook of the function or of a
# layer is above it. Without NODE_PATH, as in an extension, nothing is added.
sandbox=${0%/bin/node}/sandbox
if [ -n "$NODE_PATH" ] && [ -n "$LAMBDA_TASK_ROOT" ]; then
  exec "$sandbox/node" --require "$sandbox/node-path.cjs" "$@"
fi
exec "$sandbox/node" "$@"
