import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Gateways, peering and the internet")
struct GatewayTests {
  @Test("Out through a NAT gateway: its subnet's ACL is judged, its address is seen")
  func nat() throws {
    var town = Town()
    let explanation = try town.ask("app", "8.8.8.8", "443")
    #expect(explanation.verdict == .allowed)
    #expect(explanation.reasons.contains { $0.contains("10.0.2.10 becomes 198.51.100.200") })
    // Answers to the NAT gateway come to its own ports, so a narrow client port does not help.
    town.entries(
      "acl-public",
      for: ["subnet-public"],
      Town.openEntries.filter { $0.direction == .egress } + [
        .init(number: 100, direction: .ingress, action: .allow, traffic: tcp(443), cidr: .all(.ipv4))
      ]
    )
    let blocked = try town.ask("app", "8.8.8.8", "443", sourcePort: 443)
    #expect(blocked.blockerCodes == [.subnetACL])
    #expect(blocked.reasons.contains { $0.contains("client ports 1024-65535") })
  }

  @Test("A NAT gateway carries TCP, UDP and ICMP only, and only while it is available")
  func natLimits() throws {
    var town = Town()
    #expect(try town.ask("app", "8.8.8.8", "protocol/47").blockerCodes == [.protocolRestriction])
    town.network.natGateways["nat-home"]?.state = "failed"
    #expect(try town.ask("app", "8.8.8.8", "443").blockerCodes == [.badStateAttachment])
  }

  @Test("A peering that leads to another VPC with the same addresses does not lead to the host")
  func overlappingPeer() throws {
    var town = Town()
    town.network.vpcs.insert(VPC(id: "vpc-twin", ipv4CIDRs: [v4("10.1.0.0/16")], ownerID: "1"))
    town.network.peeringConnections.insert(
      VPCPeeringConnection(
        id: "pcx-twin",
        requester: .init(vpcID: Town.home),
        accepter: .init(vpcID: "vpc-twin"),
        status: .active
      )
    )
    town.network.routeTables["rtb-private"]?.routes.removeAll { $0.target == .vpcPeeringConnection("pcx-1") }
    town.network.routeTables["rtb-private"]?.routes.append(
      .init(.cidr(prefix("10.1.0.0/16")), to: .vpcPeeringConnection("pcx-twin"))
    )
    #expect(try town.ask("app", "peer").blockerCodes.contains(.noPath))
  }

  @Test("An internet gateway needs a public address to go out")
  func publicAddress() throws {
    var town = Town()
    #expect(try town.ask("web", "8.8.8.8", "443").verdict == .allowed)
    town.interface("web", "public", "10.0.1.10", "2600:1f18:0:101::10")
    #expect(try town.ask("web", "8.8.8.8", "443").blockerCodes == [.publicAddressForEgress])
  }

  @Test("From the internet: translated, filtered, and answered through the gateway")
  func ingress() throws {
    let town = Town()
    #expect(try town.ask("203.0.113.9", "web", "443").verdict == .allowed)
    #expect(try town.ask("203.0.113.9", "198.51.100.10", "443").verdict == .allowed)
    // app is behind the NAT gateway: no public address, and answers would leave by another way.
    #expect(try town.ask("203.0.113.9", "app", "443").blockerCodes == [.privateAddressForIngress, .noRoute])
  }

  @Test("Without an attached internet gateway nothing comes in; without a known one that is unknown")
  func noGateway() throws {
    var town = Town()
    town.network.internetGateways = []
    town.table("rtb-public", Town.home, ["subnet-public"], [])
    #expect(try town.ask("203.0.113.9", "web", "443").blockerCodes.contains(.noPath))
    town.network.incompleteKinds = [.internetGateway]
    #expect(try town.ask("203.0.113.9", "web", "443").blockerCodes == [.noRoute])
  }

  @Test("A public address of the own network is reached over the gateway and back, from the NAT's address")
  func hairpin() throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(v4("198.51.100.200/32")))
    #expect(try town.ask("app", "198.51.100.10", "443").verdict == .allowed)
    #expect(try town.ask("app", "10.0.1.10", "443").verdict == .denied)
  }

  @Test("A group reference does not match a source that came over the internet")
  func referenceOverInternet() throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-web", .ingress, tcp(443), .securityGroup(GroupReference("sg-app")))
    #expect(try town.ask("app", "198.51.100.10", "443").verdict == .denied)
    #expect(try town.ask("app", "10.0.1.10", "443").verdict == .allowed)
  }

  @Test("IPv6 goes out untranslated, and an egress-only gateway lets only out")
  func egressOnly() throws {
    var town = Town()
    town.network.egressOnlyInternetGateways = [.init(id: "eigw-1", attachedVPCIDs: [Town.home])]
    town.table(
      "rtb-private",
      Town.home,
      ["subnet-app", "subnet-db"],
      [("::/0", .egressOnlyInternetGateway("eigw-1"))]
    )
    #expect(try town.ask("app", "2606:4700::1", "443").verdict == .allowed)
    #expect(try town.ask("2606:4700::1", "app", "443").blockerCodes == [.noRoute])
  }

  @Test("Peering: active, within one hop, with routes both ways")
  func peering() throws {
    var town = Town()
    #expect(try town.ask("app", "peer").verdict == .allowed)
    town.network.peeringConnections["pcx-1"]?.status = .deleted
    #expect(try town.ask("app", "peer").blockerCodes == [.badStateAttachment])
    town = Town()
    town.table("rtb-private", Town.home, ["subnet-app", "subnet-db"], [])
    #expect(try town.ask("app", "peer").blockerCodes == [.noRoute])
    town.network.peeringConnections = []
    #expect(try town.ask("app", "peer").blockerCodes == [.disconnectedVPCs])
  }

  @Test("A peering connection carries nothing beyond the VPC at its other side")
  func notTransitive() throws {
    var town = Town()
    town.table(
      "rtb-private",
      Town.home,
      ["subnet-app", "subnet-db"],
      [("192.168.0.0/16", .vpcPeeringConnection("pcx-1"))]
    )
    #expect(try town.ask("app", "192.168.1.1").blockerCodes == [.peeringRequiresAddressInCIDR])
  }

  @Test("A group reference crosses an active peering, and is stale otherwise")
  func referenceAcrossPeering() throws {
    var town = Town()
    town.network.securityGroups["sg-peer"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-peer", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app", vpcID: Town.home)))
    #expect(try town.ask("app", "peer").verdict == .allowed)
    town.network.peeringConnections["pcx-1"]?.requester.region = "eu-west-1"
    town.network.peeringConnections["pcx-1"]?.accepter.region = "us-east-1"
    let explanation = try town.ask("app", "peer")
    #expect(explanation.blockerCodes == [.interfaceGroupRulesMismatch])
    #expect(explanation.paths.first?.steps.flatMap(\.nearestMisses).first?.missedBy.first?.contains("stale") == true)
  }

  @Test("A blackhole drops")
  func blackhole() throws {
    var town = Town()
    town.network.routeTables["rtb-private"]?.routes = [
      .init(.cidr(prefix("10.0.0.0/16")), to: .local),
      .init(.cidr(.all(.ipv4)), to: .natGateway("nat-gone"), isBlackhole: true),
    ]
    let explanation = try town.ask("app", "8.8.8.8", "443")
    #expect(explanation.blockerCodes == [.badStateRoute])
    #expect(explanation.paths.first?.fixes.first?.command?.contains("replace-route") == true)
  }

  @Test("Behind a transit gateway nothing is known, but a denial at the destination stands")
  func transitGateway() throws {
    var town = Town()
    town.table("rtb-private", Town.home, ["subnet-app", "subnet-db"], [("10.1.0.0/16", .transitGateway("tgw-1"))])
    town.table("rtb-away", Town.away, ["subnet-peer"], [("10.0.0.0/16", .transitGateway("tgw-1"))])
    #expect(try town.ask("app", "peer").verdict == .unknown)
    town.network.securityGroups["sg-peer"]?.rules = []
    let explanation = try town.ask("app", "peer")
    #expect(explanation.verdict == .denied)
    #expect(explanation.paths.first?.assumptions.contains { $0.contains("tgw-1") } == true)
  }

  @Test("A middlebox drops packets for others while its check is on")
  func middlebox() throws {
    var town = Town()
    town.openDatabase()
    town.interface("firewall", "public", "10.0.1.50", "2600:1f18:0:101::50", groups: ["sg-web"])
    town.table(
      "rtb-private",
      Town.home,
      ["subnet-app", "subnet-db"],
      [("10.0.3.0/24", .networkInterface("eni-firewall"))]
    )
    #expect(try town.ask("app", "db").blockerCodes == [.sourceDestinationCheck])
    town.network.networkInterfaces["eni-firewall"]?.sourceDestinationCheck = false
    #expect(try town.ask("app", "db").verdict == .unknown)
  }

  @Test("A gateway endpoint takes what its prefix list names")
  func gatewayEndpoint() throws {
    var town = Town()
    town.network.prefixLists = [
      PrefixList(id: "pl-s3", name: "com.amazonaws.eu-west-1.s3", entries: [.init(prefix("52.218.0.0/17"))])
    ]
    town.network.vpcEndpoints = [VPCEndpoint(id: "vpce-1", vpcID: Town.home, serviceName: "s3", type: "Gateway")]
    town.table("rtb-private", Town.home, ["subnet-app", "subnet-db"], [])
    town.network.routeTables["rtb-private"]?.routes.append(.init(.prefixList("pl-s3"), to: .vpcEndpoint("vpce-1")))
    #expect(try town.ask("app", "52.218.1.1", "443").verdict == .allowed)
    #expect(try town.ask("app", "8.8.8.8", "443").verdict == .denied)
  }
}
