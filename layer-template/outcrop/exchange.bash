# shellcheck shell=bash
# One HTTP exchange with Lambda over bash's own sockets: $1 the request, $2 a header, $3 the body. Sets `answer`, and `identifier` where the answer
# names one. With HTTP/1.0 a body ends where the server closes.
exchange() {
  exec 3<>"/dev/tcp/${api%:*}/${api##*:}" || return
  printf '%s\r\n' "$1 HTTP/1.0" "Host: $api" "Connection: close" "$2" "Content-Type: application/json" "Content-Length: ${#3}" "" >&3
  printf '%s' "$3" >&3
  IFS= read -r line <&3
  case "$line" in "HTTP/1."?" 200"*) ;; *) return 1 ;; esac
  while IFS= read -r line <&3 && line="${line%?}" && [ -n "$line" ]; do
    case "$line" in [Ll]ambda-[Ee]xtension-[Ii]dentifier:*) identifier="${line#*: }" ;; esac
  done
  IFS= read -r -d '' answer <&3
  # The kernel takes no argument above 128 KiB, and nothing that is meant for us comes near. Node does without.
  [ ${#answer} -le 16384 ] || answer=''
  exec 3<&-
}
