import IPAddressing
import Oracle
import Testing
import VPCModel

/// Sentences of the EC2 and VPC user guides, each put to the oracle.
@Suite("What security groups do")
struct SecurityGroupTruthTests {
  private func prefix(_ text: String) throws -> SecurityGroupRule.Peer {
    switch try IPPrefix(parsing: text) {
    case .v4(let prefix): .ipv4(prefix)
    case .v6(let prefix): .ipv6(prefix)
    }
  }

  private func ingress(
    _ id: SecurityGroupRule.ID,
    in group: SecurityGroup.ID,
    _ traffic: TrafficSelector,
    from peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    SecurityGroupRule(id: id, groupID: group, direction: .ingress, traffic: traffic, peer: peer)
  }

  /// One VPC, `eni-web` (10.0.0.10) in sg-web and sg-base, `eni-client` (10.0.0.20, public 203.0.113.20) in sg-client.
  private func network(web: [SecurityGroupRule] = [], base: [SecurityGroupRule] = []) throws -> Network {
    var network = Network()
    let block = try IPv4Prefix(parsing: "10.0.0.0/24")
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: [block])]
    network.subnets = [Subnet(id: "subnet-1", vpcID: "vpc-1", ipv4CIDR: block)]
    network.securityGroups = [
      SecurityGroup(id: "sg-web", name: "web", vpcID: "vpc-1", rules: web),
      SecurityGroup(id: "sg-base", name: "base", vpcID: "vpc-1", rules: base),
      SecurityGroup(id: "sg-client", name: "client", vpcID: "vpc-1"),
    ]
    network.networkInterfaces = [
      NetworkInterface(
        id: "eni-web",
        vpcID: "vpc-1",
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(IPv4Address(10, 0, 0, 10))],
        groupIDs: ["sg-web", "sg-base"]
      ),
      NetworkInterface(
        id: "eni-client",
        vpcID: "vpc-1",
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(IPv4Address(10, 0, 0, 20), publicAddress: IPv4Address(203, 0, 113, 20))],
        ipv4Prefixes: [try IPv4Prefix(parsing: "10.0.0.64/28")],
        groupIDs: ["sg-client"]
      ),
    ]
    return network
  }

  private func verdict(
    _ remote: String,
    _ transport: Transport = .tcp(source: 40000, destination: 443),
    _ direction: TrafficDirection = .ingress,
    in network: Network
  ) throws -> OracleVerdict {
    let flow = Flow(
      interfaceID: "eni-web",
      direction: direction,
      remote: try IPAddress(parsing: remote),
      transport: transport
    )
    return Oracle.verdict(flow: flow, in: network)
  }

  private let https = TrafficSelector.tcp(PortRange(443))

  @Test("A group without rules denies; so does an interface without groups")
  func emptyDenies() throws {
    var network = try network()
    #expect(try verdict("198.51.100.1", in: network) == .denied)
    network.networkInterfaces["eni-web"]?.groupIDs = []
    #expect(try verdict("198.51.100.1", in: network) == .denied)
  }

  @Test("The rules of all groups count alike, and the smallest group and rule are named")
  func union() throws {
    let rule = ingress("sgr-1", in: "sg-web", https, from: try prefix("198.51.100.0/24"))
    let wide = ingress("sgr-2", in: "sg-base", .all, from: try prefix("0.0.0.0/0"))
    let network = try network(web: [rule], base: [wide])
    #expect(try verdict("198.51.100.255", in: network) == .allowed(by: ["sgr-1", "sgr-2"], first: "sgr-2"))
    #expect(try verdict("198.51.101.0", in: network) == .allowed(by: ["sgr-2"], first: "sgr-2"))
    #expect(try verdict("2001:db8::1", in: network) == .denied)
    #expect(try verdict("198.51.100.1", .tcp(source: 1, destination: 443), .egress, in: network) == .denied)
  }

  @Test("A port range includes both ends and speaks of the destination port")
  func ports() throws {
    let range = try #require(PortRange(lower: 1024, upper: 2048))
    let network = try network(web: [ingress("sgr-1", in: "sg-web", .tcp(range), from: try prefix("0.0.0.0/0"))])
    for (port, isAllowed) in [(1023, false), (1024, true), (2048, true), (2049, false)] as [(UInt16, Bool)] {
      let verdict = try verdict("198.51.100.1", .tcp(source: 1500, destination: port), in: network)
      #expect(verdict == (isAllowed ? .allowed(by: ["sgr-1"], first: "sgr-1") : .denied), "port \(port)")
    }
    #expect(try verdict("198.51.100.1", .udp(source: 1500, destination: 1500), in: network) == .denied)
  }

  @Test("An ICMP type without a code is any code; protocol −1 is everything; a number is that protocol alone")
  func protocols() throws {
    let anyone = try prefix("0.0.0.0/0")
    let unreachable = ingress("sgr-1", in: "sg-web", .icmp(.init(type: 3, code: nil)), from: anyone)
    let esp = ingress("sgr-2", in: "sg-web", .other(.esp), from: anyone)
    let all = ingress("sgr-3", in: "sg-base", .all, from: try prefix("198.51.100.7/32"))
    let network = try network(web: [unreachable, esp], base: [all])
    #expect(
      try verdict("192.0.2.1", .icmp(.init(type: 3, code: 4)), in: network) == .allowed(by: ["sgr-1"], first: "sgr-1")
    )
    #expect(try verdict("192.0.2.1", .icmp(.init(type: 8, code: 0)), in: network) == .denied)
    #expect(try verdict("192.0.2.1", .other(.esp), in: network) == .allowed(by: ["sgr-2"], first: "sgr-2"))
    #expect(try verdict("192.0.2.1", .other(.gre), in: network) == .denied)
    #expect(try verdict("198.51.100.7", .other(.gre), in: network) == .allowed(by: ["sgr-3"], first: "sgr-3"))
  }

  @Test("A referenced group stands for its members' private addresses, not the public ones")
  func references() throws {
    let rule = ingress("sgr-1", in: "sg-web", https, from: .securityGroup(GroupReference("sg-client")))
    var network = try network(web: [rule])
    let allowed = OracleVerdict.allowed(by: ["sgr-1"], first: "sgr-1")
    #expect(try verdict("10.0.0.20", in: network) == allowed)
    #expect(try verdict("10.0.0.79", in: network) == allowed)
    #expect(try verdict("10.0.0.80", in: network) == .denied)
    #expect(try verdict("203.0.113.20", in: network) == .denied)
    network.incompleteKinds = [.networkInterface]
    #expect(try verdict("10.0.0.80", in: network) == .unknown(.init(rules: ["sgr-1"])))
  }

  @Test("A reference over a peering matches while that is active and within a region, else it is stale")
  func peering() throws {
    let rule = ingress("sgr-1", in: "sg-web", https, from: .securityGroup(GroupReference("sg-client", vpcID: "vpc-2")))
    var network = try network(web: [rule])
    network.securityGroups["sg-client"]?.vpcID = "vpc-2"
    network.networkInterfaces["eni-client"]?.vpcID = "vpc-2"
    #expect(try verdict("10.0.0.20", in: network) == .denied)

    func peer(_ status: VPCPeeringConnection.Status, region: String) {
      network.peeringConnections = [
        VPCPeeringConnection(
          id: "pcx-1",
          requester: .init(vpcID: "vpc-2", region: "eu-west-1"),
          accepter: .init(vpcID: "vpc-1", region: region),
          status: status
        )
      ]
    }
    peer(.active, region: "eu-west-1")
    #expect(try verdict("10.0.0.20", in: network) == .allowed(by: ["sgr-1"], first: "sgr-1"))
    peer(.active, region: "us-east-1")
    #expect(try verdict("10.0.0.20", in: network) == .denied)
    peer(.deleted, region: "eu-west-1")
    #expect(try verdict("10.0.0.20", in: network) == .denied)
  }

  @Test("Amazon DNS, metadata, time and the VPC's router are not filtered")
  func platformServices() throws {
    let network = try network()
    #expect(try verdict("169.254.169.254", in: network) == .notFiltered(.instanceMetadata))
    #expect(try verdict("169.254.169.123", in: network) == .notFiltered(.timeSync))
    #expect(try verdict("10.0.0.2", in: network) == .notFiltered(.dns))
    #expect(try verdict("10.0.0.1", in: network) == .notFiltered(.vpcRouter))
    #expect(try verdict("10.0.0.3", in: network) == .denied)
    #expect(try verdict("fd00:ec2::254", in: network) == .notFiltered(.instanceMetadata))
  }

  @Test("What the network lacks is unknown, unless a known rule allows anyway")
  func unknown() throws {
    let list = ingress("sgr-2", in: "sg-web", https, from: .prefixList("pl-1"))
    var network = try network(web: [list])
    #expect(try verdict("192.0.2.1", in: network) == .unknown(.init(rules: ["sgr-2"])))
    #expect(try verdict("192.0.2.1", .udp(source: 1, destination: 443), in: network) == .denied)

    network.prefixLists = [PrefixList(id: "pl-1", name: "list", addressFamily: .ipv4)]
    #expect(try verdict("2001:db8::1", in: network) == .denied)
    network.prefixLists["pl-1"]?.entries = [.init(try IPPrefix(parsing: "192.0.2.0/31"))]
    #expect(try verdict("192.0.2.1", in: network) == .allowed(by: ["sgr-2"], first: "sgr-2"))
    #expect(try verdict("192.0.2.2", in: network) == .denied)

    network.networkInterfaces["eni-web"]?.groupIDs.append("sg-elsewhere")
    #expect(try verdict("192.0.2.2", in: network) == .unknown(.init(groups: ["sg-elsewhere"])))
    #expect(try verdict("192.0.2.1", in: network) == .allowed(by: ["sgr-2"], first: "sgr-2"))
    network.networkInterfaces["eni-web"] = nil
    #expect(try verdict("192.0.2.1", in: network) == .unknown(.init(networkInterface: "eni-web")))
  }

  @Test("Agreement asks for the same verdict and the same rule")
  func agreement() {
    let allowed = OracleVerdict.allowed(by: ["sgr-1", "sgr-2"], first: "sgr-1")
    #expect(allowed.agrees(with: .allowed(by: "sgr-1")))
    #expect(!allowed.agrees(with: .allowed(by: "sgr-2")))
    #expect(!allowed.agrees(with: .denied))
    let unknown = OracleVerdict.unknown(.init(rules: ["sgr-1"], groups: ["sg-1"]))
    #expect(unknown.agrees(with: .unknown(.rule("sgr-1"))))
    #expect(!unknown.agrees(with: .unknown(.group("sg-1"))))
  }
}
