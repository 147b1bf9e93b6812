# shellcheck shell=bash
# The launcher's life where there is bash and the runtime's Node: extensions/outcrop reads this after exchange.bash. $@ is what Node is started with.
# Whatever does not work out here is left to Node, which does it all again with every care.

# The files of extension/journal-files.ts, open for Node at descriptors 7, 8 and 9. Fails where something is left in /tmp.
make_journal() {
  umask 077 && mkdir "$folder" && : >"$folder/journal" && printf '%256s' '' >"$folder/end-mark" && mkfifo "$folder/alive" &&
    exec 3<>"$folder/alive" 7<"$folder/alive" 8<"$folder/journal" 9<"$folder/end-mark" 3>&-
}

folder="$root/tmp/.outcrop"
started="${EPOCHREALTIME:-0}" identifier='' answer=''
make_journal 2>/dev/null &&
  exchange "POST /2020-01-01/extension/register" "Lambda-Extension-Name: outcrop" '{"events":["INVOKE","SHUTDOWN"]}' 2>/dev/null
if [ -n "$identifier" ]; then
  set -- "$@" "$identifier" "$started" "${EPOCHREALTIME:-0}" "$answer"
  answer=''
  exchange "GET /2020-01-01/extension/event/next" "Lambda-Extension-Identifier: $identifier" '' 2>/dev/null
  set -- "$@" "$answer"
fi
exec "$node" "$@"
# What is not there for the function either. Registered or not, this process has to stay.
while [ -n "$identifier" ]; do
  case "$answer" in *'"SHUTDOWN"'*) exit 0 ;; esac
  exchange "GET /2020-01-01/extension/event/next" "Lambda-Extension-Identifier: $identifier" '' 2>/dev/null || sleep 1
done
