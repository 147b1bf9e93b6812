# shellcheck shell=bash
# extensions/outcrop becomes this if the image has bash and the runtime's Node. $1 is Node, and the rest
# starts it. Only what the extension reads stays in the environment, so that nothing that a function sets for
# other programs reaches Node. bash counts bytes.
#
# A second start of bash costs as much CPU as all the rest before `register`. So an sh that is bash continues
# here itself, in POSIX mode, where no function replaces a special built-in. It becomes a bash that takes no
# function, option or start file from its environment (-p) only in two cases: the environment holds one of
# these, or its loader or malloc may have been changed.
unset -f mapfile
names=() kept=(PATH)
# To read the kernel's list costs a quarter of asking bash, which answers only by first letters. bash before
# 4.4 cannot read it.
mapfile -d '' -t entries </proc/self/environ 2>/dev/null || entries=()
if ((${#entries[@]} == 0)); then
  case $- in *p*) ;; *) exec /bin/bash -p "${OUTCROP_SYSROOT:-}/opt/outcrop/start.bash" "$@" ;; esac
  entries=("${!A@}" "${!B@}" "${!C@}" "${!D@}" "${!E@}" "${!F@}" "${!G@}" "${!H@}" "${!I@}" "${!J@}" "${!K@}" "${!L@}" "${!M@}" "${!N@}" "${!O@}"
    "${!P@}" "${!Q@}" "${!R@}" "${!S@}" "${!T@}" "${!U@}" "${!V@}" "${!W@}" "${!X@}" "${!Y@}" "${!Z@}" "${!a@}" "${!b@}" "${!c@}" "${!d@}"
    "${!e@}" "${!f@}" "${!g@}" "${!h@}" "${!i@}" "${!j@}" "${!k@}" "${!l@}" "${!m@}" "${!n@}" "${!o@}" "${!p@}" "${!q@}" "${!r@}" "${!s@}"
    "${!t@}" "${!u@}" "${!v@}" "${!w@}" "${!x@}" "${!y@}" "${!z@}" "${!_@}")
fi
for name in "${entries[@]%%=*}"; do
  case $name in
    BASH_FUNC_* | SHELLOPTS | BASHOPTS | BASH_COMPAT | BASH_XTRACEFD | FUNCNEST | GLOBIGNORE | EXECIGNORE | CHILD_MAX | LD_[!L]* | GLIBC_TUNABLES | MALLOC_*)
      case $- in *p*) ;; *) exec /bin/bash -p "${OUTCROP_SYSROOT:-}/opt/outcrop/start.bash" "$@" ;; esac
      ;;
  esac
  case $name in
    # Shells cannot change these, and nothing in Node has such a name.
    '' | [0-9]* | *[!A-Za-z0-9_]*) continue ;;
    AWS_LAMBDA_* | OUTCROP_* | POWERTOOLS_SERVICE_NAME) kept+=("$name") ;;
    # A loader of native files chooses by these (core/native/choice).
    *_PREBUILD | NAPI_RS_NATIVE_LIBRARY_PATH | NODE_BINDINGS_COMPILED_DIR | PREBUILDS_ONLY | ESBUILD_BINARY_PATH | ARM_VERSION | LIBC | \
      npm_config_platform | npm_config_arch) kept+=("$name") ;;
  esac
  names+=("$name")
done
unset POSIXLY_CORRECT
set +o posix
LC_ALL=C
export -n "${names[@]}"
export "${kept[@]}"
unset names kept name entries

root="${OUTCROP_SYSROOT:-}"
api="${AWS_LAMBDA_RUNTIME_API:-}"
node="$1"
shift
# Lambda's own path for libraries begins with these. A runtime may have some of Node's there, and a function
# cannot write to it.
[ -d "$root/var/lang/lib" ] && export LD_LIBRARY_PATH="$root/var/lang/lib"
# So that the shell stays when Node cannot be executed.
shopt -s execfail
trap '' PIPE

if [ "${OUTCROP_DISABLED:-}" != 1 ] && [ "${AWS_LAMBDA_INITIALIZATION_TYPE:-}" != lambda-managed-instances ]; then
  . "$root/opt/outcrop/exchange.bash"
  . "$root/opt/outcrop/launcher.bash"
fi
exec "$node" "$@"
# Variables that the function does not have either.
exec /bin/sh "$root/opt/outcrop/idle.sh" 'the runtime is not Node'
