"""Holds a conversation with an endpoint and makes its answers comparable."""

import re

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers

from scenario import STEPS

IDENTIFIER = re.compile(r"\b(?:[a-z]{1,5}|eni-attach|vpc-cidr-assoc|subnet-cidr-assoc)-[0-9a-f]{8,17}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^ \"']*")


def client(endpoint, key="test", secret="test", service="ec2"):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="eu-central-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=botocore.config.Config(retries={"max_attempts": 1}),
    )


def hold(endpoint, key="test", secret="test"):
    """Yields each step's name and its comparable answer."""
    ec2 = client(endpoint, key, secret)
    found = {}
    names = {}
    for name, function in STEPS:
        try:
            answer = function(ec2, found)
        except botocore.exceptions.ClientError as error:
            answer = {"Error": {key: error.response["Error"][key] for key in ("Code", "Message")}}
        except botocore.parsers.ResponseParserError:
            answer = {"Error": {"Code": "(no EC2 answer)", "Message": "the server failed"}}
        except (KeyError, IndexError) as error:
            answer = {"NotPossible": f"an earlier step did not give {error}"}
        yield name, comparable(answer, names)


def comparable(value, names):
    """Without request ids and times; identifiers numbered in the order in which they are first seen."""
    if isinstance(value, dict):
        return {key: comparable(item, names) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        items = [comparable(item, names) for item in value]
        return sorted(items, key=repr) if all(isinstance(item, (dict, str)) for item in items) else items
    if isinstance(value, str):
        def name(match):
            kind = match.group(0).rsplit("-", 1)[0]
            numbers = names.setdefault(kind, {})
            return f"<{kind} {numbers.setdefault(match.group(0), len(numbers) + 1)}>"

        return TIME.sub("<time>", IDENTIFIER.sub(name, value))
    if hasattr(value, "isoformat"):
        return "<time>"
    return value
