#!/usr/bin/env python3
"""Writes the tables of response shapes from botocore's service models.

Usage: generate-describe-shapes.py [OUTPUT-FOLDER]

Needs botocore (`pip install botocore`). Only the actions named below, and only what their responses can hold.
The format of the tables is described in Sources/AWSEndpoint/Shapes/ShapeTable.swift, which reads them.
"""

import pathlib
import sys
import textwrap

import botocore
import botocore.session

SERVICES = {
    "ec2": [
        "DescribeVpcs",
        "DescribeSubnets",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSecurityGroupRules",
        "DescribeSecurityGroupVpcAssociations",
        "DescribeNetworkAcls",
        "DescribeRouteTables",
        "DescribeInternetGateways",
        "DescribeEgressOnlyInternetGateways",
        "DescribeNatGateways",
        "DescribeVpcPeeringConnections",
        "DescribeManagedPrefixLists",
        "GetManagedPrefixListEntries",
        "DescribePrefixLists",
        "DescribeVpcEndpoints",
        "DescribeTransitGatewayVpcAttachments",
        "DescribeInstances",
        "DescribeAddresses",
        "DescribeFlowLogs",
    ],
    "rds": ["DescribeDBInstances"],
}

# Page sizes that the model leaves out and the API reference gives.
DOCUMENTED_PAGE_SIZES = {"DescribeInstances": 1000, "DescribeVpcEndpoints": 1000, "DescribeDBInstances": 100}

SCALARS = {
    "string": "s",
    "character": "s",
    "integer": "i",
    "long": "i",
    "double": "d",
    "float": "d",
    "boolean": "b",
    "timestamp": "t",
}


def wire_name(shape, member, member_shape):
    """The XML element of a structure's member."""
    name = member_shape.serialization.get("name")
    return name or member


def type_name(shape, pending):
    if shape.type_name == "structure":
        pending.append(shape)
        return shape.name
    if shape.type_name == "list":
        if shape.serialization.get("flattened"):
            raise SystemExit(f"{shape.name} is flattened, which the reader does not know")
        return f"[{type_name(shape.member, pending)}]"
    if shape.type_name not in SCALARS:
        raise SystemExit(f"{shape.name} is a {shape.type_name}, which the reader does not know")
    return SCALARS[shape.type_name]


def wrapped(words, first_indent):
    """Lines of at most 112 columns; an indented line continues the one before."""
    return textwrap.wrap(
        " ".join(words), 112, initial_indent=first_indent, subsequent_indent=" ", break_long_words=False,
        break_on_hyphens=False,
    )


def table(service, actions):
    session = botocore.session.get_session()
    model = session.get_service_model(service)
    paginators = session.get_component("data_loader").load_service_model(service, "paginators-1")["pagination"]
    lines, pending, done = [], [], set()
    for action in actions:
        operation = model.operation_model(action)
        output = operation.output_shape
        pages = paginators.get(action)
        fields = [f"> {action} {output.name}"]
        if wrapper := output.serialization.get("resultWrapper"):
            fields.append(f"wrapper={wrapper}")
        if pages:
            list_key = pages["result_key"]
            fields += [f"token={pages['input_token']}", f"next={pages['output_token']}"]
            if limit := pages.get("limit_key"):
                size = operation.input_shape.members[limit].metadata.get("max") or DOCUMENTED_PAGE_SIZES.get(action)
                if size:
                    fields += [f"limit={limit}", f"size={size}"]
        else:
            (list_key,) = [key for key, member in output.members.items() if member.type_name == "list"]
        fields.append(f"list={list_key}")
        lines += wrapped(fields, first_indent="")
        pending.append(output)
    while pending:
        shape = pending.pop(0)
        if shape.name in done:
            continue
        done.add(shape.name)
        words = []
        for member, member_shape in sorted(shape.members.items()):
            wire = wire_name(shape, member, member_shape)
            kind = type_name(member_shape, pending)
            same = wire == member or wire[:1].upper() + wire[1:] == member
            words.append(f"{wire}:{kind}" if same else f"{wire}={member}:{kind}")
        lines.append(shape.name)
        lines += wrapped(words, first_indent=" ")
    return model.api_version, lines


def main():
    default = pathlib.Path(__file__).resolve().parent.parent / "Sources/AWSEndpoint/Shapes"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    for service, actions in SERVICES.items():
        version, lines = table(service, actions)
        text = (
            f"// Written by Scripts/generate-describe-shapes.py from botocore {botocore.__version__}. Do not edit.\n\n"
            f"extension ShapeTable {{\n"
            f"  /// The responses of the {service.upper()} actions that a snapshot fetches, API version {version}.\n"
            f"  static let {service} = ShapeTable(\n"
            f'    apiVersion: "{version}",\n'
            f'    text: """\n'
            + "\n".join(f"      {line}".rstrip() for line in lines)
            + '\n      """\n  )\n}\n'
        )
        (folder / f"{service.upper()}Shapes.swift").write_text(text)


main()
