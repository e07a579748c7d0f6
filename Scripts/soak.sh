#!/usr/bin/env bash
# The policy engine against the oracle on random networks; options go to the program:
#
#     Scripts/soak.sh --pairs 10000000 --seconds 600 --seed 1 --workers 2
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --scratch-path .build-bench --product Soak
exec .build-bench/release/Soak "$@"
