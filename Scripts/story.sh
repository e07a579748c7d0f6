#!/usr/bin/env bash
# The story that Ringfence exists for, on the networks in Examples/.
set -euo pipefail
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }
ask() {
  printf '$ ringfence %s\n\n' "$*"
  # 1 is the answer "denied", which is no failure here.
  "$ringfence" "$@" || [ $? = 1 ]
}

say "An ECS task cannot reach its PostgreSQL database: same VPC, right connection string, nothing but timeouts."
say "1. Why?"
ask explain --network Examples/unreachable-database app-task database --port 5432
say "2. The same question after the fix."
ask explain --network Examples/unreachable-database-fixed app-task database --port 5432
say "Ask your own network:"
cat <<'TXT'
  .build/debug/ringfence snapshot --output ./snapshot        # read-only calls, your usual AWS credentials
  .build/debug/ringfence explain --network ./snapshot SOURCE DESTINATION --port 5432
TXT
