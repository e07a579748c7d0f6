#!/usr/bin/env bash
# Kills a writer with SIGKILL at random moments, again and again, on one database, and looks each time whether every
# write that it acknowledged is there and whole.
#
#     Scripts/chaos.sh [ROUNDS] [store|server]      200 and store unless given
#
# The store's writer commits by itself; the server's is four clients of `ringfence serve`, which dies with them.
#
# CHAOS_WRITE and CHAOS_VERIFY are the commands; each is called with DATABASE and ACKNOWLEDGED. The writer appends a line
# to ACKNOWLEDGED for each write that was acknowledged to it, and writes until it is killed; whatever it starts must stay
# in its process group. The verifier exits with 0 if the database holds them all. Given, they take the place of both.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-${CHAOS_ROUNDS:-200}}
level=${2:-store}

if [ -z "${CHAOS_WRITE:-}" ] || [ -z "${CHAOS_VERIFY:-}" ]; then
  case $level in
    store)
      swift build --product ChaosWriter
      program=$(swift build --show-bin-path)/ChaosWriter
      CHAOS_WRITE="$program write"
      CHAOS_VERIFY="$program verify"
      ;;
    server)
      swift build --product ringfence
      clients="python3 Tests/RealClientTests/Python/server_chaos.py"
      program=$(swift build --show-bin-path)/ringfence
      CHAOS_WRITE="$clients write $program"
      CHAOS_VERIFY="$clients verify $program"
      ;;
    *)
      sed -n '5p' "$0" >&2
      exit 64
      ;;
  esac
fi

directory=$(mktemp -d)
database=$directory/chaos.sqlite
group=
finish() {
  status=$?
  [ -z "$group" ] || kill -KILL -- "-$group" 2>/dev/null || true
  if [ $status = 0 ]; then rm -rf "$directory"; else echo "chaos: failed; what is left: $directory" >&2; fi
}
trap finish EXIT

early=0
for ((round = 1; round <= rounds; round++)); do
  : >"$directory/round"
  # A process group of its own, which dies whole.
  # shellcheck disable=SC2086
  setsid $CHAOS_WRITE "$database" "$directory/round" >"$directory/output" 2>&1 &
  group=$!
  # One round in eight is killed while it starts; the others some time after their first acknowledged write.
  if ((RANDOM % 8 == 0)); then
    early=$((early + 1))
  else
    for ((wait = 0; wait < 3000; wait++)); do
      if [ -s "$directory/round" ]; then break; fi
      if ! kill -0 "$group" 2>/dev/null; then break; fi
      sleep 0.01
    done
  fi
  sleep "$(printf '0.%03d' $((RANDOM % 250)))"
  if ! kill -KILL -- "-$group" 2>/dev/null; then
    echo "chaos: the writer ended by itself in round $round:" >&2
    cat "$directory/output" >&2
    exit 1
  fi
  wait "$group" 2>/dev/null || true
  group=
  if [ -e "$database" ]; then
    # shellcheck disable=SC2086
    last=$($CHAOS_VERIFY "$database" "$directory/round")
    if ((round % 20 == 0)); then echo "round $round: $last"; fi
  fi
  # A kill may leave half a line, which acknowledges nothing.
  head -n "$(wc -l <"$directory/round")" "$directory/round" >>"$directory/all"
done
# shellcheck disable=SC2086
$CHAOS_VERIFY "$database" "$directory/all"
echo "chaos: $rounds kills ($early while starting), $(wc -l <"$directory/all") acknowledged writes, none lost, none torn"
