# shellcheck shell=bash
# The launcher's life where there is bash and the runtime's Node: extensions/outcrop reads this after exchange.bash. $@ is what Node is started with.
#
# Starting Node and loading the analysis takes more CPU than a small function has in an invocation. So this shell asks for events until Node is
# ready, lets Node run only when an answer has left time for it, and stops it (SIGSTOP) when that is used up. Then Node takes the events over, with
# all that has happened (extension/launcher.ts has the words), and this shell waits for its end. Should Node end before SHUTDOWN, or never be ready,
# the shell goes on asking: the function is none the worse for it.
#
# Builtins only, on the way of an invocation: to execute a program costs 1 ms of CPU, which is 14 ms at 128 MB of memory.
# Whatever does not work out before `register` is left to Node, which does it all again with every care.

folder="$root/tmp/.outcrop"

# The figures of extension/budget.ts: of the time that an answer leaves, at most a quarter, and at most so many milliseconds.
share=4 reserve=100 least=20 small_most=350 large_most=180 large_mb=512 longest=900000 taking=500 shutdown_usual=2000 shutdown_longest=60000
most=$small_most
case "${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-}" in *[!0-9]* | '' | ??????*) ;; *) ((AWS_LAMBDA_FUNCTION_MEMORY_SIZE < large_mb)) || most=$large_most ;; esac

# What is kept for Node of invocations that are over. A pipe takes this much at once, whether or not anybody reads.
kept_invocations=200 kept_length=32768

# The files of extension/journal-files.ts, open for Node at descriptors 7 and 8. Fails where something is left in /tmp.
make_journal() {
  umask 077 && mkdir "$folder" && printf '' >"$folder/journal" && mkfifo "$folder/alive" &&
    exec 3<>"$folder/alive" 7<"$folder/alive" 8<"$folder/journal" 3>&-
}

# What a process has left that was killed together with its extension; a folder without anything is left by a shutdown that was none of the
# environment. Either way the init runs inside an invoke, on the memory's share of the CPU.
set_aside() {
  rmdir "$folder" 2>/dev/null && return
  rm -rf "$folder.previous"
  mv "$folder" "$folder.previous"
}

# Sets `now`, in milliseconds since the epoch; older shells know whole seconds only.
look_at_clock() {
  now="${EPOCHREALTIME:-}"
  now="${now/[.,]/}"
  now="${now%???}"
  [ -n "$now" ] || printf -v now '%(%s)T000' -1
}

# Sets `seconds`, as `read -t` takes them, to $1 milliseconds.
seconds_of() {
  seconds=$(($1 % 1000 + 1000))
  seconds=$(($1 / 1000)).${seconds#1}
}

# $1 milliseconds, without a program: by a read of a pipe that nothing comes through.
rest() {
  seconds_of "$1"
  [ -n "${resting:-}" ] || { exec 42<> <(:) && resting=1; } 2>/dev/null || sleep 1
  read -r -t "$seconds" -u 42 line
}

# A line of Outcrop's own, for when Node cannot write it.
say() {
  local stamp name="${AWS_LAMBDA_FUNCTION_NAME:-}" version="${AWS_LAMBDA_FUNCTION_VERSION:-}"
  TZ=UTC0 printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf '{"outcrop":"diagnostic","schema":1,"environment":"%s","function_name":"%s","function_version":"%s","timestamp":"%s","level":"WARN","message":"%s"}\n' \
    "$environment" "${name//[!a-zA-Z0-9_.:-]/}" "${version//[!a-zA-Z0-9_.\$-]/}" "$stamp" "$1"
}

# Waits for the next event. Sets `event`, and `request` or `reason`, and `deadline`: 0 where the event does not say it.
ask() {
  local pause=0
  until
    answer=''
    exchange "GET /2020-01-01/extension/event/next" "Lambda-Extension-Identifier: $identifier" '' 2>/dev/null
    [[ $answer =~ $event_type ]]
  do
    ((pause == 0)) || rest "$pause"
    pause=$((pause == 0 ? 50 : pause < 6400 ? pause * 2 : pause))
  done
  event="${BASH_REMATCH[1]}" request='' reason='' deadline=0
  [[ $answer =~ $request_id ]] && request="${BASH_REMATCH[1]}"
  [[ $answer =~ $shutdown_reason ]] && reason="${BASH_REMATCH[1]}"
  [[ $answer =~ $deadline_ms ]] && deadline="${BASH_REMATCH[1]}"
}
event_type='"eventType"[[:space:]]*:[[:space:]]*"(INVOKE|SHUTDOWN)"'
request_id='"requestId"[[:space:]]*:[[:space:]]*"([^"\]{0,128})"'
shutdown_reason='"shutdownReason"[[:space:]]*:[[:space:]]*"([a-zA-Z_ -]{0,64})"'
deadline_ms='"deadlineMs"[[:space:]]*:[[:space:]]*([1-9][0-9]{0,14})[^0-9]'

# Keeps a line for Node.
note() {
  [ -n "$is_kept" ] || return
  noted+=("$1")
  noted_length=$((noted_length + ${#1} + 1))
}

# Begins with the invocation $request. Its mark may have come with those of an earlier one.
note_invocation() {
  is_kept=1
  if ((++seen > kept_invocations || noted_length > kept_length - 1024)); then
    is_kept=''
    dropped=$((dropped + 1))
  fi
  note "invoke $request"
  [ -z "$early" ] || note "mark $early"
}

# Sets `marked` to what the mark in $line says of the request: its id in quotes, or null. Fails where it is not a mark (core/journal/end-mark.ts).
read_mark() {
  [ ${#line} -lt 256 ] && [[ $line =~ $end_mark ]] && marked="${BASH_REMATCH[1]}"
}
end_mark='^\[[0-9]+,(null|"[^"]*"),[][0-9a-z.,+-]*\]$'

# Until the invocation is over, the process is gone, or the deadline comes near: to ask for the next event while the function runs harms nothing.
await_end() {
  local margin until
  is_open=''
  [ -z "$early" ] || return
  # Nobody observes this function: its end cannot be seen.
  [ -s /proc/self/fd/8 ] || return
  look_at_clock
  until=$((deadline - now))
  ((until = until < 0 ? 0 : until > longest ? longest : until))
  margin=$((until / share))
  until=$((now + until - (margin > 2 * reserve ? 2 * reserve : margin)))
  is_open=1
  while look_at_clock && ((until > now)); do
    seconds_of $((until - now))
    if IFS= read -r -n 512 -t "$seconds" -u 7 line 2>/dev/null; then
      # Where somebody else writes, marks get lost: a full FIFO takes none. So nothing is waited for.
      read_mark || return
      note "mark $line"
      [ "$marked" != null ] && [ "$marked" != "\"$request\"" ] || break
    elif (($? > 128)); then
      return
    else
      # Nobody holds the FIFO.
      note death
      break
    fi
  done
  ((until <= now)) || is_open=''
}

# Marks that came after the wait for them. Sets `early` to one of $request, which is not noted yet.
note_late() {
  local lines=0
  while ((lines++ < 16)) && IFS= read -r -n 512 -t 0.001 -u 7 line; do
    read_mark || continue
    if [ "$event" = INVOKE ] && [ "$marked" = "\"$request\"" ]; then early=$line; else note "mark $line"; fi
  done
}

# Node as a child, whose standard input comes from this shell and whose descriptor 5 leads to it.
start_node() {
  coproc NODE { exec 5>&1 >&6 6>&- && exec "$node" "$@"; }
  node_pid=$!
  # bash forgets these as soon as Node has ended. From 10 on it keeps descriptors of its own.
  { exec 40<&"${NODE[0]}" 41>&"${NODE[1]}"; } 2>/dev/null || exec 40</dev/null 41>/dev/null
}

# Node has ended, or is of no use. What cannot be executed bash has explained.
lose_node() {
  kill -KILL "$node_pid" 2>/dev/null
  wait "$node_pid" 2>/dev/null
  case $? in 126 | 127) is_told=1 ;; esac
  [ -n "$is_told" ] || say "idle: Node has ended or does not answer"
  is_told=1 node_pid='' is_lost=1 noted=()
}

# Lets Node run for $1 milliseconds, or until it is ready. Fails where it is not ready then.
run_node() {
  local word
  [ -z "$is_ready" ] || return 0
  kill -CONT "$node_pid" 2>/dev/null
  seconds_of "$1"
  if IFS= read -r -t "$seconds" -u 40 word; then
    # What a read had of it when its time was over comes first.
    case "$half_word$word" in
      ready) is_ready=1 && return ;;
      told) is_told=1 ;;
    esac
    lose_node
  elif (($? > 128)); then
    half_word+=$word
    kill -STOP "$node_pid" 2>/dev/null
  else
    lose_node
  fi
  return 1
}

# Node takes over, and this shell waits for its end. $1 is until when it may work now, in milliseconds since the epoch. Leaves after SHUTDOWN.
hand_over() {
  local word argument left=$patience limit='' is_done='' is_taken=''
  ((dropped > 0)) && noted+=("dropped $dropped")
  printf '%s\n' "${noted[@]}" "go $1" >&41 2>/dev/null
  noted=()
  while
    word=''
    if [ -n "$limit" ]; then
      look_at_clock
      left=$((limit - now))
    fi
    if [ -n "$is_taken" ] && [ -z "$limit" ]; then
      IFS=' ' read -r -u 40 word argument
    else
      seconds_of $((left > 0 ? left : 0))
      IFS=' ' read -r -t "$seconds" -u 40 word argument
    fi
  do
    case "$word" in
      taken) is_taken=1 ;;
      told) is_told=1 ;;
      done) is_done=1 ;;
      shutdown) set_limit "$argument" ;;
    esac
  done
  if [ -n "$is_done$limit" ] || [ "$event" = SHUTDOWN ]; then
    kill -KILL "$node_pid" 2>/dev/null
    exit 0
  fi
  lose_node
}

# Sets `limit` to when the shutdown with the deadline $1 has to be over. A deadline that no shutdown has is a clock's fault.
set_limit() {
  look_at_clock
  limit=$(($1 - now))
  ((limit > 0 && limit <= shutdown_longest)) || limit=$shutdown_usual
  limit=$((now + limit - reserve))
}

# Some of the time that is left, after an invocation.
work() {
  local left began
  look_at_clock
  began=$now
  left=$(((deadline - now - reserve) / share))
  ((left <= most)) || left=$most
  ((left >= least)) || return
  [ -n "$node_pid" ] || start_node "$@"
  run_node "$left" || left=0
  look_at_clock
  note "held $((now - began))"
  # On a small share of a busy CPU Node may take long to answer. The time to ask for the next event must be left then.
  patience=$((deadline - now - 2 * reserve))
  ((left == 0 || patience < taking)) || hand_over $((began + left))
}

# The rest of the work, as far as there is time.
leave() {
  local limit
  set_limit "$deadline"
  [ -n "$is_lost$node_pid" ] || start_node "$@"
  if [ -n "$node_pid" ]; then
    is_kept=1
    note "shutdown $deadline ${reason:-unknown}"
    patience=$((limit - now))
    run_node "$patience" && hand_over "$limit"
  fi
  [ -z "$node_pid" ] || kill -KILL "$node_pid" 2>/dev/null
  [ -n "$is_told" ] || say "the analysis was never loaded: $seen invocations and the shutdown left no time for it"
  rm -rf "$folder"
  case "$reason" in [Ss][Pp][Ii][Nn][Dd][Oo][Ww][Nn]) ;; *) mkdir "$folder" ;; esac
  exit 0
}

started="${EPOCHREALTIME:-0}" identifier='' answer='' is_reset=''
[ ! -e "$folder" ] && [ ! -L "$folder" ] || { set_aside && is_reset=1; } 2>/dev/null
make_journal 2>/dev/null &&
  exchange "POST /2020-01-01/extension/register" "Lambda-Extension-Name: outcrop" '{"events":["INVOKE","SHUTDOWN"]}' 2>/dev/null
[ -n "$identifier" ] || exec "$node" "$@"

environment=''
read -r environment </proc/sys/kernel/random/uuid
environment="${environment//-/}"
environment="${environment:0:16}"
set -- "$@" "$identifier" "$started" "${EPOCHREALTIME:-0}" "$answer" "$environment"
node_pid='' is_lost='' is_told='' is_ready='' half_word='' is_open='' is_kept=1 seen=0 dropped=0 noted=() noted_length=0 request='' patience=0
exec 6>&1

case "${AWS_LAMBDA_INITIALIZATION_TYPE:-}" in
  # Nobody waits for an environment that is provisioned: all that can be done before the first event is done.
  provisioned-concurrency) start_node "$@" && run_node 10000 ;;
  *) [ -n "$is_reset" ] || [ "${OUTCROP_NODE_START:-answer}" != init ] || start_node "$@" ;;
esac

while ask; do
  # What has begun in init goes on after the answer.
  [ -z "$node_pid" ] || [ -n "$is_ready" ] || kill -STOP "$node_pid" 2>/dev/null
  if [ -n "$is_lost" ]; then
    [ "$event" != SHUTDOWN ] || leave
    continue
  fi
  early=''
  [ -z "$is_open" ] || note_late
  [ "$event" != SHUTDOWN ] || leave "$@"
  note_invocation
  await_end
  work "$@"
done
