# shellcheck shell=bash
# The launcher's life after `register`. $@ starts Node.
#
# Starting Node and loading the analysis takes more CPU than a small function has in an invocation. So this
# shell asks for events until Node is ready. It lets Node run only when an answer has left time for it, and
# stops Node (SIGSTOP) when that time is used up. Then Node takes over the events, with all that has happened,
# and this shell waits for its end. If Node ends before SHUTDOWN, or is never ready, the shell continues to
# ask. This does not harm the function.
#
# Builtins only, on the way of an invocation. To execute a program costs 1 ms of CPU, which is 14 ms at 128 MB
# of memory.

# The figures of extension/budget.ts: at most a quarter of the time that an answer leaves, and at most so many
# milliseconds.
share=4 reserve=100 least=20 small_most=300 large_most=180 large_mb=512 longest=900000 shutdown_usual=2000 shutdown_longest=60000
# How long Node may take to say that it has taken over. With less time, the takeover does not begin; past it,
# Node is lost.
taking=500 taking_longest=10000
most=$small_most
case "${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-}" in *[!0-9]* | '' | ??????*) ;; *) ((AWS_LAMBDA_FUNCTION_MEMORY_SIZE < large_mb)) || most=$large_most ;; esac

# How much about ended invocations is kept for Node. A pipe takes this much at once, with or without a reader.
kept_invocations=200 kept_length=32768
# A function can write anything into the FIFO. The shell does not wait past this many marks of other
# invocations.
most_marks=16
tell_at=5

. "$root/opt/outcrop/child.bash"

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

# $1 milliseconds, without a program: by a read of a pipe into which nothing is written.
rest() {
  seconds_of "$1"
  [ -n "$can_rest" ] || { exec 22<> <(:) && can_rest=1; } 2>/dev/null || { sleep 1 && return; }
  read -r -t "$seconds" -u 22
}

# A line of Outcrop's own, for when Node cannot write it.
say() {
  local stamp name="${AWS_LAMBDA_FUNCTION_NAME:-}" version="${AWS_LAMBDA_FUNCTION_VERSION:-}"
  TZ=UTC0 printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf '{"outcrop":"diagnostic","schema":1,"environment":"%s","function_name":"%s","function_version":"%s","timestamp":"%s","level":"WARN","message":"%s"}\n' \
    "$environment" "${name//[!a-zA-Z0-9_.:-]/}" "${version//[!a-zA-Z0-9_.\$-]/}" "$stamp" "$1"
}

# Waits for the next event. Sets `event`, and `request` or `reason`, and `deadline`: 0 if the event has none.
# A request that fails is repeated and reported as extension/persist.ts does.
ask() {
  local pause=50 failures=0
  until
    if exchange "GET /2020-01-01/extension/event/next" "Lambda-Extension-Identifier: $identifier" '' 2>/dev/null; then
      failure='an unknown event'
    fi
    [[ $answer =~ $event_type ]]
  do
    ((++failures != tell_at)) || say "\`next\` has failed $failures times: $failure; still trying"
    rest "$pause"
    ((pause < 6400)) && ((pause *= 2))
  done
  event="${BASH_REMATCH[1]}" request='' reason='' deadline=0
  [[ $answer =~ $request_id ]] && request="${BASH_REMATCH[1]}"
  [[ $answer =~ $shutdown_reason ]] && reason="${BASH_REMATCH[1]}"
  [[ ! $answer =~ $deadline_ms ]] || deadline="${BASH_REMATCH[1]}"
}
event_type='"eventType"[[:space:]]*:[[:space:]]*"(INVOKE|SHUTDOWN)"'
request_id='"requestId"[[:space:]]*:[[:space:]]*"([^"\]{0,128})"'
shutdown_reason='"shutdownReason"[[:space:]]*:[[:space:]]*"([a-zA-Z_ -]{0,64})"'
deadline_ms='"deadlineMs"[[:space:]]*:[[:space:]]*([1-9][0-9]{0,14})[^0-9]'

# Keeps a line for Node.
note() {
  [ -n "$is_kept" ] && ((noted_length < kept_length)) || return
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

# Sets `line` to the next line of the FIFO, waiting for $seconds. When a read's time is over, it has the
# beginning of a line whose rest is available.
read_alive() {
  local part status
  IFS= read -r -n 512 -t "$seconds" -u 7 line 2>/dev/null
  status=$?
  if ((status > 128)) && [ -n "$line" ]; then
    part=$line
    IFS= read -r -n 512 -t 0.2 -u 7 line 2>/dev/null
    status=$?
    line=$part$line
  fi
  return "$status"
}

# Sets `marked` to what the mark in $line says about the request: its id in quotes, or null. Fails if it is
# not a mark (core/journal/end-mark.ts).
read_mark() {
  [ ${#line} -lt 256 ] && [[ $line =~ $end_mark ]] && marked="${BASH_REMATCH[1]}"
}
end_mark='^\[[0-9]+,(null|"[^"]*"),[][0-9a-z.,+-]*\]$'

# Until the invocation is over, the process is gone, or the deadline comes near. To ask for the next event
# while the function runs does no harm.
await_end() {
  local margin left until marks=0
  is_open=''
  [ -z "$early$is_foreign" ] || return
  # No shim that knows the runtime's client is there, so no end will be seen (core/journal/location.ts).
  [ -k /proc/self/fd/8 ] || return
  look_at_clock
  left=$((deadline - now))
  ((left = left < 0 ? 0 : left > longest ? longest : left))
  margin=$((left / share))
  ((left -= margin > 2 * reserve ? 2 * reserve : margin))
  until=$((now + left))
  is_open=1
  while ((left > 0 && ++marks <= most_marks)); do
    seconds_of "$left"
    if read_alive; then
      # If another process writes, marks get lost, since a full FIFO takes none. So the shell waits for
      # nothing.
      read_mark || return
      note "mark $line"
      [ "$marked" != null ] && [ "$marked" != "\"$request\"" ] || { is_open='' && return; }
    elif (($? > 128)); then
      return
    else
      # No process holds the FIFO.
      note death
      is_open='' && return
    fi
    # A clock that is set back gives no more time.
    look_at_clock
    ((left = until - now < left ? until - now : left))
  done
}

# Marks that came after the wait for them. Sets `early` to a mark of $request that is not noted yet, and
# `is_foreign` if another process writes.
note_late() {
  local marks=0 seconds=0.001
  while ((++marks <= most_marks)) && read_alive; do
    read_mark || { is_foreign=1 && continue; }
    if [ "$event" = INVOKE ] && [ "$marked" = "\"$request\"" ]; then early=$line; else note "mark $line"; fi
  done
}

# Sets `limit` to when the shutdown with the deadline $1 must be over. A deadline that no shutdown has is a
# clock's fault.
set_limit() {
  look_at_clock
  limit=$(($1 - now))
  ((limit > 0 && limit <= shutdown_longest)) || limit=$shutdown_usual
  limit=$((now + limit - reserve))
}

# A part of the time that an invocation left.
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
  # On a small share of a busy CPU Node may take long to answer. Time to ask for the next event must then be
  # left.
  patience=$((deadline - now - 2 * reserve))
  ((patience <= taking_longest)) || patience=$taking_longest
  ((left == 0 || patience < taking)) || hand_over $((began + left))
}

# The rest of the work, as far as time allows.
leave() {
  local limit
  set_limit "$deadline"
  [ -n "$is_lost$node_pid" ] || start_node "$@"
  if [ -n "$node_pid" ]; then
    noted+=("shutdown $deadline ${reason:-unknown}")
    patience=$((limit - now))
    run_node "$patience" && hand_over "$limit"
  fi
  [ -z "$node_pid" ] || end_node
  [ -n "$is_told" ] || say "the analysis was never loaded: $seen invocations and the shutdown left no time for it"
  rm -rf "$folder"
  case "$reason" in [Ss][Pp][Ii][Nn][Dd][Oo][Ww][Nn]) ;; *) mkdir "$folder" ;; esac
  exit 0
}

can_rest='' environment=''
read -r environment </proc/sys/kernel/random/uuid
environment="${environment//-/}"
environment="${environment:0:16}"
set -- "$@" "$identifier" "$started" "$registered" "$answer" "$environment"
node_pid='' is_lost='' is_told='' is_ready='' half_word='' is_open='' is_kept=1 seen=0 dropped=0 noted=() noted_length=0 request='' patience=0
exec 6>&1

case "${AWS_LAMBDA_INITIALIZATION_TYPE:-}" in
  # Nothing waits for a provisioned environment, so all that can be done before the first event is done.
  provisioned-concurrency) start_node "$@" && run_node 10000 ;;
  *) [ -n "$is_reset" ] || [ "${OUTCROP_NODE_START:-answer}" != init ] || start_node "$@" ;;
esac

# The end of this shell would end the function.
while :; do
  ask
  # Work that has begun in init continues after the answer.
  [ -z "$node_pid" ] || [ -n "$is_ready" ] || signal_node STOP
  if [ -n "$is_lost" ]; then
    [ "$event" != SHUTDOWN ] || leave
    continue
  fi
  early='' is_foreign=''
  [ -z "$is_open" ] || note_late
  [ "$event" != SHUTDOWN ] || leave "$@"
  note_invocation
  await_end
  work "$@"
done
