"""Writes to `ringfence serve` until it is killed, and looks whether the server kept what it acknowledged.

    server_chaos.py write|verify RINGFENCE DATABASE ACKNOWLEDGED

For Scripts/chaos.sh. Four clients write at once: batches of rules into one group that they share, groups of their own, and
pairs of tags with one value. A line of ACKNOWLEDGED is a write that was answered:

    + batch NAME    rules, in one request        - batch NAME    revoked, in one request
    + group NAME    created with two tags        - group NAME    deleted
    = tag CLIENT VALUE    both tags of the client set to a value, which only ever grows

Beside the database, in DATABASE.intents, is what somebody has begun to take away: that may be there or not, but whole.
"""

import collections
import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

from signed_client import Client, items, text

CLIENTS = 4
# Four clients with three batches of at most five rules stay below the quota of sixty rules.
BATCHES, LARGEST = 3, 5
GROUPS = 4
SHARED = "chaos"


class Server:
    """A running server, and what it says on standard error."""

    def __init__(self, program, database):
        self.database = database
        self.process = subprocess.Popen(
            [program, "serve", "--database", database, "--port", "0", "--format", "json",
             "--enforcement", "off"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.notes = []
        threading.Thread(target=self._read_notes, daemon=True).start()
        line = self.process.stdout.readline()
        if not line:
            time.sleep(0.2)
            sys.exit("the server did not start: " + " ".join(self.notes))
        self.endpoint = json.loads(line)["endpoint"]
        self.key, self.secret = credentials(program, database, json.loads(line))

    def _read_notes(self):
        for line in self.process.stderr:
            self.notes.append(line.strip())

    def client(self):
        return Client(self.endpoint, self.key, self.secret)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def credentials(program, database, announcement):
    """A key, kept beside the database. A kill may have come between its making and its keeping: then another is made."""
    path = database + ".credentials"
    if not os.path.exists(path):
        if "secretAccessKey" not in announcement:
            made = subprocess.run(
                [program, "keys", "create", "--database", database, "--format", "json"],
                check=True, capture_output=True, text=True,
            )
            announcement = json.loads(made.stdout)
        with open(path + ".new", "w") as file:
            json.dump(announcement, file)
        os.rename(path + ".new", path)
    with open(path) as file:
        kept = json.load(file)
    return kept["accessKeyId"], kept["secretAccessKey"]


# What the server has.


class Found:
    def __init__(self, client):
        groups = client.pages("DescribeSecurityGroups", "securityGroupInfo")
        self.groups = {text(group, "groupName"): group for group in groups}
        shared = self.groups.get(SHARED)
        self.shared = None if shared is None else text(shared, "groupId")
        self.batches = collections.defaultdict(list)
        if shared is not None:
            filters = [("Filter.1.Name", "group-id"), ("Filter.1.Value.1", self.shared)]
            for rule in client.pages("DescribeSecurityGroupRules", "securityGroupRuleSet", filters):
                if text(rule, "description"):
                    self.batches[text(rule, "description")].append(rule)

    @staticmethod
    def tags(group):
        return {text(tag, "key"): text(tag, "value") for tag in items(group, "tagSet")}


def size(batch):
    """The number of a batch's rules is the end of its name."""
    return int(batch.rsplit("-", 1)[1])


# Writing.


class Journal:
    def __init__(self, path):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, *words):
        os.write(self.descriptor, (" ".join(map(str, words)) + "\n").encode())


def rules_of(batch, number):
    """The parameters of a batch's rules: as many addresses as the name says, the last of them of the other family."""
    first = [("GroupId", number), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "443"),
             ("IpPermissions.1.ToPort", "443")]
    seed = random.Random(batch)
    for index in range(1, size(batch)):
        address = ".".join(str(seed.randrange(256)) for _ in range(3))
        first += [(f"IpPermissions.1.IpRanges.{index}.CidrIp", f"10.{address}/32"),
                  (f"IpPermissions.1.IpRanges.{index}.Description", batch)]
    last = f"fd00::{seed.randrange(1, 1 << 16):x}:{seed.randrange(1, 1 << 16):x}/128"
    return first + [("IpPermissions.1.Ipv6Ranges.1.CidrIpv6", last),
                    ("IpPermissions.1.Ipv6Ranges.1.Description", batch)]


def write_forever(number, client, shared, batches, groups, journal, intents):
    while True:
        draw = random.random()
        name = f"{number}-{time.time_ns()}"
        if draw < 0.5:
            if len(batches) < BATCHES:
                batch = f"{name}-{random.randint(2, LARGEST)}"
                client.call("AuthorizeSecurityGroupIngress", rules_of(batch, shared))
                journal.write("+", "batch", batch)
                batches.append(batch)
            else:
                batch = batches.pop(random.randrange(len(batches)))
                intents.write(batch)
                client.call("RevokeSecurityGroupIngress", rules_of(batch, shared))
                journal.write("-", "batch", batch)
        elif draw < 0.75:
            if len(groups) < GROUPS:
                client.call("CreateSecurityGroup", {
                    "GroupName": name, "GroupDescription": name, "TagSpecification.1.ResourceType": "security-group",
                    "TagSpecification.1.Tag.1.Key": "one", "TagSpecification.1.Tag.1.Value": name,
                    "TagSpecification.1.Tag.2.Key": "other", "TagSpecification.1.Tag.2.Value": name,
                })
                journal.write("+", "group", name)
                groups.append(name)
            else:
                group = groups.pop(random.randrange(len(groups)))
                intents.write(group)
                client.call("DeleteSecurityGroup", {"GroupName": group})
                journal.write("-", "group", group)
        else:
            value = time.time_ns()
            client.call("CreateTags", {
                "ResourceId.1": shared, "Tag.1.Key": f"one-{number}", "Tag.1.Value": value,
                "Tag.2.Key": f"other-{number}", "Tag.2.Value": value,
            })
            journal.write("=", "tag", number, value)


def write(program, database, acknowledged):
    server = Server(program, database)
    client = server.client()
    found = Found(client)
    shared = found.shared
    if shared is None:
        answer = client.call("CreateSecurityGroup", {"GroupName": SHARED, "GroupDescription": "shared"})
        shared = text(answer, "groupId")
    batches, groups = sorted(found.batches), sorted(set(found.groups) - {SHARED, "default"})
    journal, intents = Journal(acknowledged), Journal(database + ".intents")

    def run(number):
        try:
            write_forever(number, server.client(), shared, [b for b in batches if b.startswith(f"{number}-")],
                          [g for g in groups if g.startswith(f"{number}-")], journal, intents)
        except Exception as error:
            print(f"client {number}: {type(error).__name__}: {error}", server.notes, flush=True)
            os._exit(1)

    for number in range(CLIENTS):
        threading.Thread(target=run, args=(number,), daemon=True).start()
    server.process.wait()
    os._exit(1)


# Verifying.


def verify(program, database, acknowledged):
    server = Server(program, database)
    note = next((note for note in server.notes if "integrity" in note or "made" in note), "")
    if not re.search("integrity ok|note: made ", note):
        sys.exit(f"the start was not clean: {server.notes}")
    found = Found(server.client())
    with open(acknowledged) as file:
        # A kill may have cut the last line short.
        lines = [line.split() for line in file if line.endswith("\n")]
    begun = set()
    with contextlib.suppress(FileNotFoundError), open(database + ".intents") as file:
        begun = {line.strip() for line in file}
    problems = []

    there = {"batch": found.batches, "group": found.groups}
    for sign, kind, name, *value in lines:
        if sign == "+" and name not in begun and name not in there[kind]:
            problems.append(f"{kind} {name} was acknowledged and is lost")
        if sign == "-" and name in there[kind]:
            problems.append(f"{kind} {name} is back after its acknowledged end")
    values = collections.defaultdict(int)
    for sign, kind, name, *value in lines:
        if sign == "=":
            values[name] = max(values[name], int(value[0]))
    tags = {} if found.shared is None else Found.tags(found.groups[SHARED])
    for number, value in values.items():
        if int(tags.get(f"one-{number}", 0)) < value:
            problems.append(f"tag one-{number} was acknowledged as {value} and is {tags.get(f'one-{number}')}")
    for number in range(CLIENTS):
        if tags.get(f"one-{number}") != tags.get(f"other-{number}"):
            problems.append(f"half of the tags of client {number} were set")
    for batch, rules in found.batches.items():
        if len(rules) != size(batch):
            problems.append(f"batch {batch} has {len(rules)} rules")
    for name, group in found.groups.items():
        if name not in (SHARED, "default") and set(Found.tags(group).values()) != {name}:
            problems.append(f"group {name} has the tags {Found.tags(group)}")
    if found.shared is not None:
        ranges = sum(len(items(permission, "ipRanges")) + len(items(permission, "ipv6Ranges"))
                     for permission in items(found.groups[SHARED], "ipPermissions"))
        if ranges != sum(map(len, found.batches.values())):
            problems.append(f"the group shows {ranges} ranges beside {sum(map(len, found.batches.values()))} rules")
    status = server.stop()
    if status != 0:
        problems.append(f"the server ended with {status}: {server.notes}")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{note}; {len(lines)} acknowledged writes found")


if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    {"write": write, "verify": verify}[mode](*arguments)
