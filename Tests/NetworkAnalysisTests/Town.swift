import IPAddressing
import NetworkAnalysis
import VPCModel

/// A small network to change one thing in: two VPCs, each with a public and a private subnet.
///
/// `home` 10.0.0.0/16: `web` 10.0.1.10 with the public address 198.51.100.10 in the public subnet, `app`
/// 10.0.2.10 and `db` 10.0.3.10 in private subnets, a NAT gateway, an internet gateway. `away` 10.1.0.0/16:
/// `peer` 10.1.2.10, peered with `home`. Every ACL and every group allows everything, except that `db`'s group
/// allows nothing in; everything has both families.
struct Town {
  var network = Network()

  static let home: VPC.ID = "vpc-home"
  static let away: VPC.ID = "vpc-away"

  init() {
    network.vpcs = [
      VPC(id: Self.home, ipv4CIDRs: [v4("10.0.0.0/16")], ipv6CIDRs: [v6("2600:1f18:0:100::/56")], ownerID: "1"),
      VPC(id: Self.away, ipv4CIDRs: [v4("10.1.0.0/16")], ipv6CIDRs: [v6("2600:1f18:0:200::/56")], ownerID: "1"),
    ]
    subnet("public", Self.home, 1)
    subnet("app", Self.home, 2)
    subnet("db", Self.home, 3)
    subnet("peer", Self.away, 2)
    for name in ["web", "app", "db"] { group(name, Self.home) }
    group("peer", Self.away)
    network.securityGroups["sg-db"]?.rules.removeAll { $0.direction == .ingress }
    interface("web", "public", "10.0.1.10", "2600:1f18:0:101::10", publicAddress: "198.51.100.10")
    interface("app", "app", "10.0.2.10", "2600:1f18:0:102::10")
    interface("db", "db", "10.0.3.10", "2600:1f18:0:103::10")
    interface("peer", "peer", "10.1.2.10", "2600:1f18:0:202::10", vpc: Self.away)
    for (name, vpc) in [("acl-home", Self.home), ("acl-away", Self.away)] {
      network.networkACLs.insert(
        NetworkACL(id: NetworkACL.ID(name), vpcID: vpc, isDefault: true, entries: Self.openEntries)
      )
    }
    network.internetGateways = [InternetGateway(id: "igw-home", attachedVPCIDs: [Self.home])]
    network.natGateways = [
      NATGateway(
        id: "nat-home",
        vpcID: Self.home,
        subnetID: "subnet-public",
        privateAddresses: [IPv4Address(10, 0, 1, 200)],
        publicAddresses: [IPv4Address(198, 51, 100, 200)]
      )
    ]
    network.peeringConnections = [
      VPCPeeringConnection(
        id: "pcx-1",
        requester: .init(vpcID: Self.home),
        accepter: .init(vpcID: Self.away),
        status: .active
      )
    ]
    table("rtb-public", Self.home, ["subnet-public"], [("0.0.0.0/0", .internetGateway("igw-home"))])
    table(
      "rtb-private",
      Self.home,
      ["subnet-app", "subnet-db"],
      [("0.0.0.0/0", .natGateway("nat-home")), ("10.1.0.0/16", .vpcPeeringConnection("pcx-1"))]
    )
    table("rtb-away", Self.away, ["subnet-peer"], [("10.0.0.0/16", .vpcPeeringConnection("pcx-1"))])
  }

  static let openEntries = TrafficDirection.allCases.flatMap { direction in
    [
      NetworkACL.Entry(number: 100, direction: direction, action: .allow, traffic: .all, cidr: .all(.ipv4)),
      NetworkACL.Entry(number: 101, direction: direction, action: .allow, traffic: .all, cidr: .all(.ipv6)),
    ]
  }

  // MARK: Changing it

  /// Lets everything into `db`.
  mutating func openDatabase() {
    allow("sg-db", .ingress, .all, .ipv4(.all))
    allow("sg-db", .ingress, .all, .ipv6(.all))
  }

  mutating func allow(
    _ id: SecurityGroup.ID,
    _ direction: TrafficDirection,
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer,
    ruleID: SecurityGroupRule.ID? = nil
  ) {
    network.securityGroups[id]?.rules.append(
      SecurityGroupRule(id: ruleID, groupID: id, direction: direction, traffic: traffic, peer: peer)
    )
  }

  mutating func entries(_ id: NetworkACL.ID, for subnets: [Subnet.ID], _ entries: [NetworkACL.Entry]) {
    network.networkACLs.insert(NetworkACL(id: id, vpcID: Self.home, entries: entries, subnetIDs: subnets))
  }

  mutating func table(
    _ id: RouteTable.ID,
    _ vpc: VPC.ID,
    _ subnets: [Subnet.ID],
    _ routes: [(String, RouteTable.Target)]
  ) {
    let blocks = network.vpcs[vpc]?.cidrs ?? []
    let local = blocks.map { RouteTable.Route(.cidr($0), to: .local) }
    network.routeTables.insert(
      RouteTable(
        id: id,
        vpcID: vpc,
        routes: local + routes.map { RouteTable.Route(.cidr(prefix($0.0)), to: $0.1) },
        subnetIDs: subnets
      )
    )
  }

  mutating func interface(
    _ name: String,
    _ subnet: String,
    _ address: String,
    _ ipv6: String,
    publicAddress: String? = nil,
    vpc: VPC.ID = Town.home,
    groups: [SecurityGroup.ID]? = nil
  ) {
    network.networkInterfaces.insert(
      NetworkInterface(
        id: NetworkInterface.ID("eni-\(name)"),
        vpcID: vpc,
        subnetID: Subnet.ID("subnet-\(subnet)"),
        privateIPv4Addresses: IPv4Address(address).map {
          [.init($0, isPrimary: true, publicAddress: publicAddress.flatMap { IPv4Address($0) })]
        } ?? [],
        ipv6Addresses: IPv6Address(ipv6).map { [$0] } ?? [],
        groupIDs: groups ?? [SecurityGroup.ID("sg-\(name)")],
        tags: ["Name": name]
      )
    )
  }

  private mutating func subnet(_ name: String, _ vpc: VPC.ID, _ third: UInt8) {
    let second: UInt8 = vpc == Self.home ? 0 : 1
    network.subnets.insert(
      Subnet(
        id: Subnet.ID("subnet-\(name)"),
        vpcID: vpc,
        ipv4CIDR: v4("10.\(second).\(third).0/24"),
        ipv6CIDRs: [v6("2600:1f18:0:\(second + 1)0\(third)::/64")],
        availabilityZone: "a"
      )
    )
  }

  private mutating func group(_ name: String, _ vpc: VPC.ID) {
    let id = SecurityGroup.ID("sg-\(name)")
    network.securityGroups.insert(SecurityGroup(id: id, name: name, vpcID: vpc, ownerID: "1"))
    for direction in TrafficDirection.allCases {
      allow(id, direction, .all, .ipv4(.all))
      allow(id, direction, .all, .ipv6(.all))
    }
  }

  // MARK: Asking it

  func ask(
    _ source: String,
    _ destination: String,
    _ traffic: String = "5432",
    family: IPFamily? = nil,
    sourcePort: UInt16? = nil
  ) throws -> Explanation {
    try Explainer(network).explain(
      source: source,
      destination: destination,
      probe: TrafficProbe(parsing: traffic, sourcePort: sourcePort),
      family: family
    )
  }
}

func v4(_ text: String) -> IPv4Prefix { IPv4Prefix(text) ?? .all }
func v6(_ text: String) -> IPv6Prefix { IPv6Prefix(text) ?? .all }
func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }
func tcp(_ lower: UInt16, _ upper: UInt16? = nil) -> TrafficSelector {
  .tcp(PortRange(lower: lower, upper: upper ?? lower) ?? .all)
}

extension Explanation {
  /// The codes of the only path's denials, in the path's order.
  var blockerCodes: [ExplanationCode?] { paths.first.map { path in path.blockers.map { path.steps[$0].code } } ?? [] }
  var reasons: [String] { paths.flatMap { $0.steps.map(\.reason) } }
}
