#!/usr/bin/env bash
# Lints, builds and runs every test. Tests that need something which is not here say so and are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/python-environment.sh

swift format lint --strict --recursive Package.swift Sources Tests Benchmarks Fuzzing
swift build -j "${JOBS:-$(nproc)}" --build-tests
swift test --skip-build "$@"
