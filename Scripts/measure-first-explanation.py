#!/usr/bin/env python3
"""Measures reading a large snapshot and the first explanation: time and peak memory of the whole process.

    measure-first-explanation.py RINGFENCE --output FILE [--scales 1 2 4] [--runs 3]

Scale 1 is 10,000 interfaces and 2,500 groups of 60 rules in one VPC; scale N is N such VPCs.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

INTERFACES, GROUPS, RULES = 10_000, 2_500, 60


def run(command):
    """Seconds, the processor's seconds, peak resident bytes (the child's own, from wait4) and exit status."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaints = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # Allowed, denied, unknown; anything else is a failure.
    if process.returncode not in (0, 1, 2):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{complaints.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ringfence", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    generator = pathlib.Path(__file__).with_name("generate-large-snapshot.py")
    results = []
    for scale in options.scales:
        with tempfile.TemporaryDirectory(prefix="ringfence-snapshot-") as folder:
            made = subprocess.run(
                [sys.executable, generator, folder, "--vpcs", str(scale), "--interfaces", str(INTERFACES),
                 "--groups", str(GROUPS), "--rules", str(RULES)],
                check=True, capture_output=True, text=True)
            ends = json.loads(made.stdout)
            command = [str(options.ringfence), "explain", ends["source"], ends["destination"], "--port", "443",
                       "--network", folder]
            runs = [run(command) for _ in range(options.runs)]
            results.append({
                "scale": scale,
                "interfaces": INTERFACES * scale,
                "groups": GROUPS * scale,
                "rules": GROUPS * RULES * scale,
                "bytes": sum(file.stat().st_size for file in pathlib.Path(folder).iterdir()),
                "bestSeconds": min(run[0] for run in runs),
                "medianSeconds": statistics.median(run[0] for run in runs),
                "processorSeconds": min(run[1] for run in runs),
                "peakBytes": max(run[2] for run in runs),
                "exitStatus": runs[0][3],
            })
            print(json.dumps(results[-1]), file=sys.stderr)
    options.output.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
