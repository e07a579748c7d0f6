"""Signs the requests of a JSON file with botocore and prints the signatures as JSON."""

import datetime
import json
import sys
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def sign(case):
    credentials = Credentials(case["accessKeyID"], case["secretAccessKey"], case.get("sessionToken"))
    now = datetime.datetime.fromtimestamp(case["time"], datetime.timezone.utc)
    url = f"https://{case['host']}{case['path']}"
    request = AWSRequest(method=case["method"], url=url, data=case["body"].encode())
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    query = [tuple(pair) for pair in case["query"]]
    with mock.patch.object(auth, "get_current_datetime", lambda *_: now):
        if case["presigned"]:
            request.data = b""
            request.params = dict(query)
            auth.SigV4QueryAuth(credentials, case["service"], case["region"], expires=900).add_auth(request)
            return dict(parse_qsl(urlsplit(request.url).query))["X-Amz-Signature"]
        request.params = query
        auth.SigV4Auth(credentials, case["service"], case["region"]).add_auth(request)
        return request.headers["Authorization"]


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([sign(case) for case in json.load(file)]))
