import IPAddressing
import Testing
import VPCModel

@Suite("References that lead nowhere")
struct DanglingReferenceTests {
  @Test("are none in an empty network, and none where everything is there")
  func none() {
    #expect(Network().danglingReferences().isEmpty)
    #expect(Self.whole.danglingReferences().isEmpty)
  }

  /// What is removed, and the references that dangle then: who, its role, whom.
  @Test(
    "are all found when one resource is taken away, and nothing is made up",
    arguments: [
      (
        .vpc(.remove("vpc-1")),
        [
          "acl-1 VPC vpc-1", "eni-1 VPC vpc-1", "igw-1 VPC vpc-1", "nat-1 VPC vpc-1", "pcx-1 requester VPC vpc-1",
          "rtb-1 VPC vpc-1", "sg-1 VPC vpc-1", "subnet-1 VPC vpc-1",
        ]
      ),
      (.vpc(.remove("vpc-2")), ["pcx-1 accepter VPC vpc-2"]),
      (
        .subnet(.remove("subnet-1")),
        [
          "acl-1 associated subnet subnet-1", "eni-1 subnet subnet-1", "nat-1 subnet subnet-1",
          "rtb-1 associated subnet subnet-1",
        ]
      ),
      (
        .networkInterface(.remove("eni-1")),
        ["i-1 network interface eni-1", "rtb-1 target of 10.7.0.0/16 eni-1"]
      ),
      (
        .securityGroup(.remove("sg-1")),
        ["eni-1 security group sg-1"]
      ),
      (
        .prefixList(.remove("pl-1")),
        ["rtb-1 route's prefix list pl-1", "sg-1 egress rule's prefix list pl-1"]
      ),
      (.internetGateway(.remove("igw-1")), ["rtb-1 target of 0.0.0.0/0 igw-1"]),
      (.egressOnlyInternetGateway(.remove("eigw-1")), ["rtb-1 target of ::/0 eigw-1"]),
      (.natGateway(.remove("nat-1")), ["rtb-1 target of 10.8.0.0/16 nat-1"]),
      (.peeringConnection(.remove("pcx-1")), ["rtb-1 target of 10.9.0.0/16 pcx-1"]),
      (.vpcEndpoint(.remove("vpce-1")), ["rtb-1 target of pl-1 vpce-1"]),
      (.routeTable(.remove("rtb-1")), []),
      (.networkACL(.remove("acl-1")), []),
      (.instance(.remove("i-1")), []),
    ] as [(NetworkChange, [String])]
  )
  func takenAway(change: NetworkChange, expected: [String]) {
    let found = Self.whole.applying([change]).danglingReferences()
    #expect(found.map { "\($0.id) \($0.role) \($0.missingID)" }.sorted() == expected.sorted(), "\(change)")
    #expect(found == found.sorted())
  }

  @Test("to another group, from rules of either direction, once each")
  func groups() {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1")]
    network.securityGroups = [
      SecurityGroup(
        id: "sg-1",
        name: "one",
        vpcID: "vpc-1",
        rules: [
          Self.rule("sgr-1", .ingress, .securityGroup(GroupReference("sg-9"))),
          Self.rule("sgr-2", .ingress, .securityGroup(GroupReference("sg-9"))),
          Self.rule("sgr-3", .egress, .securityGroup(GroupReference("sg-9"))),
          Self.rule("sgr-4", .egress, .securityGroup(GroupReference("sg-1"))),
        ]
      )
    ]
    #expect(network.danglingReferences().map(\.role) == ["egress rule's group", "ingress rule's group"])
  }

  @Test("do not count the target of a blackhole, or the ends of a peering that is gone")
  func expectedToBeGone() throws {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1")]
    network.routeTables = [
      RouteTable(
        id: "rtb-1",
        vpcID: "vpc-1",
        routes: [
          .init(.cidr(try IPPrefix(parsing: "0.0.0.0/0")), to: .natGateway("nat-gone"), isBlackhole: true)
        ]
      )
    ]
    network.peeringConnections = [
      VPCPeeringConnection(
        id: "pcx-1",
        requester: .init(vpcID: "vpc-1"),
        accepter: .init(vpcID: "vpc-gone"),
        status: .deleted
      )
    ]
    #expect(network.danglingReferences().isEmpty)
  }

  @Test("in words, with the command that would supply what is missing")
  func words() {
    var network = Network()
    network.subnets = [Subnet(id: "subnet-1", vpcID: "vpc-9")]
    #expect(
      network.danglingReferences().map(\.description) == [
        "subnet subnet-1: its VPC vpc-9 is not in the network (aws ec2 describe-vpcs supplies it)"
      ]
    )
  }

  private static func rule(
    _ id: SecurityGroupRule.ID,
    _ direction: TrafficDirection,
    _ peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    SecurityGroupRule(id: id, groupID: "sg-1", direction: direction, traffic: .all, peer: peer)
  }

  /// One resource of nearly every kind, referring to the others in every way.
  private static let whole: Network = {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1"), VPC(id: "vpc-2")]
    network.subnets = [Subnet(id: "subnet-1", vpcID: "vpc-1")]
    network.networkInterfaces = [
      NetworkInterface(id: "eni-1", vpcID: "vpc-1", subnetID: "subnet-1", groupIDs: ["sg-1"])
    ]
    network.securityGroups = [
      SecurityGroup(
        id: "sg-1",
        name: "one",
        vpcID: "vpc-1",
        rules: [
          rule("sgr-1", .ingress, .securityGroup(GroupReference("sg-1"))),
          rule("sgr-2", .egress, .prefixList("pl-1")), rule("sgr-3", .ingress, .ipv4(.all)),
        ]
      )
    ]
    network.networkACLs = [NetworkACL(id: "acl-1", vpcID: "vpc-1", subnetIDs: ["subnet-1"])]
    network.prefixLists = [PrefixList(id: "pl-1", name: "one", entries: [])]
    network.peeringConnections = [
      VPCPeeringConnection(
        id: "pcx-1",
        requester: .init(vpcID: "vpc-1"),
        accepter: .init(vpcID: "vpc-2"),
        status: .active
      )
    ]
    network.internetGateways = [InternetGateway(id: "igw-1", attachedVPCIDs: ["vpc-1"])]
    network.egressOnlyInternetGateways = [EgressOnlyInternetGateway(id: "eigw-1")]
    network.natGateways = [NATGateway(id: "nat-1", vpcID: "vpc-1", subnetID: "subnet-1")]
    network.vpcEndpoints = [VPCEndpoint(id: "vpce-1", vpcID: "vpc-2", serviceName: "s3", type: "Gateway")]
    network.instances = [Instance(id: "i-1", networkInterfaceIDs: ["eni-1"])]
    let targets: [(String, RouteTable.Target)] = [
      ("0.0.0.0/0", .internetGateway("igw-1")), ("::/0", .egressOnlyInternetGateway("eigw-1")),
      ("10.8.0.0/16", .natGateway("nat-1")), ("10.9.0.0/16", .vpcPeeringConnection("pcx-1")),
      ("10.7.0.0/16", .networkInterface("eni-1")), ("10.0.0.0/16", .local), ("10.5.0.0/16", .transitGateway("tgw-9")),
    ]
    let routes = targets.compactMap { text, target in
      IPPrefix(text).map { RouteTable.Route(.cidr($0), to: target) }
    }
    network.routeTables = [
      RouteTable(
        id: "rtb-1",
        vpcID: "vpc-1",
        routes: routes + [RouteTable.Route(.prefixList("pl-1"), to: .vpcEndpoint("vpce-1"))],
        subnetIDs: ["subnet-1"]
      )
    ]
    return network
  }()
}
