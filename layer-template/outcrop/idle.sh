#!/bin/sh
# What the launcher turns into where there is no Node to run on. An extension that exits, or never registers, takes the function down (Extensions
# API), so this one registers and stays: for SHUTDOWN alone, which no invocation waits for. It asks for that event and sleeps in the question.
# HTTP comes from whatever the image has: bash's own sockets, which every AWS image has, curl, wget or Python. $1 says why there is no Node.

# The function's own settings would send the requests through its proxy or break the programs.
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY LD_PRELOAD LD_LIBRARY_PATH BASH_ENV ENV PYTHONHOME PYTHONPATH
api=${AWS_LAMBDA_RUNTIME_API:-127.0.0.1:9001}

# ask METHOD PATH HEADER BODY: the answer with its header lines, however the program shows them.
ask_bash() {
  # shellcheck disable=SC2016 # bash is to expand it
  "$bash" --norc --noprofile -c '
    exec 3<>"/dev/tcp/${1%:*}/${1##*:}" || exit 1
    printf "%s %s HTTP/1.0\r\nHost: %s\r\n%s\r\nContent-Length: %s\r\n\r\n%s" "$2" "$3" "$1" "$4" "${#5}" "$5" >&3
    while IFS= read -r line <&3 || [ -n "$line" ]; do printf "%s\n" "$line"; done' bash "$api" "$@"
}
ask_curl() {
  if [ -n "$4" ]; then set -- "$1" "$2" "$3" --data "$4"; else set -- "$1" "$2" "$3"; fi
  method=$1 path=$2 header=$3
  shift 3
  curl -q --silent --include --noproxy '*' --request "$method" --header "$header" "$@" "http://$api$path"
}
ask_wget() {
  path=$2 header=$3
  if [ -n "$4" ]; then set -- --post-data "$4"; else set --; fi
  wget -q -S -T 0 -O - --header "$header" "$@" "http://$api$path" 2>&1
}
ask_python() {
  "$python" -I -S -c '
import socket, sys
api, method, path, header, body = sys.argv[1:6]
host, port = api.rsplit(":", 1)
answer = socket.create_connection((host, int(port)))
lines = (method + " " + path + " HTTP/1.0", "Host: " + api, header, "Content-Length: " + str(len(body)), "", body)
answer.sendall("\r\n".join(lines).encode())
sys.stdout.write("".join(iter(lambda: answer.recv(4096).decode("latin-1"), "")))' "$api" "$@"
}

tools=
bash=$(command -v bash) && tools="$tools ask_bash"
command -v curl >/dev/null && tools="$tools ask_curl"
command -v wget >/dev/null && tools="$tools ask_wget"
python=$(command -v python3) && tools="$tools ask_python"

# 16 hex digits, as every environment has.
id=
while [ ${#id} -lt 16 ] && read -r uuid </proc/sys/kernel/random/uuid; do id=$id${uuid%%-*}; done
say() {
  printf '{"outcrop":"diagnostic","schema":1,"environment":"%s","function_name":"%s","function_version":"%s","timestamp":"%s","level":"WARN","message":"%s"}\n' \
    "$id" "${AWS_LAMBDA_FUNCTION_NAME:-}" "${AWS_LAMBDA_FUNCTION_VERSION:-}" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1"
}

if [ -z "$tools" ]; then
  # Staying without registering would only delay what must come: init fails.
  say "$1, and no bash, curl, wget or python3 to register with: take Outcrop out of this image"
  exit 1
fi
[ "${OUTCROP_DISABLED:-}" = 1 ] || say "inactive: $1"

# Prints the identifier; fails where there is none. Some builds of bash have no sockets: the first program that gets an answer stays.
register() {
  $ask POST /2020-01-01/extension/register 'Lambda-Extension-Name: outcrop' '{"events":["SHUTDOWN"]}' | while read -r name value; do
    case $name in [Ll]ambda-[Ee]xtension-[Ii]dentifier:) printf '%s' "${value%"$(printf '\r')"}" ;; esac
  done
}
identifier=
until [ -n "$identifier" ]; do
  for ask in $tools; do
    identifier=$(register)
    [ -n "$identifier" ] && break 2
  done
  sleep 1
done

until
  case $($ask GET /2020-01-01/extension/event/next "Lambda-Extension-Identifier: $identifier" '') in *SHUTDOWN*) true ;; *) false ;; esac
do sleep 1; done
