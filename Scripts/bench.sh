#!/usr/bin/env bash
# Measures everything of BENCHMARKS.md on this machine and rewrites its tables.
#
#     CORE=0          the core that all measurements run on
#     SEED=1          the seed of the networks held against rte_acl
#     PARTS="..."     which of: acl engine growth reach terraform snapshot api dataplane (default all)
set -euo pipefail
cd "$(dirname "$0")/.."

core=${CORE:-0}
seed=${SEED:-1}
parts=${PARTS:-acl engine growth reach terraform snapshot api dataplane}
scratch=.build-bench
results=$scratch/results
wants() { [[ " $parts " == *" $1 "* ]]; }

# The benchmark tool is a dependency only while this is set.
export RINGFENCE_BENCHMARKS=1
build() { swift build -c release --scratch-path $scratch --product "$1"; }

mkdir -p $results
if wants acl; then
  acl=$(command -v dpdk-test-acl || true)
  if [ -z "$acl" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "bench: installing DPDK, for rte_acl"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dpdk dpdk-dev >/dev/null
    acl=$(command -v dpdk-test-acl || true)
  fi
  if [ -n "$acl" ]; then
    build ACLComparison
    dpkg-query -W -f='${Version}' dpdk-dev >$results/dpdk-version 2>/dev/null || true
    taskset -c "$core" $scratch/release/ACLComparison --seed "$seed" --core "$core" --dpdk-test-acl "$acl" \
      --output $results/acl.json
  else
    echo "bench: dpdk-test-acl is missing (Debian: apt-get install dpdk-dev); left out" >&2
  fi
fi

if wants engine; then
  taskset -c "$core" swift package --scratch-path $scratch --allow-writing-to-package-directory \
    benchmark run --target PolicyEngineBenchmarks --format jmh --path $results/ --no-progress
fi

if wants growth; then
  build StateGrowth
  # Groups, rules of each, interfaces of each, members of one more group, percent of rules that refer to a group.
  for shape in "2000 50 2 0 20" "4000 50 2 0 20" "100 50 2 0 20" "100 50 2 100000 20" "100 50 240 0 20"; do
    # shellcheck disable=SC2086
    taskset -c "$core" $scratch/release/StateGrowth $shape
  done >$results/growth.jsonl
fi

if wants reach; then
  build ReachabilityCost
  # Printed; who reaches whom at one, two and four times 10,000 interfaces.
  taskset -c "$core" $scratch/release/ReachabilityCost | tee $results/reach.txt
fi

if wants terraform; then
  # As a host without Swift gets it: the standard library in the program, which is then all that is in memory of it.
  swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs \
    --scratch-path $scratch-static --product ringfence
  build PrefixAggregation
  # Peers from PyPI, in a virtual environment of their own: checkov brings a hundred packages.
  [ -x .venv-peers/bin/checkov ] || { python3 -m venv .venv-peers && .venv-peers/bin/pip -q install checkov netaddr; }
  python3 Scripts/compare-checkov.py $scratch-static/release/ringfence --checkov .venv-peers/bin/checkov \
    --output $results/terraform.json
  .venv-peers/bin/python Scripts/compare-prefix-aggregation.py $scratch/release/PrefixAggregation
fi

if wants snapshot; then
  build ringfence
  taskset -c "$core" python3 Scripts/measure-first-explanation.py $scratch/release/ringfence \
    --output $results/snapshot.json
fi

if wants api; then
  # For moto's server, which is measured too.
  source Scripts/python-environment.sh
  for product in ringfence APILoad WireLoad; do build $product; done
  # On all cores: a server and its clients.
  python3 Scripts/measure-api.py $scratch/release --output $results/api.json
fi

if wants dataplane; then
  missing=
  for command in ip nft conntrack; do command -v $command >/dev/null || missing="$missing $command"; done
  if [ "$(id -u)" != 0 ]; then
    echo "bench: the data plane is measured by root alone (it takes network namespaces); left out" >&2
  elif [ -n "$missing" ]; then
    echo "bench:$missing missing (Debian: apt-get install iproute2 nftables conntrack); the data plane is left out" >&2
  else
    build DataPlaneCost
    # It pins what it measures itself; other threads of it need the other cores.
    $scratch/release/DataPlaneCost --core "$core" --output $results/dataplane.json
    # From the API's acknowledgement to the first packet; printed, since a whole server and lab of its own are in it.
    source Scripts/python-environment.sh
    build ringfence
    python3 Scripts/measure-enforcement.py $scratch/release/ringfence --output $results/enforcement.json
  fi
fi

python3 Scripts/benchmark-report.py $results BENCHMARKS.md
