# shellcheck shell=bash
# Registers, where there is bash and the runtime's Node. $@ is what Node is started with.
# Whatever does not work out before `register` is left to Node, which does it all again with every care.

folder="$root/tmp/.outcrop"

# The files of extension/journal-files.ts, open for Node at descriptors 7 and 8. Fails where something is left in /tmp, or where it is full: what is
# written first takes a block and is taken back.
make_journal() {
  umask 077 && mkdir "$folder" && printf '%256s' '' >"$folder/journal" && printf '' >"$folder/journal" && mkfifo "$folder/alive" &&
    exec 3<>"$folder/alive" 7<"$folder/alive" 8<"$folder/journal" 3>&-
}

# What a process has left that was killed together with its extension; a folder without anything is left by a shutdown that was none of the
# environment. Either way the init runs inside an invoke, on the memory's share of the CPU.
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
# Nobody waits for the rest of the init before this.
. "$root/opt/outcrop/events.bash"
