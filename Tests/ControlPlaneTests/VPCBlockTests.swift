import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Blocks of VPCs")
struct VPCBlockTests {
  @Test("A secondary block has a local route in every table, and goes with it")
  func secondary() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let other = RouteTable(id: "rtb-0", vpcID: vpc, routes: [])
    cloud.state.apply(.put(RouteTableRecord(table: other, location: cloud.caller.location)))
    let result = try cloud.associate("100.64.0.0/16", with: vpc)
    let association = try #require(result.cidrBlockAssociation)
    #expect(association.cidrBlockState?.state == "associated")
    #expect(cloud.state.vpcs[vpc]?.vpc.ipv4CIDRs.map(\.description) == ["10.0.0.0/16", "100.64.0.0/16"])
    let destination = RouteTable.Destination.cidr(.v4(try prefix("100.64.0.0/16")))
    for id in cloud.state.holders(of: vpc.text, .routeTable) {
      let routes = try #require(cloud.state.routeTables[id]).table.routes
      #expect(routes.contains(RouteTable.Route(destination, to: .local)))
    }
    var removal = EC2.DisassociateVpcCidrBlockRequest()
    removal.associationId = association.associationId
    let removed = try cloud.perform(removal)
    #expect(removed.cidrBlockAssociation?.cidrBlockState?.state == "disassociating")
    #expect(cloud.state.vpcs[vpc]?.cidrAssociations.count == 1)
    for id in cloud.state.holders(of: vpc.text, .routeTable) {
      #expect(cloud.state.routeTables[id]?.table.routes.contains { $0.destination == destination } == false)
    }
    cloud.expectError("InvalidVpcCidrBlockAssociationID.NotFound", nil, removal)
    removal.associationId = cloud.state.vpcs[vpc]?.dhcpOptionsID
    cloud.expectError("InvalidVpcCidrBlockAssociationId.Malformed", nil, removal)
    removal.associationId = cloud.state.vpcs[vpc]?.cidrAssociations.first?.id
    cloud.expectError("OperationNotPermitted", nil, removal)
  }

  /// The rows of the user guide's table of restrictions.
  @Test(
    "AWS's restrictions on secondary blocks",
    arguments: [
      ("10.5.0.0/16", "10.6.0.0/16", true), ("10.5.0.0/16", "10.0.0.0/16", true), ("10.1.0.0/16", "10.0.0.0/16", false),
      ("10.0.0.0/24", "10.0.1.0/24", false), ("10.5.0.0/16", "172.16.0.0/16", false),
      ("10.5.0.0/16", "192.168.0.0/16", false), ("10.5.0.0/16", "198.19.0.0/16", false),
      ("10.5.0.0/16", "100.64.0.0/16", true), ("10.5.0.0/16", "44.1.0.0/16", true),
      ("172.16.0.0/16", "172.20.0.0/16", true), ("172.16.0.0/16", "172.31.0.0/16", false),
      ("172.16.0.0/16", "10.5.0.0/16", false), ("192.168.0.0/20", "192.168.16.0/20", true),
      ("192.168.0.0/20", "10.5.0.0/16", false), ("198.19.0.0/20", "10.5.0.0/16", false),
      ("198.19.0.0/20", "44.1.0.0/16", true), ("44.1.0.0/16", "44.2.0.0/16", true),
      ("44.1.0.0/16", "10.5.0.0/16", false),
      ("100.64.0.0/16", "198.19.0.0/16", false), ("198.18.0.0/16", "100.64.0.0/16", true),
    ]
  )
  func restrictions(_ primary: String, _ secondary: String, _ isPermitted: Bool) throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC(primary).vpcId))
    if isPermitted {
      try cloud.associate(secondary, with: vpc)
    } else {
      var request = EC2.AssociateVpcCidrBlockRequest()
      request.vpcId = vpc.text
      request.cidrBlock = secondary
      cloud.expectError("InvalidVpc.Range", nil, request)
      #expect(cloud.state.vpcs[vpc]?.vpc.ipv4CIDRs.count == 1)
    }
  }

  @Test("A block may not overlap the VPC's own, reach a route's destination, or exceed the quota")
  func conflicts() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.2.0.0/16").vpcId))
    var request = EC2.AssociateVpcCidrBlockRequest()
    request.vpcId = vpc.text
    request.cidrBlock = "10.2.128.0/20"
    cloud.expectError("InvalidVpc.Range", nil, request)
    // The user guide's example.
    var table = try #require(cloud.state.mainRouteTable(of: vpc))
    table.table.routes.append(
      RouteTable.Route(.cidr(.v4(try prefix("10.9.0.0/24"))), to: .virtualPrivateGateway("vgw-0"))
    )
    cloud.state.apply(.put(table))
    request.cidrBlock = "10.9.0.0/24"
    cloud.expectError("InvalidVpc.Range", nil, request)
    request.cidrBlock = "10.9.0.0/16"
    cloud.expectError("InvalidVpc.Range", nil, request)
    try cloud.associate("10.9.0.0/25", with: vpc)
    for number in 3...5 { try cloud.associate("10.\(number).0.0/16", with: vpc) }
    request.cidrBlock = "10.6.0.0/16"
    cloud.expectError(
      "CidrLimitExceeded",
      "This network '\(vpc)' has met its maximum number of allowed CIDRs: 5",
      request
    )
  }

  @Test("A first IPv6 block opens the defaults that nobody changed")
  func addIPv6() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    var acl = try #require(cloud.state.defaultNetworkACL(of: vpc))
    acl.acl.replaceEntries(
      acl.acl.entries + [
        NetworkACL.Entry(
          number: 50,
          direction: .egress,
          action: .deny,
          traffic: .all,
          cidr: .v4(try prefix("10.9.0.0/16"))
        )
      ]
    )
    cloud.state.apply(.put(acl))
    var request = EC2.AssociateVpcCidrBlockRequest()
    request.vpcId = vpc.text
    request.amazonProvidedIpv6CidrBlock = true
    let association = try #require(try cloud.perform(request).ipv6CidrBlockAssociation)
    let block = try #require(association.ipv6CidrBlock.flatMap { IPPrefix($0) })
    let opened = try #require(cloud.state.defaultNetworkACL(of: vpc)).acl
    #expect(opened.entries(.ingress).map(\.number) == [100, 101, 32767, 32768])
    #expect(opened.entries(.egress).map(\.number) == [50, 100, 32767, 32768])
    let group = try #require(cloud.state.defaultSecurityGroup(of: vpc)).group.id
    #expect(cloud.state.rules(of: group).filter { $0.direction == .egress }.map(\.peer) == [.ipv4(.all), .ipv6(.all)])
    #expect(cloud.state.mainRouteTable(of: vpc)?.table.routes.last == RouteTable.Route(.cidr(block), to: .local))
    // A second block brings no more rules.
    let second = try #require(try cloud.perform(request).ipv6CidrBlockAssociation)
    #expect(cloud.state.rules(of: group).count == 3)
    #expect(second.ipv6CidrBlock != association.ipv6CidrBlock)
    // Rules outlive the block, its route does not.
    var removal = EC2.DisassociateVpcCidrBlockRequest()
    removal.associationId = association.associationId
    try cloud.perform(removal)
    #expect(cloud.state.rules(of: group).count == 3)
    #expect(cloud.state.mainRouteTable(of: vpc)?.table.routes.contains { $0.destination == .cidr(block) } == false)
    #expect(cloud.state.vpcs[vpc]?.vpc.ipv6CIDRs.count == 1)
  }

  @Test("A default group whose egress somebody changed gets no IPv6 rule")
  func changedEgress() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let group = try #require(cloud.state.defaultSecurityGroup(of: vpc)).group.id
    let egress = try #require(cloud.state.rules(of: group).last)
    cloud.state.apply(.remove(RecordReference(.securityGroupRule, egress.id.text)))
    var request = EC2.AssociateVpcCidrBlockRequest()
    request.vpcId = vpc.text
    request.amazonProvidedIpv6CidrBlock = true
    try cloud.perform(request)
    #expect(cloud.state.rules(of: group).map(\.direction) == [.ingress])
  }

  @Test("A block with a subnet in it cannot go")
  func blockInUse() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let association = try #require(try cloud.associate("100.64.0.0/16", with: vpc).cidrBlockAssociation?.associationId)
    try cloud.createSubnet("100.64.1.0/24", in: vpc)
    var removal = EC2.DisassociateVpcCidrBlockRequest()
    removal.associationId = association
    cloud.expectError(
      "InvalidCidrBlock.InUse",
      "The vpc \(vpc) currently has a subnet within CIDR block 100.64.0.0/16",
      removal
    )
    #expect(cloud.state.vpcs[vpc]?.cidrAssociations.count == 2)
  }

  @Test("Peerings hear of further blocks, or forbid them")
  func peerings() throws {
    var cloud = TestCloud()
    let one = VPC.ID(try #require(try cloud.createVPC("10.5.0.0/16").vpcId))
    let two = VPC.ID(try #require(try cloud.createVPC("10.6.0.0/16").vpcId))
    let location = cloud.caller.location
    func peer(_ status: VPCPeeringConnection.Status) throws {
      let connection = VPCPeeringConnection(
        id: "pcx-0",
        requester: .init(vpcID: one, cidrs: [.v4(try prefix("10.5.0.0/16"))]),
        accepter: .init(vpcID: two, cidrs: [.v4(try prefix("10.6.0.0/16"))]),
        status: status
      )
      cloud.state.apply(
        .put(VPCPeeringConnectionRecord(connection: connection, location: location, statusMessage: ""))
      )
    }
    var request = EC2.AssociateVpcCidrBlockRequest()
    try peer(.active)
    request.vpcId = one.text
    request.cidrBlock = "10.6.0.0/16"
    cloud.expectError("InvalidVpc.Range", nil, request)
    try cloud.associate("10.7.0.0/16", with: one)
    #expect(
      cloud.state.peeringConnections["pcx-0"]?.connection.requester.cidrs.map(\.description)
        == ["10.5.0.0/16", "10.7.0.0/16"]
    )
    try peer(.pendingAcceptance)
    request.cidrBlock = "10.8.0.0/16"
    cloud.expectError("OperationNotPermitted", nil, request)
    try cloud.associate("10.9.0.0/16", with: two)
    #expect(cloud.state.peeringConnections["pcx-0"]?.connection.status == .pendingAcceptance)
    try cloud.associate("10.7.0.0/16", with: two)
    #expect(cloud.state.peeringConnections["pcx-0"]?.connection.status == .failed)
  }
}

extension TestCloud {
  @discardableResult
  mutating func associate(_ cidr: String, with vpc: VPC.ID) throws -> EC2.AssociateVpcCidrBlockResult {
    var request = EC2.AssociateVpcCidrBlockRequest()
    request.vpcId = vpc.text
    request.cidrBlock = cidr
    return try perform(request)
  }
}
