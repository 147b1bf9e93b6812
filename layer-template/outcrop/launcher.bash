# shellcheck shell=bash
# Registers, if the image has bash and the runtime's Node. $@ starts Node. If something fails before
# `register`, Node does all of it again, with full care.

folder="$root/tmp/.outcrop"

# The files of extension/journal-files.ts, open for Node at descriptors 7 and 8. Fails if something is left in
# /tmp, or if /tmp is full: the first write takes a block and is taken back.
make_journal() {
  umask 077 && mkdir "$folder" && printf '%256s' '' >"$folder/journal" && printf '' >"$folder/journal" && mkfifo "$folder/alive" &&
    exec 3<>"$folder/alive" 7<"$folder/alive" 8<"$folder/journal" 3>&-
}

# A process that was killed together with its extension leaves this. A shutdown that did not end the
# environment leaves an empty folder. In both cases the init runs inside an invoke, on the memory's share of
# the CPU.
set_aside() {
  rmdir "$folder" 2>/dev/null && return
  rm -rf "$folder.previous"
  mv "$folder" "$folder.previous"
}

started="${EPOCHREALTIME:-0}" identifier='' answer='' is_reset=''
[ ! -e "$folder" ] && [ ! -L "$folder" ] || { set_aside && is_reset=1; } 2>/dev/null
make_journal 2>/dev/null &&
  exchange "POST /2020-01-01/extension/register" "Lambda-Extension-Name: outcrop" '{"events":["INVOKE","SHUTDOWN"]}' 2>/dev/null
registered="${EPOCHREALTIME:-0}"
[ -n "$identifier" ] || exec "$node" "$@"
# Nothing waits for the rest of the init before this.
. "$root/opt/outcrop/events.bash"
