#!/usr/bin/env bash
# Fuzzes the parsers and readers with libFuzzer: Scripts/fuzz.sh [target|all] [seconds for each].
# New inputs go to .build-fuzz/corpus; a crash is left in .build-fuzz/artifacts and ends the run with 1.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-all}
seconds=${2:-600}
all=(FuzzAddressing FuzzTraffic FuzzSnapshot FuzzConfiguration FuzzResponses FuzzExplanation)
if [ "$target" = all ]; then targets=("${all[@]}"); else targets=("$target"); fi
export RINGFENCE_FUZZING=1
mkdir -p .build-fuzz/artifacts
failed=0
for target in "${targets[@]}"; do
  name=$(echo "${target#Fuzz}" | tr '[:upper:]' '[:lower:]')
  swift build --scratch-path .build-fuzz --sanitize fuzzer --product "$target"
  mkdir -p ".build-fuzz/corpus/$name"
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len=8192 -print_final_stats=1)
  options+=(-artifact_prefix=".build-fuzz/artifacts/$name-")
  if [ -f "Fuzzing/Dictionaries/$name.dict" ]; then options+=(-dict="Fuzzing/Dictionaries/$name.dict"); fi
  seeds=()
  if [ -d "Fuzzing/Corpus/$name" ]; then seeds+=("Fuzzing/Corpus/$name"); fi
  echo "== $target, $seconds s"
  log=".build-fuzz/$name.log"
  if ! ".build-fuzz/debug/$target" "${options[@]}" ".build-fuzz/corpus/$name" "${seeds[@]}" >"$log" 2>&1; then
    failed=1
    tail -40 "$log"
  fi
  grep -E "cov:" "$log" | tail -1 || true
  grep -E "stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)" "$log" || true
done
exit $failed
