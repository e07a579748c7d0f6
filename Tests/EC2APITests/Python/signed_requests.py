"""Prints requests to EC2 and STS as boto3 would send them, header form and presigned, as JSON."""

import json
import sys

import boto3
from botocore.config import Config


def main():
    endpoint = "http://127.0.0.1:4566"
    sent = []

    def keep(request, **_):
        body = request.body or b""
        sent.append({
            "method": request.method,
            "url": request.url,
            "headers": [[name, value.decode() if isinstance(value, bytes) else value]
                        for name, value in request.headers.items()],
            "body": body.decode() if isinstance(body, bytes) else body,
        })
        raise Kept()

    class Kept(Exception):
        pass

    session = boto3.session.Session(
        aws_access_key_id=sys.argv[1], aws_secret_access_key=sys.argv[2], region_name="eu-west-1")
    config = Config(retries={"max_attempts": 1})
    ec2 = session.client("ec2", endpoint_url=endpoint, config=config)
    sts = session.client("sts", endpoint_url=endpoint, config=config)
    for client in (ec2, sts):
        client.meta.events.register("before-send", keep)
    calls = [
        lambda: ec2.describe_vpcs(VpcIds=["vpc-1", "vpc 2", "vpc/ü"]),
        lambda: ec2.create_security_group(GroupName="a b+c&d=e", Description="ü*~'()!", VpcId="vpc-1"),
        lambda: ec2.describe_security_groups(Filters=[{"Name": "tag:Name", "Values": ["*", "?"]}], MaxResults=5),
        lambda: sts.get_caller_identity(),
    ]
    for call in calls:
        try:
            call()
        except Kept:
            pass
    for client, method, parameters, verb in [
        (ec2, "describe_vpcs", {"VpcIds": ["vpc 1", "vpc+2/ü"]}, "GET"),
        # Without a word from the caller botocore presigns the method of the model, with everything in the query.
        (sts, "get_caller_identity", {}, "POST"),
    ]:
        url = client.generate_presigned_url(method, Params=parameters, ExpiresIn=900, HttpMethod=verb)
        sent.append({"method": verb, "url": url, "headers": [["Host", "127.0.0.1:4566"]], "body": ""})
    print(json.dumps(sent))


main()
