"""Makes random requests of EC2's actions as botocore sends them. Usage: write_requests.py SEED COUNT RULES < ACTIONS

ACTIONS are names, one a line; RULES is the file that says which members of requests are ignored. Prints JSON: a list of
{"action", "body", "expected"}. In `expected` members begin with a small letter and every scalar is a text.
"""

import base64
import datetime
import json
import random
import sys
import urllib.parse

import botocore.serialize
import botocore.session

TEXTS = ["", "a", "sg-1", "0.0.0.0/0", "a b+c&d=e%f", "é—\U0001f600", "<&>\"'\r\n\t", "item.1", "x" * 300]


def scalar(kind, source):
    if kind == "boolean":
        return source.random() < 0.5
    if kind == "integer":
        return source.choice([0, 1, -1, 443, 2**31 - 1, -(2**31)])
    if kind == "long":
        return source.choice([0, 2**63 - 1, -(2**63)])
    if kind == "timestamp":
        moment = datetime.datetime.fromtimestamp(source.randrange(0, 2**33), datetime.timezone.utc)
        return moment.replace(microsecond=source.choice([0, 120_000]))
    if kind == "blob":
        return source.randbytes(source.randrange(0, 40))
    return source.choice(TEXTS)


def value(shape, source):
    if shape.type_name == "structure":
        chosen = [n for n in shape.members if n in shape.required_members or source.random() < 0.5]
        # An empty structure can't be told from an absent one.
        chosen = chosen or [source.choice(list(shape.members))]
        return {name: value(shape.members[name], source) for name in chosen}
    if shape.type_name == "list":
        # Twelve: their numbers sort otherwise as text.
        return [value(shape.member, source) for _ in range(source.choice([1, 2, 12]))]
    return scalar(shape.type_name, source)


def expected(shape, given, ignored):
    if shape.type_name == "structure":
        names = [name for name in given if name not in ignored.get(shape.name, [])]
        return {name[0].lower() + name[1:]: expected(shape.members[name], given[name], ignored) for name in names}
    if shape.type_name == "list":
        return [expected(shape.member, item, ignored) for item in given]
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, datetime.datetime):
        return given.strftime("%Y-%m-%dT%H:%M:%S.") + f"{given.microsecond // 1000:03}Z"
    if isinstance(given, bytes):
        return base64.b64encode(given).decode()
    return str(given)


def main():
    source = random.Random(int(sys.argv[1]))
    ignored = json.load(open(sys.argv[3]))["ignoredInRequests"]
    model = botocore.session.Session().get_service_model("ec2")
    requests = []
    for action in sys.stdin.read().split():
        operation = model.operation_model(action)
        for _ in range(int(sys.argv[2])):
            given = value(operation.input_shape, source)
            body = botocore.serialize.EC2Serializer().serialize_to_request(given, operation)["body"]
            requests.append({
                "action": action,
                "body": urllib.parse.urlencode(body, doseq=True),
                "expected": expected(operation.input_shape, given, ignored),
            })
    json.dump(requests, sys.stdout)


main()
