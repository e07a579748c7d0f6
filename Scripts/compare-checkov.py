#!/usr/bin/env python3
"""Ringfence beside checkov on the same Terraform configuration: CPU time and memory of each, in one run.

    compare-checkov.py RINGFENCE [--groups 2000] [--scale 1,2,4] [--checkov PROGRAM] [--output FILE]

Writes 2,000 security groups with ten rules each, once inline and once as rule resources, and a module that is called 200
times by for_each, three deep; then runs `ringfence terraform check`, `ringfence audit` and checkov on each folder, each a
process of its own. Ringfence also at multiples of the size, for its growth. checkov is run as it has to be for files of
this size: without a higher HCL_PARSE_TIMEOUT_SEC it gives up and exits with 0.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HEAD = 'provider "aws" {\n  region = "us-east-1"\n}\n\nresource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n\n'


def block(number, rule):
    return f"10.{number // 256 % 256}.{number % 256}.{rule * 16}/28"


def inline(groups):
    yield HEAD
    for number in range(groups):
        yield f'resource "aws_security_group" "g{number}" {{\n  name   = "g{number}"\n  vpc_id = aws_vpc.main.id\n'
        for rule in range(10):
            yield (
                f'\n  ingress {{\n    description = "rule {rule}"\n    from_port   = {8000 + rule}\n'
                f'    to_port     = {8000 + rule}\n    protocol    = "tcp"\n'
                f'    cidr_blocks = ["{block(number, rule)}"]\n  }}\n'
            )
        yield "}\n\n"


def standalone(groups):
    yield HEAD
    for number in range(groups):
        yield f'resource "aws_security_group" "g{number}" {{\n  name   = "g{number}"\n  vpc_id = aws_vpc.main.id\n}}\n\n'
        for rule in range(10):
            yield (
                f'resource "aws_vpc_security_group_ingress_rule" "g{number}_{rule}" {{\n'
                f"  security_group_id = aws_security_group.g{number}.id\n"
                f'  description       = "rule {rule}"\n  cidr_ipv4         = "{block(number, rule)}"\n'
                f'  ip_protocol       = "tcp"\n  from_port         = {8000 + rule}\n'
                f"  to_port           = {8000 + rule}\n}}\n\n"
            )


def write_modules(folder, calls):
    """A root that calls `service` for each of so many names; that calls `tier`, and that `group`."""
    (folder / "main.tf").write_text(
        HEAD + 'module "service" {\n  source   = "./service"\n  for_each = toset([for n in range('
        + str(calls) + ') : "s${n}"])\n  name     = each.key\n  vpc_id   = aws_vpc.main.id\n}\n'
    )
    variables = 'variable "name" {\n  type = string\n}\n\nvariable "vpc_id" {\n  type = string\n}\n\n'
    for name, child in (("service", "../tier"), ("tier", "../group")):
        (folder / name).mkdir()
        (folder / name / "main.tf").write_text(
            variables + 'module "inner" {\n  source = "%s"\n  name   = "${var.name}-%s"\n  vpc_id = var.vpc_id\n}\n'
            % (child, name)
        )
    (folder / "group").mkdir()
    (folder / "group" / "main.tf").write_text(
        variables
        + 'locals {\n  ports = [for n in range(10) : 8000 + n]\n}\n\n'
        + 'resource "aws_security_group" "this" {\n  name   = var.name\n  vpc_id = var.vpc_id\n\n'
        + '  dynamic "ingress" {\n    for_each = local.ports\n    content {\n      from_port   = ingress.value\n'
        + "      to_port     = ingress.value\n      protocol    = \"tcp\"\n"
        + '      cidr_blocks = [cidrsubnet("10.0.0.0/8", 8, ingress.key)]\n    }\n  }\n}\n'
    )


def write(kind, folder, groups):
    folder.mkdir(parents=True)
    if kind == "modules":
        write_modules(folder, groups // 10)
    else:
        # In pieces: a process that is started counts its parent's memory as its own until it is another program.
        with (folder / "main.tf").open("w") as file:
            file.writelines((inline if kind == "inline" else standalone)(groups))


def measure(command, environment=None):
    """CPU seconds, peak memory in MiB and the exit status of a process."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
        "wall": time.monotonic() - begun,
        "status": process.returncode,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ringfence")
    parser.add_argument("--groups", type=int, default=2000)
    parser.add_argument("--scale", default="1,2,4")
    parser.add_argument("--checkov", default="checkov")
    parser.add_argument("--output")
    options = parser.parse_args()
    scales = [int(text) for text in options.scale.split(",")]
    ringfence = str(pathlib.Path(options.ringfence).resolve())
    results = []
    with tempfile.TemporaryDirectory(prefix="ringfence-checkov-") as scratch:
        for kind in ("inline", "standalone", "modules"):
            for scale in scales:
                folder = pathlib.Path(scratch) / f"{kind}-{scale}"
                write(kind, folder, options.groups * scale)
                row = {"configuration": kind, "groups": options.groups * scale if kind != "modules" else options.groups * scale // 10}
                row["check"] = measure([ringfence, "terraform", "check", str(folder)])
                row["audit"] = measure([ringfence, "audit", str(folder)])
                for name in ("check", "audit"):
                    if row[name]["status"] not in (0, 1):
                        sys.exit(f"{name} of {kind} × {scale} ended with {row[name]['status']}")
                if scale == 1:
                    row["checkov"] = measure(
                        [options.checkov, "--framework", "terraform", "--skip-download", "--compact", "--quiet", "-d", str(folder)],
                        {"HCL_PARSE_TIMEOUT_SEC": "1200", "LOG_LEVEL": "ERROR"},
                    )
                results.append(row)
                print(json.dumps(row), flush=True)
    for row in results:
        if "checkov" not in row:
            continue
        other = row["checkov"]
        for name in ("check", "audit"):
            mine = row[name]
            print(
                f"{row['configuration']}, {row['groups']} groups: {name} {mine['cpu']:.2f} CPU s, {mine['memory']:.0f} MiB; "
                f"checkov {other['cpu']:.1f} CPU s, {other['memory']:.0f} MiB (status {other['status']}): "
                f"{other['cpu'] / mine['cpu']:.0f} times less CPU, {other['memory'] / mine['memory']:.1f} times less memory"
            )
    if options.output:
        pathlib.Path(options.output).write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
