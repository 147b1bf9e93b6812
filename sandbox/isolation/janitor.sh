# Removes a sandbox's temporary directory once its holder has ended. It stays outside the namespaces, where that
# directory is visible, and in a session of its own, so that a Ctrl-C for the sandbox's process does not end it
# before its work.
# Arguments: the directory, then the holder's command.
directory=$1
shift
"$@"
# 1: no holder came to be, and its caller goes on with the directory.
[ $? = 1 ] && exit 1
rm -rf "$directory" 2>/dev/null && exit 0
# A layer may hold directories that their owner may not write.
chmod -R u+rwX "$directory"
rm -rf "$directory"
