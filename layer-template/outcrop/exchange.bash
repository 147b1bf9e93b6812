# shellcheck shell=bash
# HTTP/1.1 (RFC 9112) over bash's own sockets, as much of it as an answer of Lambda's may use: a length,
# chunks or a body that ends with the connection, 1xx answers before the real one, header names in any case,
# folded lines. Needs LC_ALL=C, so that lengths are bytes.

# The kernel takes no argument above 128 KiB, and Lambda's answers are far below it. A longer answer is cut:
# an event says first what it is.
most_body=16384
# For all lines outside the body: status, headers, chunk sizes, trailers.
most_head=65536

# Sets `line` to the next line without its end, and drops what is beyond 8 KiB. Fails at the end of the
# connection and of `head_left`.
read_line() {
  local rest
  IFS= read -r -n 8192 line <&3 || return
  rest=$line
  while ((${#rest} == 8192)); do
    ((head_left -= 8192, head_left > 0)) && IFS= read -r -n 8192 rest <&3 || return
  done
  line=${line%$'\r'}
  ((head_left -= ${#line} + 2, head_left > 0))
}

# Appends $1 bytes to `answer`. `read` stops at a NUL and drops it.
read_bytes() {
  local left=$1 part
  while ((left > 0)); do
    IFS= read -r -d '' -n "$left" part <&3 || return
    answer+=$part
    left=$((left - ${#part} - (${#part} < left)))
  done
}

# Up to the empty line. Sets `length`, `is_chunked` and `named`, the identifier, if the headers name them.
read_headers() {
  local name='' value
  length='' is_chunked='' named=''
  while read_line; do
    [ -n "$line" ] || return 0
    case "$line" in
      [$' \t']*) value+=" $line" ;;
      *:*)
        name=${line%%:*} value=${line#*:}
        name=${name,,}
        ;;
      *) name='' ;;
    esac
    value=${value#"${value%%[!$' \t']*}"}
    value=${value%"${value##*[!$' \t']}"}
    case "$name" in
      lambda-extension-identifier) named=$value ;;
      content-length) length=$value ;;
      transfer-encoding) case "${value,,}" in *chunked) is_chunked=1 ;; esac ;;
    esac
  done
  return 1
}

read_chunks() {
  local size
  while read_line; do
    size=${line%%;*}
    size=${size%%[$' \t']*}
    case "$size" in '' | *[!0-9A-Fa-f]* | ?????????*) return 1 ;; esac
    size=$((16#$size))
    if ((size == 0)); then
      # The trailers.
      while read_line && [ -n "$line" ]; do :; done
      return 0
    fi
    if ((${#answer} + size > most_body)); then
      read_bytes $((most_body - ${#answer}))
      return
    fi
    read_bytes "$size" && read_line && [ -z "$line" ] || return 1
  done
  return 1
}

# One exchange: $1 the request, $2 a header, $3 the body. Sets `answer` to at most `most_body` bytes, and
# `identifier` if the answer names one. Fails if the answer is not 2xx or not whole; `failure` then says what
# came instead. It has no time limit.
exchange() {
  local line length is_chunked named status head_left=$most_head host=${api%:*} result=0
  answer='' failure='no connection'
  host=${host#[}
  exec 3<>"/dev/tcp/${host%]}/${api##*:}" || return
  printf '%s\r\n' "$1 HTTP/1.1" "Host: $api" "Connection: close" "$2" "Content-Type: application/json" "Content-Length: ${#3}" '' >&3
  printf '%s' "$3" >&3
  failure='no HTTP answer'
  while
    read_line || line=''
    case "$line" in
      "HTTP/1."[0-9]" "[1-5][0-9][0-9] | "HTTP/1."[0-9]" "[1-5][0-9][0-9]" "*) status=${line:9:3} ;;
      *) exec 3<&- && return 1 ;;
    esac
    read_headers || { exec 3<&- && return 1; }
    [[ $status = 1?? ]]
  do :; done
  failure="status $status"
  # The body may be cut: the platform does not register twice.
  [[ $status != 2?? ]] || [ -z "$named" ] || identifier=$named
  if [[ $status != 2?? ]]; then
    result=1
  elif [ -n "$is_chunked" ]; then
    read_chunks || result=1
  elif [ -n "$length" ]; then
    case "$length" in
      *[!0-9]* | ??????????*) result=1 ;;
      *) read_bytes $((10#$length < most_body ? 10#$length : most_body)) || result=1 ;;
    esac
  else
    IFS= read -r -d '' -n "$most_body" answer <&3
  fi
  exec 3<&-
  ((result == 0)) && return
  [[ $status != 2?? ]] || failure='half an answer'
  answer=''
  return 1
}
