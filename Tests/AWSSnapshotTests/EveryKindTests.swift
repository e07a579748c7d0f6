import AWSSnapshot
import IPAddressing
import Testing
import VPCModel

@Suite("A document with every kind")
struct EveryKindTests {
  let snapshot: Snapshot
  var network: Network { snapshot.network }

  init() throws { snapshot = try read(wholeDocument) }

  @Test("is read without a complaint and lacks nothing")
  func isComplete() {
    #expect(snapshot.diagnostics == [])
    #expect(network.incompleteKinds == [])
    guard case .used(let counts) = snapshot.sources.first?.use else {
      Issue.record("not used")
      return
    }
    #expect(counts["SecurityGroupRules"] == 7)
    #expect(counts.count == 22 - 1)  // All keys but the bare `Instances`.
  }

  @Test("VPCs keep associated blocks only, the primary one first")
  func vpcs() throws {
    let vpc = try #require(network.vpcs["vpc-0a"])
    #expect(vpc.cidrs.map(\.description) == ["10.0.0.0/16", "10.1.0.0/16", "2001:db8:a::/56"])
    #expect(vpc.tags == ["Name": "main"])
    #expect(network.vpcs["vpc-0b"]?.cidrs.map(\.description) == ["172.16.0.0/16"])
  }

  @Test("subnets may have IPv6 alone")
  func subnets() throws {
    let subnet = try #require(network.subnets["subnet-0a"])
    #expect(subnet.ipv4CIDR?.description == "10.0.1.0/24")
    #expect(subnet.mapsPublicAddressOnLaunch)
    #expect(network.subnets["subnet-6a"]?.cidrs.map(\.description) == ["2001:db8:a:1::/64"])
  }

  @Test("network interfaces carry addresses, prefixes, groups, attachment and tags")
  func interface() throws {
    let interface = try #require(network.networkInterfaces["eni-0a"])
    #expect(
      interface.ownPrefixes.map(\.description) == [
        "10.0.1.10/32", "10.0.1.11/32", "10.0.1.32/28", "2001:db8:a:1::10/128", "2001:db8:a:1:2::/80",
      ]
    )
    #expect(interface.groupIDs == ["sg-0a"])
    #expect(!interface.sourceDestinationCheck)
    #expect(interface.attachment?.instanceID == "i-0a")
    #expect(interface.attachment?.deviceIndex == 0)
    #expect(interface.requesterID == "amazon-elb")
    #expect(interface.tags == ["Name": "web-1"])
    #expect(interface.publicAddress(for: IPv4Address(10, 0, 1, 10))?.description == "203.0.113.10")
  }

  @Test("an elastic IP address fills in the public address that the interface does not tell")
  func elasticAddress() throws {
    let interface = try #require(network.networkInterfaces["eni-0a"])
    #expect(interface.publicAddress(for: IPv4Address(10, 0, 1, 11))?.description == "203.0.113.11")
  }

  @Test("an interface known from its instance alone is taken, with the instance's zone and identifier")
  func embeddedInterface() throws {
    let interface = try #require(network.networkInterfaces["eni-0b"])
    #expect(interface.attachment?.instanceID == "i-0a")
    #expect(interface.availabilityZone == "us-east-1a")
    #expect(network.instances["i-0a"]?.networkInterfaceIDs == ["eni-0a", "eni-0b"])
  }

  @Test("a task gives its interface the names of its service, family and identifier")
  func task() {
    let owner = network.networkInterfaces["eni-0b"]?.owner
    #expect(owner == InterfaceOwner(.ecsTask, names: ["checkout", "checkout-api", "0f"]))
  }

  @Test("a task's names stand before those that the interface's own description gives")
  func describedTask() throws {
    let network = try read(
      """
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "Groups": [],
         "PrivateIpAddress": "10.0.0.4",
         "Description": "arn:aws:ecs:us-east-1:111122223333:attachment/5c1e"}],
       "tasks": [{"taskArn": "arn:aws:ecs:us-east-1:111122223333:task/main/0f", "group": "family:batch",
         "taskDefinitionArn": "arn:aws:ecs:us-east-1:111122223333:task-definition/batch:1",
         "attachments": [{"details": [{"name": "networkInterfaceId", "value": "eni-1"}]}]}]}
      """
    ).network
    #expect(network.networkInterfaces["eni-1"]?.owner == InterfaceOwner(.ecsTask, names: ["batch", "0f", "5c1e"]))
  }

  @Test("an elastic IP address that contradicts its interface is told of, and the interface stands")
  func contradictingAddress() throws {
    let snapshot = try read(
      wholeDocument.replacing(#""PrivateIpAddress": "10.0.1.11"},"#, with: #""PrivateIpAddress": "10.0.1.10"},"#)
    )
    #expect(snapshot.diagnostics.map(\.consequence) == [.contradiction])
    let interface = try #require(snapshot.network.networkInterfaces["eni-0a"])
    #expect(interface.publicAddress(for: IPv4Address(10, 0, 1, 10))?.description == "203.0.113.10")
  }

  @Test("a group's association with a VPC counts only in the state associated")
  func disassociated() throws {
    let snapshot = try read(
      wholeDocument.replacing(#""vpc-0b", "State": "associated"}]"#, with: #""vpc-0b", "State": "disassociating"}]"#)
    )
    #expect(snapshot.network.securityGroups["sg-0a"]?.associatedVPCIDs == [])
  }

  @Test("permissions become one rule for each peer, with the identifiers of the listed rules")
  func securityGroup() throws {
    let group = try #require(network.securityGroups["sg-0a"])
    #expect(group.rules.map(\.id.text).sorted() == (1...7).map { "sgr-0\($0)" })
    let first = try #require(group.rules.first { $0.id == "sgr-01" })
    #expect(first.summary == "anyone at all")
    #expect(first.tags == ["ticket": "7"])
    #expect(group.rules.first { $0.id == "sgr-02" }?.peer.description == "198.51.100.0/24")
    #expect(group.rules.first { $0.id == "sgr-06" }?.traffic == .icmp(ICMPPattern(type: 8, code: nil)))
    #expect(group.rules.first { $0.id == "sgr-07" }?.traffic == .all)
    #expect(group.rules(.egress).count == 1)
    let reference = GroupReference(
      "sg-0b",
      vpcID: "vpc-0b",
      ownerID: "444455556666",
      peeringConnectionID: "pcx-0a",
      peeringStatus: "active"
    )
    #expect(group.rules.first { $0.id == "sgr-05" }?.peer == .securityGroup(reference))
    #expect(group.associatedVPCIDs == ["vpc-0b"])
  }

  @Test("network ACL entries are sorted by number")
  func networkACL() throws {
    let acl = try #require(network.networkACLs["acl-0a"])
    #expect(acl.entries.map(\.number) == [90, 95, 32767, 100])
    #expect(acl.entries.first?.traffic.description == "tcp/22-23")
    #expect(acl.entries[1].traffic == .icmpv6(ICMPPattern(type: 128, code: nil)))
    #expect(acl.entries[1].cidr.description == "::/0")
    #expect(acl.subnetIDs == ["subnet-0a"])
    #expect(acl.isDefault)
  }

  @Test("prefix lists join what three commands tell")
  func prefixLists() throws {
    let list = try #require(network.prefixLists["pl-0a"])
    #expect(list.name == "offices")
    #expect(list.entries?.map(\.cidr.description) == ["192.0.2.0/24", "198.51.100.0/24"])
    #expect(list.entries?.first?.summary == "Berlin")
    #expect(list.weight == 10)
    #expect(network.prefixLists["pl-63"]?.entries?.map(\.cidr.description) == ["203.0.113.128/25"])
  }

  @Test("gateways, endpoints, attachments and peering connections are read")
  func gateways() throws {
    #expect(network.internetGateways["igw-0a"]?.attachedVPCIDs == ["vpc-0a"])
    #expect(network.egressOnlyInternetGateways["eigw-0a"]?.attachedVPCIDs == ["vpc-0a"])
    let nat = try #require(network.natGateways["nat-0a"])
    #expect(nat.isPublic)
    #expect(nat.publicAddresses.map(\.description) == ["203.0.113.5"])
    #expect(nat.networkInterfaceIDs == ["eni-0n"])
    #expect(network.vpcEndpoints["vpce-0a"]?.routeTableIDs == ["rtb-0a"])
    #expect(network.transitGatewayAttachments["tgw-attach-0a"]?.supportsGroupReferences == true)
    let peering = try #require(network.peeringConnections["pcx-0a"])
    #expect(peering.status == .active)
    #expect(peering.requester.cidrs.map(\.description) == ["10.0.0.0/16", "10.1.0.0/16", "2001:db8:a::/56"])
    #expect(peering.accepter.cidrs.map(\.description) == ["172.16.0.0/16"])
  }

  @Test("a database has the port of its endpoint")
  func database() throws {
    let database = try #require(network.databaseInstances["orders"])
    #expect(database.port == 5432)
    #expect(database.subnetIDs == ["subnet-0a"])
    #expect(database.groupIDs == ["sg-0a"])
    #expect(database.tags == ["team": "orders"])
  }

  @Test("what the network refers to and lacks is exactly what the document leaves out")
  func dangling() {
    #expect(network.danglingReferences().map(\.missingID) == ["sg-0b"])
  }
}
