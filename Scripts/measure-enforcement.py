#!/usr/bin/env python3
"""How long after the API's acknowledgement a change holds for packets.

A server with enforcement, a network of many interfaces, all of them in the lab. A sender in one interface's namespace
sends a datagram to a new port of another interface every half millisecond; the receiver notes when each port's first one
came. Between: authorize-security-group-ingress for that port. As root, with boto3.

    measure-enforcement.py RINGFENCE [--interfaces 1000] [--changes 200] [--output FILE]
"""
import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

SENDER = """
import socket, sys, time
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
address, port = sys.argv[1], None
import select
while True:
    # A line names the next port; the end of lines ends the sender.
    if select.select([sys.stdin], [], [], 0)[0]:
        line = sys.stdin.readline()
        if not line: break
        port = int(line)
    if port:
        # A new flow each time: no state of the kernel's lets it in.
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        one.sendto(b"ringfence", (address, port))
        one.close()
    time.sleep(0.0005)
"""

RECEIVER = """
import socket, sys, time, select
first, count = int(sys.argv[1]), int(sys.argv[2])
sockets = {}
for port in range(first, first + count):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", port))
    sockets[sock.fileno()] = (sock, port)
poll = select.epoll()
for descriptor in sockets: poll.register(descriptor, select.EPOLLIN)
print("ready", flush=True)
seen = set()
while True:
    for descriptor, _ in poll.poll():
        now = time.monotonic()
        sock, port = sockets[descriptor]
        sock.recv(64)
        if port not in seen:
            seen.add(port)
            print(port, now, flush=True)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ringfence")
    parser.add_argument("--interfaces", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--output")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("measure-enforcement: it takes root")
    import boto3
    from botocore.config import Config

    folder = tempfile.mkdtemp(prefix="ringfence-measure-")
    server = subprocess.Popen(
        [options.ringfence, "serve", "--database", f"{folder}/state.sqlite", "--port", "0", "--format", "json",
         "--enforcement", "on", "--log-level", "warning", "--journal", f"{folder}/flows",
         "--flow-logs", f"{folder}/flow-logs"],
        stdout=subprocess.PIPE, text=True)
    children = [server]
    environment = dict(os.environ)
    try:
        told = json.loads(server.stdout.readline())
        environment.update(AWS_ENDPOINT_URL=told["endpoint"], AWS_DEFAULT_REGION=told["region"],
                           AWS_ACCESS_KEY_ID=told["accessKeyId"], AWS_SECRET_ACCESS_KEY=told["secretAccessKey"])
        environment.pop("AWS_CA_BUNDLE", None)
        ec2 = boto3.client("ec2", endpoint_url=told["endpoint"], region_name=told["region"],
                           aws_access_key_id=told["accessKeyId"], aws_secret_access_key=told["secretAccessKey"],
                           verify=False, config=Config(retries={"max_attempts": 1}, proxies={}))
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/20")["Subnet"]["SubnetId"]
        groups = [ec2.create_security_group(VpcId=vpc, GroupName=f"group-{number}", Description="measured")["GroupId"]
                  for number in range(20)]
        for number, group in enumerate(groups):
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
                {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                 "UserIdGroupPairs": [{"GroupId": groups[(number + 1) % len(groups)]}]}])
        names = {}
        for number in range(options.interfaces):
            name = "sender" if number == 0 else "receiver" if number == 1 else f"other-{number}"
            interface = ec2.create_network_interface(
                SubnetId=subnet, Groups=[groups[number % len(groups)], groups[(number * 7 + 3) % len(groups)]]
                if number % len(groups) != (number * 7 + 3) % len(groups) else [groups[number % len(groups)]],
                TagSpecifications=[{"ResourceType": "network-interface", "Tags": [{"Key": "Name", "Value": name}]}])
            names[name] = interface["NetworkInterface"]
        subprocess.run([options.ringfence, "lab", "up", "--network", told["endpoint"]], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        address = names["receiver"]["PrivateIpAddress"]
        group = names["receiver"]["Groups"][0]["GroupId"]

        first = 20000
        receiver = subprocess.Popen(
            [options.ringfence, "lab", "exec", "receiver", "--", "python3", "-c", RECEIVER, str(first),
             str(options.changes)], stdout=subprocess.PIPE, text=True, env=environment)
        sender = subprocess.Popen(
            [options.ringfence, "lab", "exec", "sender", "--", "python3", "-c", SENDER, address],
            stdin=subprocess.PIPE, text=True, env=environment)
        children += [receiver, sender]
        assert receiver.stdout.readline().strip() == "ready"
        arrivals = {}

        def read():
            for line in receiver.stdout:
                port, moment = line.split()
                arrivals[int(port)] = float(moment)

        threading.Thread(target=read, daemon=True).start()
        delays, calls = [], []
        for change in range(options.changes):
            port = first + change
            sender.stdin.write(f"{port}\n")
            sender.stdin.flush()
            time.sleep(0.01)
            assert port not in arrivals, "a packet came before its rule"
            if change and change % 50 == 0:  # room for more: a group has 60 rules
                ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[
                    {"IpProtocol": "udp", "FromPort": old, "ToPort": old, "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}
                    for old in range(port - 50, port)])
            began = time.monotonic()
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
                {"IpProtocol": "udp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}])
            acknowledged = time.monotonic()
            deadline = acknowledged + 5
            while port not in arrivals and time.monotonic() < deadline:
                time.sleep(0.0005)
            if port not in arrivals:
                sys.exit(f"measure-enforcement: no packet to port {port} within 5 s of its rule")
            delays.append((arrivals[port] - acknowledged) * 1000)
            calls.append((acknowledged - began) * 1000)
        delays.sort()
        calls.sort()
        result = {
            "interfaces": options.interfaces, "changes": options.changes,
            "acknowledgement_to_packet_ms": {"p50": delays[len(delays) // 2], "p99": delays[int(len(delays) * 0.99)],
                                             "max": delays[-1], "min": delays[0]},
            "call_ms": {"p50": calls[len(calls) // 2], "p99": calls[int(len(calls) * 0.99)]},
        }
        print(json.dumps(result, indent=2))
        if options.output:
            with open(options.output, "w") as file:
                json.dump(result, file)
    finally:
        for child in children[1:]:
            child.terminate()
        subprocess.run([options.ringfence, "lab", "down"], env=environment, stdout=subprocess.DEVNULL)
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        subprocess.run(["rm", "-rf", folder])


main()
