package import IPAddressing
package import VPCModel

/// A part of a resource that another resource may have made: the provider repeats it in an attribute of the former.
package enum Contribution: Hashable, Sendable {
  case rule(SecurityGroup.ID, TrafficDirection, TrafficSelector, SecurityGroupRule.Peer)
  case entry(NetworkACL.ID, TrafficDirection, number: Int)
  case aclSubnet(NetworkACL.ID, Subnet.ID)
  case route(RouteTable.ID, RouteTable.Destination)
  case listEntry(PrefixList.ID, IPPrefix)
  case group(NetworkInterface.ID, SecurityGroup.ID)
}

extension NetworkBuilder {
  /// The attributes in which resources repeat what resources of their own contribute.
  static let sharedAttributes: [String: [String]] = [
    "aws_security_group": ["ingress", "egress"],
    "aws_default_security_group": ["ingress", "egress"],
    "aws_network_acl": ["ingress", "egress", "subnet_ids"],
    "aws_default_network_acl": ["ingress", "egress", "subnet_ids"],
    "aws_route_table": ["route"],
    "aws_default_route_table": ["route"],
    "aws_ec2_managed_prefix_list": ["entry"],
    "aws_network_interface": ["security_groups"],
    "aws_instance": ["vpc_security_group_ids"],
  ]

  /// Whether an attribute lists something that is there no longer, or is another resource's to say.
  func isWithdrawn(_ contribution: Contribution, from block: ResourceBlock, _ attribute: String) -> Bool {
    !options.withdrawn.isEmpty && options.unmanaged[block.address]?.contains(attribute) ?? false
      && options.withdrawn.contains(contribution)
  }
}
