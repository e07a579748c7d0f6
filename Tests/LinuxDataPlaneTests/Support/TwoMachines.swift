import IPAddressing
import VPCModel

@testable import LinuxDataPlane

/// Two machines of one subnet: `eni-a` in `sg-a`, which may send anything anywhere, and `eni-b` in `sg-b`, whose rules
/// are the test's. Everybody else is outside.
struct TwoMachines {
  static let devices = ["rf0", "rf1"]
  static let addresses = [IPv4Address(10, 77, 0, 10), IPv4Address(10, 77, 0, 20)]
  static let ids: [NetworkInterface.ID] = ["eni-a", "eni-b"]

  static let routes: [(IPPrefix, String)] = zip(addresses, devices).compactMap { address, device in
    IPv4Prefix(address: address, length: 32).map { (.v4($0), device) }
  }

  static func attachments(in namespace: String) -> [Attachment] {
    zip(ids, devices).map { id, device in
      Attachment(interfaceID: id, kind: .routed, device: device, namespace: .named(namespace), maker: .lab)
    }
  }

  /// The two beside whatever a network holds already.
  static func network(_ rulesOfB: [SecurityGroupRule], in base: Network = Network()) -> Network {
    var network = base
    network.vpcs.insert(VPC(id: "vpc-two", ipv4CIDRs: [IPv4Prefix("10.77.0.0/16") ?? .all], ownerID: "1"))
    network.subnets.insert(
      Subnet(id: "subnet-two", vpcID: "vpc-two", ipv4CIDR: IPv4Prefix("10.77.0.0/24"), ownerID: "1")
    )
    network.securityGroups.insert(group("sg-a", [rule("sgr-out", .egress, .all, .ipv4(.all))]))
    network.securityGroups.insert(group("sg-b", rulesOfB))
    network.networkInterfaces.insert(interface(0, ["sg-a"]))
    network.networkInterfaces.insert(interface(1, ["sg-b"]))
    return network
  }

  static func interface(_ index: Int, _ groups: [SecurityGroup.ID]) -> NetworkInterface {
    var interface = NetworkInterface(
      id: ids[index],
      vpcID: "vpc-two",
      subnetID: "subnet-two",
      sourceDestinationCheck: true,
      interfaceType: "interface",
      ownerID: "1"
    )
    interface.privateIPv4Addresses = [.init(addresses[index], isPrimary: true)]
    interface.groupIDs = groups
    return interface
  }

  static func group(_ id: SecurityGroup.ID, _ rules: [SecurityGroupRule]) -> SecurityGroup {
    var group = SecurityGroup(id: id, name: id.text, vpcID: "vpc-two", ownerID: "1", associatedVPCIDs: [])
    for var rule in rules {
      rule.groupID = id
      group.rules.append(rule)
    }
    return group
  }

  static func rule(
    _ id: SecurityGroupRule.ID,
    _ direction: TrafficDirection,
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    SecurityGroupRule(id: id, groupID: "sg-b", direction: direction, traffic: traffic, peer: peer)
  }

  /// From one machine's first address to the other's.
  static func connection(in bed: TunnelBed, port: UInt16, from openersPort: UInt16 = 40_000) -> TunnelConnection {
    TunnelConnection(
      bed: bed,
      opener: (.v4(addresses[0]), openersPort, devices[0]),
      other: (.v4(addresses[1]), port, devices[1])
    )
  }
}
