# shellcheck shell=bash
# What extensions/outcrop becomes where there is bash and the runtime's Node: $1 is Node, the rest what it is started with. Only what the extension
# reads stays in the environment, so that nothing that a function sets for other programs reaches Node. bash counts bytes.
unset POSIXLY_CORRECT
set +o posix
LC_ALL=C
names=() kept=(PATH)
# A read of what the kernel has costs a quarter of asking bash, which has to be asked by first letters; bash before 4.4 cannot read it.
mapfile -d '' -t entries </proc/self/environ 2>/dev/null || entries=()
((${#entries[@]} > 0)) ||
  entries=("${!A@}" "${!B@}" "${!C@}" "${!D@}" "${!E@}" "${!F@}" "${!G@}" "${!H@}" "${!I@}" "${!J@}" "${!K@}" "${!L@}" "${!M@}" "${!N@}" "${!O@}"
    "${!P@}" "${!Q@}" "${!R@}" "${!S@}" "${!T@}" "${!U@}" "${!V@}" "${!W@}" "${!X@}" "${!Y@}" "${!Z@}" "${!a@}" "${!b@}" "${!c@}" "${!d@}"
    "${!e@}" "${!f@}" "${!g@}" "${!h@}" "${!i@}" "${!j@}" "${!k@}" "${!l@}" "${!m@}" "${!n@}" "${!o@}" "${!p@}" "${!q@}" "${!r@}" "${!s@}"
    "${!t@}" "${!u@}" "${!v@}" "${!w@}" "${!x@}" "${!y@}" "${!z@}" "${!_@}")
for name in "${entries[@]%%=*}"; do
  case $name in
    # No shell can change these, and nothing in Node has such a name.
    '' | [0-9]* | *[!A-Za-z0-9_]*) continue ;;
    AWS_LAMBDA_* | OUTCROP_* | POWERTOOLS_SERVICE_NAME) kept+=("$name") ;;
    # By these a loader of native files chooses (core/native/choice).
    *_PREBUILD | NAPI_RS_NATIVE_LIBRARY_PATH | NODE_BINDINGS_COMPILED_DIR | PREBUILDS_ONLY | ESBUILD_BINARY_PATH | ARM_VERSION | LIBC | \
      npm_config_platform | npm_config_arch) kept+=("$name") ;;
  esac
  names+=("$name")
done
export -n "${names[@]}"
export "${kept[@]}"
unset names kept name entries

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
