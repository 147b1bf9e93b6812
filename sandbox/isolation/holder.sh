# Keeps a sandbox's namespaces alive and kills what is left of it, whatever ends the sandbox. It reads stdin until
# the other end is closed, by close() or by the kernel when the sandbox's process dies. The lines are "+PID" and
# "-PID": the process groups that it kills then.
# Arguments, for namespaces only: the mount point of the new root, the fstab that fills it, and the user and group
# that everything inside runs as.
root=$1
fstab=$2
uid=$3
gid=$4

if [ -n "$uid" ]; then
  # This file is out of reach once the root has changed.
  self=$(cat "$0")
  mount --all --fstab "$fstab" || exit 1
  cd "$root" || exit 1
  # The old root is stacked on the new one and detached: the host's mounts are gone from this namespace.
  pivot_root . . && umount -l . && mount -o remount,bind,ro / || exit 1
  cd /var/task || exit 1
  # A second pair of namespaces, in which the one user has another id. A process that joins it by `nsenter` has no
  # capability left after its exec.
  exec unshare --user --map-user="$uid" --map-group="$gid" --mount /bin/sh -c "$self" holder "$root" "$fstab"
fi
echo "ready $$"

groups=' '
while read -r line; do
  pid=${line#?}
  case $line in
    +*) groups="$groups$pid " ;;
    -*) case $groups in *" $pid "*) groups="${groups%% "$pid" *} ${groups#* "$pid" }" ;; esac ;;
  esac
done

for pid in $groups; do kill -9 "-$pid" 2>/dev/null; done
if [ -n "$fstab" ]; then
  # What left its process group is still a member of this mount namespace.
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    [ "$pid" != $$ ] && [ "$process/ns/mnt" -ef "/proc/$$/ns/mnt" ] && kill -9 "$pid" 2>/dev/null
  done
fi
exit 0
