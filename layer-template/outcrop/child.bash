# shellcheck shell=bash
# Node as a child of the launcher's shell: it starts, runs and stops, takes over, and ends.
# extension/launcher.ts has the words.

# Node as a child. Its standard input comes from this shell, and its descriptor 5 leads to it. The child waits
# for a line first: bash forgets the descriptors as soon as the child has ended. bash keeps some of its own
# from 10 on, so these begin at 20, below a limit of 32.
start_node() {
  coproc NODE { read -r && exec 5>&1 >&6 6>&- && exec "$node" "$@"; }
  node_pid=$!
  { exec 20<&"${NODE[0]}" 21>&"${NODE[1]}"; } 2>/dev/null || exec 20</dev/null 21>/dev/null
  printf '\n' >&21
}

# Sends $1 to Node. Once Node has ended, its number may be another process's: bash forgets NODE_PID then.
signal_node() {
  [ -z "${NODE_PID:-}" ] || kill "-$1" "$NODE_PID" 2>/dev/null
}

# Ends Node. Its status is that of `wait`.
end_node() {
  signal_node KILL
  wait "$node_pid" 2>/dev/null
}

# Node has ended, or is of no use. If it cannot be executed, bash has said why.
lose_node() {
  end_node
  case $? in 126 | 127) is_told=1 ;; esac
  [ -n "$is_told" ] || say "idle: Node has ended or does not answer"
  is_told=1 node_pid='' is_lost=1 noted=()
}

# Lets Node run for $1 milliseconds, or until it is ready. Fails if Node is not ready then.
run_node() {
  local word
  [ -z "$is_ready" ] || return 0
  signal_node CONT
  seconds_of "$1"
  if IFS= read -r -n 16 -t "$seconds" -u 20 word; then
    # First the part that a read had when its time was over.
    case "$half_word$word" in
      ready) is_ready=1 && return ;;
      told) is_told=1 ;;
    esac
    lose_node
  elif (($? > 128)); then
    half_word+=$word
    signal_node STOP
  else
    lose_node
  fi
  return 1
}

# Node takes over, and this shell waits for its end. $1 is until when Node may work now, in milliseconds since
# the epoch. Leaves after SHUTDOWN.
hand_over() {
  local word argument left=$patience limit='' is_done='' is_taken=''
  ((dropped > 0)) && noted+=("dropped $dropped")
  printf '%s\n' "${noted[@]}" "go $1" >&21 2>/dev/null
  noted=()
  while
    word=''
    if [ -n "$limit" ]; then
      look_at_clock
      left=$((limit - now))
    fi
    if [ -n "$is_taken" ] && [ -z "$limit" ]; then
      IFS=' ' read -r -n 64 -u 20 word argument
    else
      seconds_of $((left > 0 ? left : 0))
      IFS=' ' read -r -n 64 -t "$seconds" -u 20 word argument
    fi
  do
    case "$word" in
      taken) is_taken=1 ;;
      told) is_told=1 ;;
      done) is_done=1 ;;
      shutdown) set_limit "$argument" ;;
      *) break ;;
    esac
  done
  if [ -n "$is_done$limit" ] || [ "$event" = SHUTDOWN ]; then
    end_node
    exit 0
  fi
  lose_node
}
