#!/usr/bin/env bash
# Fuzzes what reads input from outside: Scripts/fuzz.sh [TARGET|all] [SECONDS]
#
# Targets: actions, addressing, configuration, consolidation, explanation, filters, flows, hcl, importIDs, query,
# responses, signature, snapshot, suppressions, terraform, terraformDocument, traffic, verifyPolicy. Each runs for SECONDS
# (600 unless said otherwise), first the corpus and what once failed (Fuzzing/Corpus, Fuzzing/Regressions), then inputs of
# its own. A failure leaves its input in .build-fuzz/artifacts; the others still run, and the script ends with 1. What was
# found stays in .build-fuzz/corpus; FUZZ_KEEP=1 puts the least of it that covers as much into Fuzzing/Corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 64
}

target="${1:-all}"
target="${target#Fuzz}"
target="${target,,}"
seconds="${2:-600}"
[[ "$seconds" =~ ^[0-9]+$ ]] || usage

# Name, longest input, corpus, dictionary.
settings=(
  "actions 2048 actions query"
  "addressing 128 addressing -"
  "configuration 1024 configuration configuration"
  "consolidation 200 consolidation -"
  "explanation 8192 snapshot snapshot"
  "filters 256 filters -"
  "flows 512 flows -"
  "hcl 2048 hcl hcl"
  "importIDs 256 importIDs importIDs"
  "query 4096 query query"
  "responses 4096 responses responses"
  "signature 2048 signature signature"
  "snapshot 8192 snapshot snapshot"
  "suppressions 1024 suppressions suppressions"
  "terraform 4096 terraform terraform"
  "terraformDocument 8192 terraformDocument terraformDocument"
  "traffic 64 traffic -"
  "verifyPolicy 4096 verifyPolicy verifyPolicy"
)

build() {
  # Optimised, with assertions; testable, since some of what is fuzzed is internal to its module. Another number of JOBS
  # than last time compiles everything anew.
  RINGFENCE_FUZZING=1 swift build --configuration release --sanitize fuzzer --scratch-path .build-fuzz \
    --jobs "${JOBS:-2}" --product "$1" \
    -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug
}

run() {
  local name="$1" longest="$2" corpus="Fuzzing/Corpus/$3" dictionary="Fuzzing/Dictionaries/$4.dict"
  local program="Fuzz${name^}" work=".build-fuzz/corpus/$1" artifacts=".build-fuzz/artifacts" log
  if [[ "$name" == hcl ]]; then program="FuzzHCL"; fi
  build "$program"
  mkdir -p "$work" "$artifacts"
  log=".build-fuzz/$name.log"
  local inputs=("$work" "$corpus")
  if [[ -d "Fuzzing/Regressions/$name" ]]; then inputs+=("Fuzzing/Regressions/$name"); fi
  local options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len="$longest" -print_final_stats=1)
  if [[ -f "$dictionary" ]]; then options+=(-dict="$dictionary"); fi
  echo "$name: $seconds s"
  # Swift's own report of a trap would end the process before libFuzzer could keep the input.
  local status=0
  SWIFT_BACKTRACE=enable=no nice -n 10 ".build-fuzz/release/$program" "${options[@]}" \
    -artifact_prefix="$artifacts/$name-" "${inputs[@]}" > "$log" 2>&1 || status=$?
  grep -E '^(#[0-9]+[[:space:]]+DONE|stat::)' "$log" || true
  if [[ $status -ne 0 ]]; then
    echo "$name: failed; see $log and $artifacts" >&2
    tail -n 40 "$log" >&2
    failed=1
    return
  fi
  if [[ -n "${FUZZ_KEEP:-}" && "$3" == "$name" ]]; then keep "$program" "$work" "$corpus"; fi
}

# The corpus stays small: fewer than 200 files and 300 KB, the smallest first.
keep() {
  local program="$1" work="$2" corpus="$3" least=".build-fuzz/least" file
  rm -rf "$least" && mkdir -p "$least"
  SWIFT_BACKTRACE=enable=no ".build-fuzz/release/$program" -merge=1 "$least" "$corpus" "$work" > /dev/null 2>&1
  find "$corpus" -type f ! -name 'seed-*' -delete
  local count bytes=0 size
  count=$(find "$corpus" -type f | wc -l)
  while read -r size file; do
    cmp -s "$file" "$corpus/$(basename "$file")" && continue
    bytes=$((bytes + size)) count=$((count + 1))
    if [[ $count -ge 200 || $bytes -ge 250000 ]]; then break; fi
    cp "$file" "$corpus/"
  done < <(find "$least" -type f -printf '%s %p\n' | sort -n)
}

found=
failed=0
for setting in "${settings[@]}"; do
  read -r name longest corpus dictionary <<< "$setting"
  if [[ "$target" == all || "$target" == "${name,,}" ]]; then
    found=1
    run "$name" "$longest" "$corpus" "$dictionary"
  fi
done
[[ -n "$found" ]] || usage
exit "$failed"
