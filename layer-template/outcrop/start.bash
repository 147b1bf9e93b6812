# shellcheck shell=bash
# What extensions/outcrop becomes where there is bash and the runtime's Node: $1 is Node, the rest what it is started with. Only what the extension
# reads stays in the environment, so that nothing that a function sets for other programs reaches Node. bash counts bytes.
unset POSIXLY_CORRECT
set +o posix
LC_ALL=C
names=("${!A@}" "${!B@}" "${!C@}" "${!D@}" "${!E@}" "${!F@}" "${!G@}" "${!H@}" "${!I@}" "${!J@}" "${!K@}" "${!L@}" "${!M@}" "${!N@}" "${!O@}"
  "${!P@}" "${!Q@}" "${!R@}" "${!S@}" "${!T@}" "${!U@}" "${!V@}" "${!W@}" "${!X@}" "${!Y@}" "${!Z@}" "${!a@}" "${!b@}" "${!c@}" "${!d@}"
  "${!e@}" "${!f@}" "${!g@}" "${!h@}" "${!i@}" "${!j@}" "${!k@}" "${!l@}" "${!m@}" "${!n@}" "${!o@}" "${!p@}" "${!q@}" "${!r@}" "${!s@}"
  "${!t@}" "${!u@}" "${!v@}" "${!w@}" "${!x@}" "${!y@}" "${!z@}" "${!_@}")
kept=(PATH)
for name in "${names[@]}"; do
  case $name in
    AWS_LAMBDA_* | OUTCROP_*) kept+=("$name") ;;
    # By these a loader of native files chooses (core/native/choice).
    *_PREBUILD | NAPI_RS_NATIVE_LIBRARY_PATH | NODE_BINDINGS_COMPILED_DIR | PREBUILDS_ONLY | ESBUILD_BINARY_PATH | ARM_VERSION | LIBC | \
      npm_config_platform | npm_config_arch) kept+=("$name") ;;
  esac
done
export -n "${names[@]}"
export "${kept[@]}"
unset names kept name

root="${OUTCROP_SYSROOT:-}"
api="${AWS_LAMBDA_RUNTIME_API:-}"
node="$1"
shift
# Where Lambda's own path for libraries begins: a runtime may have some of Node's there, and a function cannot write to it.
[ -d "$root/var/lang/lib" ] && export LD_LIBRARY_PATH="$root/var/lang/lib"
# So that it stays when Node cannot be executed.
shopt -s execfail
trap '' PIPE

if [ "${OUTCROP_DISABLED:-}" != 1 ] && [ "${AWS_LAMBDA_INITIALIZATION_TYPE:-}" != lambda-managed-instances ]; then
  . "$root/opt/outcrop/exchange.bash"
  . "$root/opt/outcrop/launcher.bash"
fi
exec "$node" "$@"
# What is not there for the function either.
exec /bin/sh "$root/opt/outcrop/idle.sh" 'the runtime is not Node'
