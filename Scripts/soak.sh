#!/usr/bin/env bash
# Holds the policy engine against the oracle on ten million random flows. Arguments go to the program:
#   Scripts/soak.sh --pairs 1000000 --seed 7 --seconds 600
set -euo pipefail
cd "$(dirname "$0")/.."
export RINGFENCE_BENCHMARKS=1
swift build -c release --scratch-path .build-bench --product Soak
exec .build-bench/release/Soak "$@"
