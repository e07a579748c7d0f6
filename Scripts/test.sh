#!/usr/bin/env bash
# Lints, builds and runs every test. Tests that need something which is not here say so and are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/python-environment.sh

swift format lint --strict --recursive Package.swift Sources Tests Benchmarks Fuzzing
python3 Scripts/generate-ec2-shapes.py --check
swift build -j "${JOBS:-$(nproc)}" --build-tests
if [ $# -gt 0 ]; then
  swift test --skip-build "$@"
else
  # Tests that talk to servers run by themselves: beside tests that compute for minutes they would wait for a
  # turn of a processor longer than any server should be given.
  servers='AWSEndpointTests|EC2APITests|RingfenceServerTests|SQLiteStoreTests'
  swift test --skip-build --filter "$servers"
  swift test --skip-build --filter RealClientTests
  # Real packets and namespaces: one after the other, since they watch what a moment brings.
  kernel='LinuxDataPlaneTests|NetworkLabTests'
  swift test --skip-build --no-parallel --filter "$kernel"
  swift test --skip-build --skip "$servers|RealClientTests|$kernel"
fi
