#!/usr/bin/env python3
"""Measures `ringfence serve` with a durable database: under a signed load beside moto's server, beside a bare Hummingbird
handler, and with large networks in its store.

    measure-api.py BUILD --output FILE [--seconds 8] [--connections 32]

BUILD is the folder with the release builds of ringfence, APILoad and WireLoad. The load comes from the same machine.
"""

import argparse
import contextlib
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

RULES = 60
SIZES = [25, 250, 2_500]


class Server:
    """A child that listens; its resident memory from /proc."""

    def __init__(self, command, ready):
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.announcement = ready(self.process)
        self.seconds = time.monotonic() - began

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return {name: int(fields[field].split()[0]) * 1024 for name, field in [("now", "VmRSS"), ("peak", "VmHWM")]}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def listening(port):
    def wait(process):
        for _ in range(600):
            if process.poll() is not None:
                sys.exit(f"{process.args[0]} ended with {process.returncode}")
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return None
            time.sleep(0.05)
        sys.exit(f"{process.args[0]} does not listen")

    return wait


def announced(process):
    line = process.stdout.readline()
    if not line:
        sys.exit("ringfence did not start")
    announcement = json.loads(line)
    with urllib.request.urlopen(announcement["endpoint"] + "/ready") as answer:
        assert answer.status == 200
    return announcement


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    connections, seconds = str(options.connections), str(options.seconds)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ringfence-api-"))

    def load(mode, target, *numbers):
        command = [options.build / "APILoad", mode, *target, *map(str, numbers)]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(made.stderr)
        return json.loads(made.stdout)

    def ringfence(database):
        return Server([options.build / "ringfence", "serve", "--database", folder / database, "--port", "0",
                       "--enforcement", "off", "--format", "json"], announced)

    def target(server, key=None):
        key = key or server.announcement
        return [server.announcement["endpoint"].rsplit(":")[-1], key["accessKeyId"], key["secretAccessKey"]]

    results = {}
    try:
        # In turns, so that whatever else the machine does falls on both.
        with contextlib.ExitStack() as servers:
            server = servers.enter_context(ringfence("mix.sqlite"))
            here = target(server)
            load("fill", here, 100, 10, 0)
            load("describe", here, connections, 2, folder / "answer")
            port = str(free_port())
            servers.enter_context(Server([options.build / "WireLoad", "bare", port, folder / "answer"], listening(int(port))))
            sides = [("mix", "mix", here, ()), ("describe", "describe", here, (folder / "answer",)),
                     ("bare", "describe", [port, "-", "-"], ())]
            moto = shutil.which("moto_server")
            if moto:
                port = str(free_port())
                servers.enter_context(Server([moto, "-p", port], listening(int(port))))
                there = [port, "test", "test"]
                load("fill", there, 100, 10, 0)
                sides.insert(1, ("moto", "mix", there, ()))
            else:
                print("measure-api: moto_server is missing; left out", file=sys.stderr)
            for _ in range(3):
                for name, mode, where, more in sides:
                    results.setdefault(name, []).append(load(mode, where, connections, seconds, *more))

        results["sizes"] = []
        for groups in SIZES:
            database = f"{groups}.sqlite"
            with ringfence(database) as server:
                key = server.announcement
                filled = load("fill", target(server), groups, RULES, groups)
            with ringfence(database) as server:
                here = target(server, key)
                row = {"groups": groups, "rules": RULES, "fillSeconds": filled["seconds"], "startSeconds": server.seconds,
                       "residentBytes": server.resident()["now"], "fileBytes": (folder / database).stat().st_size}
                row["authorizeAlone"] = load("authorize", here, 1, seconds)
                row["authorize"] = load("authorize", here, connections, seconds)
                row["pages"] = min((load("all", here, 1000) for _ in range(3)), key=lambda run: run["seconds"])
                row["whole"] = min((load("all", here) for _ in range(3)), key=lambda run: run["seconds"])
                row["peakBytes"] = server.resident()["peak"]
                results["sizes"].append(row)
                print(json.dumps(row), file=sys.stderr)
    finally:
        shutil.rmtree(folder)
    options.output.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
