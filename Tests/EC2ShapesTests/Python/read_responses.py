"""Reads documents as botocore reads them. Input: JSON, a list of {"service", "action", "status", "document"}.

Prints JSON: a list of what the documents say. Members begin with a small letter and every scalar is a text.
"""

import datetime
import json
import sys

import botocore.parsers
import botocore.session


def plain(value):
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03}Z"
    return str(value)


def main():
    session = botocore.session.Session()
    answers = []
    for item in json.load(sys.stdin):
        model = session.get_service_model(item["service"])
        parser = botocore.parsers.create_parser(model.metadata["protocol"])
        response = {"body": item["document"].encode(), "headers": {}, "status_code": item["status"]}
        answer = parser.parse(response, model.operation_model(item["action"]).output_shape)
        request_id = answer.pop("ResponseMetadata").get("RequestId")
        answers.append({"requestId": request_id, "value": plain(answer)})
    json.dump(answers, sys.stdout)


main()
