import AWSSnapshot
import Foundation
import IPAddressing
import NetworkLab
import VPCModel

/// Networks for the lab's tests.
enum LabSample {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The network of the README's story.
  static func story() throws -> Network {
    try SnapshotReader.read(path: root.appendingPathComponent("Examples/unreachable-database").path).network
  }

  /// A VPC of one /16, in which each subnet is a /24, with a main route table that holds the local route.
  static func network(vpc: VPC.ID = "vpc-a", block: String = "10.0.0.0/16", subnets: [(Subnet.ID, String)]) throws
    -> Network
  {
    var network = Network()
    try add(to: &network, vpc: vpc, block: block, subnets: subnets)
    return network
  }

  static func add(
    to network: inout Network,
    vpc: VPC.ID,
    block: String,
    subnets: [(Subnet.ID, String)]
  ) throws {
    let block = try IPv4Prefix(parsing: block)
    network.vpcs.insert(VPC(id: vpc, ipv4CIDRs: [block]))
    for (id, cidr) in subnets {
      network.subnets.insert(Subnet(id: id, vpcID: vpc, ipv4CIDR: try IPv4Prefix(parsing: cidr)))
    }
    network.routeTables.insert(
      RouteTable(
        id: RouteTable.ID("rtb-\(vpc)"),
        vpcID: vpc,
        isMain: true,
        routes: [RouteTable.Route(.cidr(.v4(block)), to: .local)]
      )
    )
  }

  static func interface(
    _ id: NetworkInterface.ID,
    in subnet: Subnet.ID,
    of vpc: VPC.ID = "vpc-a",
    _ addresses: [String] = [],
    ipv6: [String] = [],
    check: Bool = true
  ) throws -> NetworkInterface {
    NetworkInterface(
      id: id,
      vpcID: vpc,
      subnetID: subnet,
      privateIPv4Addresses: try addresses.enumerated().map { index, text in
        NetworkInterface.PrivateIPv4Address(try IPv4Address(parsing: text), isPrimary: index == 0)
      },
      ipv6Addresses: try ipv6.map { try IPv6Address(parsing: $0) },
      sourceDestinationCheck: check
    )
  }

  /// Two VPCs with the same addresses, 10.0.0.10 and 10.0.0.11 in each, that nothing connects.
  static func twins() throws -> Network {
    var network = Network()
    for vpc in ["vpc-a", "vpc-b"] {
      let subnet = Subnet.ID("subnet-\(vpc)")
      try add(to: &network, vpc: VPC.ID(vpc), block: "10.0.0.0/16", subnets: [(subnet, "10.0.0.0/24")])
      for host in [10, 11] {
        network.networkInterfaces.insert(
          try interface(NetworkInterface.ID("eni-\(vpc)-\(host)"), in: subnet, of: VPC.ID(vpc), ["10.0.0.\(host)"])
        )
      }
    }
    return network
  }

  /// 10.0.0.10 in `vpc-a` and 10.1.0.10 in `vpc-b`, peered, with routes for each other's /24.
  static func peers(status: VPCPeeringConnection.Status = .active, withWayBack: Bool = true) throws -> Network {
    var network = Network()
    try add(to: &network, vpc: "vpc-a", block: "10.0.0.0/16", subnets: [("subnet-a", "10.0.0.0/24")])
    try add(to: &network, vpc: "vpc-b", block: "10.1.0.0/16", subnets: [("subnet-b", "10.1.0.0/24")])
    network.networkInterfaces.insert(try interface("eni-a", in: "subnet-a", of: "vpc-a", ["10.0.0.10"]))
    network.networkInterfaces.insert(try interface("eni-b", in: "subnet-b", of: "vpc-b", ["10.1.0.10"]))
    network.networkInterfaces.insert(try interface("eni-far", in: "subnet-b", of: "vpc-b", ["10.1.1.10"]))
    network.peeringConnections.insert(
      VPCPeeringConnection(
        id: "pcx-1",
        requester: VPCPeeringConnection.Side(vpcID: "vpc-a"),
        accepter: VPCPeeringConnection.Side(vpcID: "vpc-b"),
        status: status
      )
    )
    network.routeTables["rtb-vpc-a"]?.routes.append(
      RouteTable.Route(.cidr(try IPPrefix(parsing: "10.1.0.0/24")), to: .vpcPeeringConnection("pcx-1"))
    )
    if withWayBack {
      network.routeTables["rtb-vpc-b"]?.routes.append(
        RouteTable.Route(.cidr(try IPPrefix(parsing: "10.0.0.0/24")), to: .vpcPeeringConnection("pcx-1"))
      )
    }
    return network
  }

  /// 10.0.1.10 and 10.0.2.10, whose packets to each other pass the middlebox 10.0.9.9, by routes more specific than
  /// the local one.
  static func middlebox(check: Bool = false) throws -> Network {
    var network = try network(subnets: [
      ("subnet-1", "10.0.1.0/24"), ("subnet-2", "10.0.2.0/24"), ("subnet-9", "10.0.9.0/24"),
    ])
    network.networkInterfaces.insert(try interface("eni-1", in: "subnet-1", ["10.0.1.10"]))
    network.networkInterfaces.insert(try interface("eni-1b", in: "subnet-1", ["10.0.1.11"]))
    network.networkInterfaces.insert(try interface("eni-2", in: "subnet-2", ["10.0.2.10"]))
    network.networkInterfaces.insert(try interface("eni-9", in: "subnet-9", ["10.0.9.9"], check: check))
    let local = RouteTable.Route(.cidr(try IPPrefix(parsing: "10.0.0.0/16")), to: .local)
    for (subnet, far) in [("subnet-1", "10.0.2.0/24"), ("subnet-2", "10.0.1.0/24")] {
      network.routeTables.insert(
        RouteTable(
          id: RouteTable.ID("rtb-\(subnet)"),
          vpcID: "vpc-a",
          routes: [local, RouteTable.Route(.cidr(try IPPrefix(parsing: far)), to: .networkInterface("eni-9"))],
          subnetIDs: [Subnet.ID(subnet)]
        )
      )
    }
    return network
  }

  /// So many interfaces in subnets of a hundred.
  static func crowd(_ count: Int) throws -> Network {
    let subnets = (0...(count / 100)).map { (Subnet.ID("subnet-\($0)"), "10.0.\($0).0/24") }
    var network = try network(subnets: subnets)
    let block = try IPv6Prefix(parsing: "fd00::/64")
    network.vpcs["vpc-a"]?.ipv6CIDRs = [block]
    network.routeTables["rtb-vpc-a"]?.routes.append(RouteTable.Route(.cidr(.v6(block)), to: .local))
    for number in 0..<count {
      network.networkInterfaces.insert(
        try interface(
          NetworkInterface.ID("eni-\(number)"),
          in: Subnet.ID("subnet-\(number / 100)"),
          ["10.0.\(number / 100).\(number % 100 + 10)"],
          ipv6: ["fd00::\(String(number + 1, radix: 16))"]
        )
      )
    }
    return network
  }
}
