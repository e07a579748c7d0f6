#!/usr/bin/env python3
"""Writes the tables of BENCHMARKS.md from what Scripts/bench.sh measured.

    benchmark-report.py RESULTS BENCHMARKS.md

What was not measured this time keeps the table that stands there.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join("---" if i == 0 else "--:" for i in range(len(header))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def machine():
    fields = {}
    for line in subprocess.run(["lscpu"], capture_output=True, text=True, check=True).stdout.splitlines():
        name, _, value = line.partition(":")
        fields[name.strip()] = value.strip()
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    caches = ", ".join(f"{name[:-6]} {fields[name]}" for name in ("L1d cache", "L2 cache", "L3 cache") if name in fields)
    kernel = subprocess.run(["uname", "-r"], capture_output=True, text=True, check=True).stdout.strip()
    rows = [
        ["date", datetime.date.today().isoformat()],
        ["processor", f"{fields.get('Model name')}, family {fields.get('CPU family')} model {fields.get('Model')}, "
                      f"{fields.get('CPU(s)')} CPUs" + (f", {fields['Hypervisor vendor']} guest" if "Hypervisor vendor" in fields else "")],
        ["caches", caches],
        ["memory", f"{int(memory.group(1)) / 2**20:.0f} GiB" if memory else "unknown"],
        ["system", f"Linux {kernel}"],
        ["compiler", swift],
    ]
    lines = ["| | |", "|---|---|"] + [f"| {name} | {value} |" for name, value in rows]
    return "\n".join(lines)


TARGETS = {"300 rules, 20 policies": 2.5, "300 rules, 5 policies": 2.5, "10,000 members, 20 policies": 5}


def acl(results):
    cases = json.loads((results / "acl.json").read_text())
    version = (results / "dpdk-version")
    rates = table(
        ["case", "rte_acl", "engine", "ratio", "target", "engine, from packet bytes", "ratio"],
        [[
            case["name"],
            f"{case['acl']['best']:.1f} ({case['acl']['median']:.1f})",
            f"{case['engine']['best']:.1f} ({case['engine']['median']:.1f})",
            f"{case['engine']['best'] / case['acl']['best']:.2f} ({case['engine']['median'] / case['acl']['median']:.2f})",
            f"{TARGETS[case['name']]}" if case["name"] in TARGETS else "",
            f"{case['engineFromPackets']['best']:.1f} ({case['engineFromPackets']['median']:.1f})",
            f"{case['engineFromPackets']['best'] / case['acl']['best']:.2f} "
            f"({case['engineFromPackets']['median'] / case['acl']['median']:.2f})",
        ] for case in cases])
    setting = table(
        ["case", "rules", "DPDK filters", "interfaces", "members", "flows", "hit", "rte_acl's fastest method", "bursts: rte_acl, engine"],
        [[
            case["name"], f"{case['rules']:,}", f"{case['filters']:,}", f"{case['interfaces']:,}",
            f"{case['members']:,}", f"{case['flows']:,}", f"{case['hitPercent']} %", case["algorithm"],
            f"{case['burst']:,}, {case['engineBurst']:,}",
        ] for case in cases])
    first = cases[0]
    note = (f"Millions of decisions a second, best of {first['rounds']} rounds (median), {first['lookupsPerRound']:,} "
            f"decisions a round, seed {first['seed']}"
            + (f", DPDK {version.read_text().strip()}" if version.exists() else "") + ".")
    return "\n\n".join([note, rates, setting])


def engine(results):
    """Benchmark name → (best decisions a second, median decisions a second, median nanoseconds)."""
    measured = {}
    scale = {"ns": 1, "μs": 1e3, "us": 1e3, "ms": 1e6, "s": 1e9}
    for result in json.loads((results / "Current_run.jmh.json").read_text()):
        name = result["benchmark"].removeprefix("package.benchmark.PolicyEngineBenchmarks.").replace("_", " ")
        secondary = result["secondaryMetrics"]
        clock = secondary["Time (wall clock)"]
        nanoseconds = clock["scorePercentiles"]["50.0"] * scale[clock["scoreUnit"]]
        decisions = secondary.get("Decisions / s", {}).get("scorePercentiles", {})
        measured[name] = (decisions.get("100.0"), decisions.get("50.0"), nanoseconds)
    return measured


def flatness(results):
    measured = engine(results)
    spreads = ["64 interfaces of 2 policies", "64 interfaces", "all interfaces"]
    sizes = [10, 100, 1_000, 10_000, 100_000]
    rows = []
    for size in sizes:
        row = [f"{size:,}"]
        for spread in spreads:
            _, median, _ = measured[f"decide: {size} rules, {spread}"]
            row.append(f"{median / 1e6:.1f}")
        rows.append(row)
    ratio = ["10 rules ÷ 100,000 rules"]
    for spread in spreads:
        ratio.append(f"{measured[f'decide: 10 rules, {spread}'][1] / measured[f'decide: 100000 rules, {spread}'][1]:.2f}")
    return "Millions of decisions a second, medians.\n\n" + table(["rules in the network"] + spreads, rows + [ratio])


def changes(results):
    measured = {name: value for name, value in engine(results).items() if name.startswith("change: ")}
    build = measured["change: full build"][2]
    rows = [["full build", f"{build / 1e6:,.1f} ms", "1"]]
    for name, (_, _, nanoseconds) in sorted(measured.items(), key=lambda item: item[1][2]):
        if name != "change: full build":
            rows.append([name.removeprefix("change: "), f"{nanoseconds / 1e3:,.1f} µs", f"1/{build / nanoseconds:,.0f}"])
    return table(["change", "time, median", "of a full build"], rows)


def growth(results):
    rows = [json.loads(line) for line in (results / "growth.jsonl").read_text().splitlines()]
    shapes = table(
        ["rules", "policies", "interfaces", "members", "filters", "membership", "interfaces' numbers", "address classes", "resident growth", "build"],
        [[
            f"{row['rules']:,}", f"{row['policies']:,}", f"{row['interfaces']:,}", f"{row['members']:,}",
            f"{row['filterBytes'] / 1e6:.2f} MB", f"{row['membershipBytes'] / 1e6:.2f} MB",
            f"{row['interfaceBytes'] / 1e6:.2f} MB", f"{row['addressClassBytes'] / 1e6:.2f} MB",
            f"{row['engineResidentBytes'] / 1e6:.1f} MB",
            f"{row['buildSeconds']:.2f} s",
        ] for row in rows])

    def slope(one, other, by, *parts):
        grown = sum(other[part] - one[part] for part in parts)
        return f"{grown / (other[by] - one[by]):,.0f} bytes"

    parts = ("filterBytes", "membershipBytes", "interfaceBytes", "addressClassBytes")
    few, many, base, members, interfaces = rows
    marginal = table(
        ["each further", "tables that decisions read", "resident growth of the engine"],
        [[name, slope(one, other, by, *parts), slope(one, other, by, "engineResidentBytes")]
         for name, one, other, by in [
             ("rule, with its share of a policy of 50 rules and two interfaces", few, many, "rules"),
             ("member of a group that others refer to, an interface each", base, members, "members"),
             ("interface with a policy that others share", base, interfaces, "interfaces"),
        ]])
    return shapes + "\n\n" + marginal


def snapshot(results):
    rows = json.loads((results / "snapshot.json").read_text())
    first = rows[0]
    return table(
        ["interfaces", "groups", "rules", "JSON", "time, best (median)", "processor time", "for each rule", "peak memory", "× JSON"],
        [[
            f"{row['interfaces']:,}", f"{row['groups']:,}", f"{row['rules']:,}", f"{row['bytes'] / 1e6:.0f} MB",
            f"{row['bestSeconds']:.2f} s ({row['medianSeconds']:.2f} s)",
            f"{row['processorSeconds']:.2f} s", f"{row['processorSeconds'] / row['rules'] * 1e6:.1f} µs", f"{row['peakBytes'] / 1e6:,.0f} MB",
            f"{row['peakBytes'] / row['bytes']:.1f}",
        ] for row in rows]) + (
        f"\n\nProcessor time for each rule at {rows[-1]['scale']}× is "
        f"{rows[-1]['processorSeconds'] / rows[-1]['rules'] / (first['processorSeconds'] / first['rules']):.2f} times that at 1×.")


def api(results):
    measured = json.loads((results / "api.json").read_text())

    def row(name, runs, ratio=""):
        best = max(runs, key=lambda run: run["requestsPerSecond"])
        rates = sorted(run["requestsPerSecond"] for run in runs)
        return [name, f"{best['requestsPerSecond']:,.0f} ({rates[len(rates) // 2]:,.0f})", ratio,
                f"{best['median']:.2f} ms", f"{best['p99']:.2f} ms"]

    def ratio(one, other):
        best = [max(run["requestsPerSecond"] for run in measured[name]) for name in (one, other)]
        middle = [sorted(run["requestsPerSecond"] for run in measured[name])[len(measured[name]) // 2] for name in (one, other)]
        return f"{best[0] / best[1]:.2f} ({middle[0] / middle[1]:.2f})"

    header = ["", "requests/s, best (median)", "ratio", "median", "p99"]
    rates = [row("mix, ringfence", measured["mix"], ratio("mix", "moto") if "moto" in measured else "")]
    if "moto" in measured:
        rates.append(row("mix, moto's server", measured["moto"], "1, target 30"))
    rates.append(row("describe by id, ringfence", measured["describe"], ratio("describe", "bare")))
    rates.append(row("the same bytes, bare Hummingbird", measured["bare"], "1, target 0.5"))
    note = (f"{measured['mix'][0]['connections']} connections, best of {len(measured['mix'])} runs; "
            f"{measured['mix'][0]['bytesPerAnswer']:,} bytes an answer in the mix, {measured['describe'][0]['bytesPerAnswer']:,} by id.")
    sizes = table(
        ["groups × rules, interfaces", "database", "start to ready", "memory, after start (peak)", "all groups in pages of 1,000", "all at once",
         "authorize, 1 connection: median (p99)", f"{measured['mix'][0]['connections']} connections: median (p99)"],
        [[
            f"{row['groups']:,} × {row['rules']}, {row['groups']:,}", f"{row['fileBytes'] / 1e6:,.0f} MB", f"{row['startSeconds']:.2f} s",
            f"{row['residentBytes'] / 1e6:,.0f} MB ({row['peakBytes'] / 1e6:,.0f} MB)",
            f"{row['pages']['seconds'] * 1e3:,.0f} ms", f"{row['whole']['seconds'] * 1e3:,.0f} ms, {row['whole']['bytes'] / 1e6:.1f} MB",
            f"{row['authorizeAlone']['median']:.2f} ms ({row['authorizeAlone']['p99']:.2f} ms)",
            f"{row['authorize']['median']:.2f} ms ({row['authorize']['p99']:.2f} ms)",
        ] for row in measured["sizes"]])
    return "\n\n".join([note, table(header, rates), sizes])


def dataplane(results):
    measured = json.loads((results / "dataplane.json").read_text())

    def costs(name, rate):
        rows, sizes = [], {}
        for cost in measured[name]:
            key = (cost["firewall"], cost["shape"])
            sizes.setdefault(key, {})[cost["size"]] = cost["best"]
            row = [f"{cost['firewall']}: {cost['shape']}", f"{cost['size']:,}", f"{cost['best']:.2f}", f"{cost['bare']:.2f}",
                   f"{cost['best'] / cost['bare']:.2f} ({cost['medianRatio']:.2f})",
                   f"{cost['best'] / cost['connectionTracking']:.2f}"]
            rows.append(row + ([f"{cost['perSecond']:,.0f}", f"{cost['barePerSecond']:,.0f}"] if rate else []))
        header = ["firewall: shape", "rules or members", "µs", "µs without a firewall", "ratio, best (median)", "to connection tracking alone"]
        growth = ", ".join(
            f"{shape} {by[max(by)] / by[min(by)]:.2f}" for (firewall, shape), by in sizes.items()
            if firewall == "ringfence" and len(by) > 1)
        return (table(header + (["a second", "without a firewall"] if rate else []), rows)
                + f"\n\nRingfence, the largest to the smallest: {growth}.")

    streams = table(
        ["established, 10,000 rules at both ends", "ringfence", "without a firewall", "connection tracking alone", "ratio, best (median)"],
        [[stream["what"], f"{stream['enforced']:,.2f}", f"{stream['bare']:,.2f}", f"{stream['connectionTracking']:,.2f}",
          f"{stream['enforced'] / stream['bare']:.2f} ({stream['medianRatio']:.2f})"] for stream in measured["streams"]])
    changes = table(
        ["change", "times", "median", "p99", "set elements", "chains"],
        [[change["what"], f"{change['count']}", f"{change['median']:,.2f} ms", f"{change['p99']:,.2f} ms",
          f"{change['elements']:,}", f"{change['chains']:,}"] for change in measured["changes"]])
    load = f"Load average {measured['loadBefore']:.1f} before, {measured['loadAfter']:.1f} after."
    return "\n\n".join([
        load,
        "A packet that opens a flow:", costs("packets", False),
        "A TCP connection, opened, accepted and reset:", costs("connects", True),
        streams, changes])


def terraform(results):
    measured = json.loads((results / "terraform.json").read_text())

    def cost(one):
        return f"{one['cpu']:.2f} s, {one['memory']:.0f} MiB"

    beside, growth = [], []
    for row in measured:
        name = f"{row['configuration']}, {row['groups']:,}"
        if "checkov" in row:
            other = row["checkov"]
            for command in ("check", "audit"):
                mine = row[command]
                beside.append([
                    f"{name}: {'terraform check' if command == 'check' else command}", cost(mine), cost(other),
                    f"{other['cpu'] / mine['cpu']:.0f}", f"{other['memory'] / mine['memory']:.1f}"])
        first = next(one for one in measured if one["configuration"] == row["configuration"])
        growth.append([name] + [
            f"{cost(row[command])} ({row[command]['cpu'] / first[command]['cpu']:.2f}, {row[command]['memory'] / first[command]['memory']:.2f})"
            for command in ("check", "audit")])
    return "\n\n".join([
        table(["configuration, groups or calls", "ringfence", "checkov", "times less CPU", "times less memory"], beside),
        "At one, two and four times the size, in brackets the CPU time and the memory as multiples of the first:",
        table(["configuration, groups or calls", "terraform check", "audit"], growth)])


SECTIONS = {
    "machine": (machine, None),
    "acl": (acl, "acl.json"),
    "flatness": (flatness, "Current_run.jmh.json"),
    "changes": (changes, "Current_run.jmh.json"),
    "growth": (growth, "growth.jsonl"),
    "snapshot": (snapshot, "snapshot.json"),
    "terraform": (terraform, "terraform.json"),
    "api": (api, "api.json"),
    "dataplane": (dataplane, "dataplane.json"),
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    results, document = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = document.read_text()
    for name, (write, source) in SECTIONS.items():
        if source and not (results / source).exists():
            print(f"benchmark-report: no {source}; the {name} table stays as it is", file=sys.stderr)
            continue
        body = write(results) if source else write()
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            sys.exit(f"benchmark-report: {document} has no place for the {name} table")
        text = pattern.sub(lambda match: match.group(1) + body + "\n" + match.group(2), text)
    document.write_text(text)


if __name__ == "__main__":
    main()
