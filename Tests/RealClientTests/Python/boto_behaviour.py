"""What boto3's users rely on: filters, paginators, waiters, errors, idempotency, signatures.

    boto_behaviour.py ENDPOINT KEY SECRET

Each check is a function; one that fails prints what it saw and the script exits 1.
"""

import sys
import traceback
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.exceptions
import boto3

ENDPOINT, KEY, SECRET = sys.argv[1:4]
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def client(service="ec2", region="eu-central-1", key=KEY, secret=SECRET):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=botocore.config.Config(retries={"max_attempts": 1}),
    )


ec2 = client()


def code_of(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return None


def new_vpc(block="10.20.0.0/16"):
    return ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]


def new_group(vpc, name):
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


@check
def caller_identity():
    identity = client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012" and identity["Arn"].startswith("arn:aws:iam::123456789012:"), identity


@check
def every_region_has_its_own_default_vpc():
    vpcs = {region: client(region=region).describe_vpcs()["Vpcs"] for region in ("eu-west-1", "us-east-1")}
    ids = {vpc["VpcId"] for found in vpcs.values() for vpc in found}
    assert all(len(found) == 1 and found[0]["IsDefault"] for found in vpcs.values()) and len(ids) == 2, vpcs
    assert client(region="us-east-1").describe_subnets()["Subnets"], "the default VPC has no subnets"


@check
def pages_hold_everything_once():
    vpc = new_vpc()
    made = {new_group(vpc, f"page-{number}") for number in range(23)}
    mine = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["page-*"]}]
    paginator = ec2.get_paginator("describe_security_groups")
    pages = list(paginator.paginate(Filters=mine, PaginationConfig={"PageSize": 5}))
    found = [group["GroupId"] for page in pages for group in page["SecurityGroups"]]
    assert len(pages) == 5 and sorted(found) == sorted(made), (len(pages), len(found))


@check
def tokens_that_were_never_given_are_refused():
    assert code_of(ec2.describe_security_groups, NextToken="nonsense", MaxResults=5) is not None


@check
def filters_select_by_tag_and_by_wildcard():
    vpc = new_vpc()
    one, other = new_group(vpc, "blue-web"), new_group(vpc, "green-web")
    ec2.create_tags(Resources=[one], Tags=[{"Key": "team", "Value": "blue"}])

    def select(*filters):
        filters = [{"Name": "vpc-id", "Values": [vpc]}, *filters]
        return {group["GroupId"] for group in ec2.describe_security_groups(Filters=filters)["SecurityGroups"]}

    assert select({"Name": "tag:team", "Values": ["bl?e"]}) == {one}
    assert select({"Name": "tag-key", "Values": ["team"]}) == {one}
    assert select({"Name": "group-name", "Values": ["*-web"]}) == {one, other}
    assert select({"Name": "group-name", "Values": ["blue-web", "green-web"]}) == {one, other}
    assert select({"Name": "group-name", "Values": ["*-web"]}, {"Name": "tag:team", "Values": ["green"]}) == set()


@check
def waiters_end():
    vpc = new_vpc()
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc], WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    ec2.get_waiter("vpc_exists").wait(VpcIds=[vpc], WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    group = new_group(vpc, "waited-for")
    ec2.get_waiter("security_group_exists").wait(GroupIds=[group], WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.20.1.0/24")["Subnet"]["SubnetId"]
    ec2.get_waiter("subnet_available").wait(SubnetIds=[subnet], WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    ec2.get_waiter("network_interface_available").wait(
        NetworkInterfaceIds=[interface], WaiterConfig={"Delay": 1, "MaxAttempts": 3}
    )
    instance = ec2.run_instances(ImageId="ami-0123456789abcdef0", MinCount=1, MaxCount=1, SubnetId=subnet)
    ids = [found["InstanceId"] for found in instance["Instances"]]
    ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    ec2.terminate_instances(InstanceIds=ids)
    ec2.get_waiter("instance_terminated").wait(InstanceIds=ids, WaiterConfig={"Delay": 1, "MaxAttempts": 3})


@check
def a_token_makes_a_call_idempotent():
    arguments = dict(
        PrefixListName="once", MaxEntries=2, AddressFamily="IPv4", ClientToken="token-of-this-test"
    )
    first = ec2.create_managed_prefix_list(**arguments)["PrefixList"]["PrefixListId"]
    again = ec2.create_managed_prefix_list(**arguments)["PrefixList"]["PrefixListId"]
    assert first == again, (first, again)
    changed = code_of(ec2.create_managed_prefix_list, **{**arguments, "MaxEntries": 3})
    assert changed == "IdempotentParameterMismatch", changed


@check
def a_dry_run_changes_nothing():
    vpc = new_vpc()
    assert code_of(ec2.create_security_group, GroupName="dry", Description="dry", VpcId=vpc, DryRun=True) == "DryRunOperation"
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    assert [group["GroupName"] for group in groups] == ["default"], groups


@check
def several_rules_are_added_together_or_not_at_all():
    group = new_group(new_vpc(), "atomic")

    def permission(port, block):
        return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block}]}

    refused = code_of(
        ec2.authorize_security_group_ingress,
        GroupId=group,
        IpPermissions=[permission(1, "10.0.0.0/8"), permission(2, "10.0.0.0/33")],
    )
    assert refused is not None
    found = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    assert found["IpPermissions"] == [], found


@check
def sixty_rules_and_no_more():
    group = new_group(new_vpc(), "full")
    ranges = [{"CidrIp": f"10.0.{number}.0/24"} for number in range(60)]
    ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "IpRanges": ranges}]
    )
    over = code_of(
        ec2.authorize_security_group_ingress, GroupId=group, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIp="10.1.0.0/24"
    )
    assert over == "RulesPerSecurityGroupLimitExceeded", over
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}],
    )


@check
def clients_that_race_lose_nothing():
    group = new_group(new_vpc(), "race")

    def authorize(number):
        return code_of(
            client().authorize_security_group_ingress,
            GroupId=group,
            IpProtocol="tcp",
            FromPort=number % 45,
            ToPort=number % 45,
            CidrIp="10.0.0.0/8",
        )

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(authorize, range(90)))
    assert codes.count(None) == 45 and codes.count("InvalidPermission.Duplicate") == 45, codes
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    ports = sorted(rule["FromPort"] for rule in rules if not rule["IsEgress"])
    assert ports == list(range(45)), ports


@check
def clients_that_race_never_exceed_the_quota():
    group = new_group(new_vpc(), "race-to-the-quota")

    def authorize(number):
        return code_of(
            client().authorize_security_group_ingress,
            GroupId=group,
            IpProtocol="tcp",
            FromPort=number,
            ToPort=number,
            CidrIp="10.0.0.0/8",
        )

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(authorize, range(80)))
    assert codes.count(None) == 60 and codes.count("RulesPerSecurityGroupLimitExceeded") == 20, codes


@check
def both_views_of_a_group_agree():
    group = new_group(new_vpc(), "views")
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 80,
                "ToPort": 80,
                "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "192.168.0.0/16", "Description": "home"}],
                "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}],
                "UserIdGroupPairs": [{"GroupId": group}],
            }
        ],
    )
    permissions = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    one = {
        (p["IpProtocol"], p["FromPort"], p["ToPort"], r.get("CidrIp") or r.get("CidrIpv6") or r.get("GroupId"), r.get("Description"))
        for p in permissions
        for r in p["IpRanges"] + p["Ipv6Ranges"] + p["UserIdGroupPairs"]
    }
    other = {
        (
            r["IpProtocol"],
            r["FromPort"],
            r["ToPort"],
            r.get("CidrIpv4") or r.get("CidrIpv6") or r["ReferencedGroupInfo"]["GroupId"],
            r.get("Description"),
        )
        for r in rules
        if not r["IsEgress"]
    }
    assert one == other and len(one) == 4 and len(permissions) == 1, (one, other)


@check
def a_rule_goes_stale_when_its_peering_ends():
    one, other = new_vpc("10.30.0.0/16"), new_vpc("10.31.0.0/16")
    peering = ec2.create_vpc_peering_connection(VpcId=one, PeerVpcId=other)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    here, there = new_group(one, "here"), new_group(other, "there")
    ec2.authorize_security_group_ingress(
        GroupId=here,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": there}]}],
    )
    assert ec2.describe_stale_security_groups(VpcId=one)["StaleSecurityGroupSet"] == []
    references = ec2.describe_security_group_references(GroupId=[there])["SecurityGroupReferenceSet"]
    assert [reference["ReferencingVpcId"] for reference in references] == [one], references
    ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
    stale = ec2.describe_stale_security_groups(VpcId=one)["StaleSecurityGroupSet"]
    assert [found["GroupId"] for found in stale] == [here], stale


# --- The wire


def signed(body, key=KEY, secret=SECRET, region="eu-central-1", service="ec2"):
    request = botocore.awsrequest.AWSRequest(
        method="POST",
        url=ENDPOINT + "/",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
    )
    botocore.auth.SigV4Auth(botocore.credentials.Credentials(key, secret), service, region).add_auth(request)
    return dict(request.headers.items())


def answer(body, headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(ENDPOINT + "/", body.encode(), headers)) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


BODY = "Action=DescribeRegions&Version=2016-11-15"


@check
def a_signed_call_is_answered():
    status, text = answer(BODY, signed(BODY))
    assert status == 200 and "<DescribeRegionsResponse" in text, (status, text[:300])


@check
def a_signature_over_another_body_is_refused():
    status, text = answer("Action=DescribeVpcs&Version=2016-11-15", signed(BODY))
    assert status in (401, 403) and ("AuthFailure" in text or "SignatureDoesNotMatch" in text), (status, text)


@check
def an_unknown_key_is_refused():
    status, text = answer(BODY, signed(BODY, key="AKIAAAAAAAAAAAAAAAAA"))
    assert status in (401, 403), (status, text)


@check
def a_wrong_secret_is_refused():
    status, text = answer(BODY, signed(BODY, secret="x" * 40))
    assert status in (401, 403), (status, text)


@check
def an_unsigned_call_is_refused():
    status, text = answer(BODY, {"Content-Type": "application/x-www-form-urlencoded"})
    assert status in (401, 403), (status, text)


@check
def an_unknown_action_is_told_so():
    body = "Action=LaunchRockets&Version=2016-11-15"
    status, text = answer(body, signed(body))
    assert status == 400 and "<Code>InvalidAction</Code>" in text, (status, text)


@check
def an_unknown_parameter_is_told_so():
    body = "Action=DescribeVpcs&Version=2016-11-15&Colour=red"
    status, text = answer(body, signed(body))
    assert status == 400 and "<Code>UnknownParameter</Code>" in text, (status, text)


@check
def a_presigned_call_is_answered():
    request = botocore.awsrequest.AWSRequest(method="GET", url=f"{ENDPOINT}/?{BODY}")
    auth = botocore.auth.SigV4QueryAuth(botocore.credentials.Credentials(KEY, SECRET), "ec2", "eu-central-1", expires=60)
    auth.add_auth(request)
    with urllib.request.urlopen(request.url) as response:
        assert response.status == 200
    tampered = request.url.replace("DescribeRegions", "DescribeVpcs")
    try:
        urllib.request.urlopen(tampered)
    except urllib.error.HTTPError as error:
        assert error.code in (401, 403), error.code
    else:
        raise AssertionError("a tampered presigned call was answered")


def main():
    failed = 0
    for function in CHECKS:
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok      {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} hold")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
