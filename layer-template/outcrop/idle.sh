#!/bin/sh
# The launcher becomes this without Node to run on. An extension that exits, or never registers, takes the
# function down (Extensions API). So this one registers for SHUTDOWN alone, which no invocation waits for, and
# stays. It asks for that event and sleeps in the question. HTTP comes from what the image has: bash's own
# sockets, which every AWS image has, curl, wget or Python. $1 says why there is no Node. extensions/outcrop
# has unset what the function sets for other programs. The programs' own options and variables keep out the
# rest.

api=${AWS_LAMBDA_RUNTIME_API:-127.0.0.1:9001}
folder=${0%/*}
cr=$(printf '\r')

# ask METHOD PATH HEADER BODY: the answer with its header lines, in whatever way the program shows them.
ask_bash() {
  # shellcheck disable=SC2016 # bash is to expand it
  api=$api "$bash" -p -c '
    LC_ALL=C identifier=
    . "$1"
    exchange "$2 $3" "$4" "$5" || exit
    printf "Lambda-Extension-Identifier: %s\n%s\n" "$identifier" "$answer"' bash "$folder/exchange.bash" "$@" 2>/dev/null
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
  WGETRC= HOME=/ wget -q -S -T 0 -O - --header "$header" "$@" "http://$api$path" 2>&1
}
ask_python() {
  "$python" -I -S -c '
import socket, sys
api, method, path, header, body = sys.argv[1:6]
host, port = api.rsplit(":", 1)
stream = socket.create_connection((host.strip("[]"), int(port))).makefile("rwb")
lines = (method + " " + path + " HTTP/1.1", "Host: " + api, "Connection: close", header, "Content-Length: " + str(len(body)), "", body)
stream.write("\r\n".join(lines).encode())
stream.flush()
def line():
    return stream.readline(65536).decode("latin-1").strip()
def put(text):
    sys.stdout.write(text)
status = "1"
while status.startswith("1"):
    status, headers, name = (line().split() + ["", ""])[1], {}, ""
    while True:
        raw = stream.readline(65536).decode("latin-1")
        if not raw.strip():
            break
        if raw[0] in " \t":
            headers[name] = (headers.get(name, "") + " " + raw.strip()).strip()
        elif ":" in raw:
            name, value = raw.split(":", 1)
            name = name.strip().lower()
            headers[name] = value.strip()
put("Lambda-Extension-Identifier: " + headers.get("lambda-extension-identifier", "") + "\n")
def read(size):
    put(stream.read(min(size, 65536)).decode("latin-1"))
if "chunked" in headers.get("transfer-encoding", "").lower():
    while True:
        size = int(line().split(";")[0], 16)
        if size == 0:
            break
        read(size)
        line()
else:
    read(int(headers.get("content-length", 65536)))' "$api" "$@" 2>/dev/null
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
  # Staying without registering would only delay the failure of init.
  say "$1, and no bash, curl, wget or python3 to register with: take Outcrop out of this image"
  exit 1
fi
[ "${OUTCROP_DISABLED:-}" = 1 ] || say "inactive: $1"

# Prints the identifier; fails without one. Some builds of bash have no sockets: the first program that gets
# an answer is kept.
register() {
  $ask POST /2020-01-01/extension/register 'Lambda-Extension-Name: outcrop' '{"events":["SHUTDOWN"]}' | while read -r line; do
    case $line in [Ll][Aa][Mm][Bb][Dd][Aa]-[Ee][Xx][Tt][Ee][Nn][Ss][Ii][Oo][Nn]-[Ii][Dd][Ee][Nn][Tt][Ii][Ff][Ii][Ee][Rr]:*) ;; *) continue ;; esac
    line=${line#*:}
    line=${line%"$cr"}
    # Without the blanks at both ends. An identifier has none.
    for word in $line; do printf '%s' "$word"; done
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
