import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Route tables")
struct RouteTableTests {
  @Test("A new table has its VPC's local routes, and no association")
  func create() throws {
    var cloud = try RoutingCloud()
    let vpc = cloud.vpc
    var tags = EC2.TagSpecification()
    tags.resourceType = "route-table"
    tags.tags = [EC2.Tag(key: "Name", value: "private")]
    let result = try cloud.perform(EC2.CreateRouteTableRequest()) {
      $0.vpcId = vpc
      $0.tagSpecifications = [tags]
    }
    let table = try #require(result.routeTable)
    #expect(table.vpcId == vpc)
    #expect(table.ownerId == "123456789012")
    #expect(table.associations == [])
    #expect(table.tags == [EC2.Tag(key: "Name", value: "private")])
    #expect(
      table.routes == [
        EC2.Route(destinationCidrBlock: "10.0.0.0/16", gatewayId: "local", origin: "CreateRouteTable", state: "active")
      ]
    )
  }

  @Test("Unknown and malformed identifiers have EC2's codes")
  func unknownIdentifiers() throws {
    var cloud = try RoutingCloud()
    cloud.expectError("InvalidVpcID.NotFound", EC2.CreateRouteTableRequest()) { $0.vpcId = "vpc-00000000000000001" }
    cloud.expectError(
      "InvalidRouteTableID.NotFound",
      "The routeTable ID 'rtb-00000000000000001' does not exist",
      EC2.DeleteRouteTableRequest()
    ) { $0.routeTableId = "rtb-00000000000000001" }
    cloud.expectError("InvalidRouteTableId.Malformed", EC2.DeleteRouteTableRequest()) { $0.routeTableId = "rtb-?" }
    cloud.expectError("InvalidAssociationID.NotFound", EC2.DisassociateRouteTableRequest()) {
      $0.associationId = "rtbassoc-00000000000000001"
    }
  }

  @Test("A table is deleted only when nothing is associated with it")
  func delete() throws {
    var cloud = try RoutingCloud()
    let table = try cloud.makeRouteTable()
    let subnet = cloud.subnet
    let association = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    #expect(association.associationState?.state == "associated")
    cloud.expectError(
      "DependencyViolation",
      "The routeTable '\(table)' has dependencies and cannot be deleted.",
      EC2.DeleteRouteTableRequest()
    ) { $0.routeTableId = table }
    try cloud.perform(EC2.DisassociateRouteTableRequest()) { $0.associationId = association.associationId }
    try cloud.perform(EC2.DeleteRouteTableRequest()) { $0.routeTableId = table }
    #expect(cloud.cloud.state.routeTables[table] == nil)

    let main = try #require(cloud.cloud.state.mainRouteTable(of: VPC.ID(cloud.vpc)))
    cloud.expectError("DependencyViolation", EC2.DeleteRouteTableRequest()) { $0.routeTableId = main.recordID }
  }

  @Test("A subnet has one table; asking again gives the same association")
  func associate() throws {
    var cloud = try RoutingCloud()
    let (table, other, subnet) = (try cloud.makeRouteTable(), try cloud.makeRouteTable(), cloud.subnet)
    let first = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    let second = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    #expect(first.associationId == second.associationId)
    #expect(cloud.cloud.state.network.routeTables[RouteTable.ID(table)]?.subnetIDs == [Subnet.ID(subnet)])
    cloud.expectError(
      "Resource.AlreadyAssociated",
      "the specified association for route table \(other) conflicts with an existing association",
      EC2.AssociateRouteTableRequest()
    ) {
      $0.routeTableId = other
      $0.subnetId = subnet
    }
    cloud.expectError("MissingParameter", EC2.AssociateRouteTableRequest()) { $0.routeTableId = table }
    let gateway = cloud.gateway
    cloud.expectError("InvalidParameterCombination", EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
      $0.gatewayId = gateway
    }
    let far = try cloud.makeVPC("10.9.0.0/16")
    let farSubnet = try cloud.makeSubnet("10.9.1.0/24", of: far)
    cloud.expectError("InvalidParameterValue", EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = farSubnet
    }
  }

  @Test("A gateway's table has only routes that ingress routing knows")
  func gatewayAssociation() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    cloud.expectError("InvalidParameterValue", EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.gatewayId = gateway
    }
    let edge = try cloud.makeRouteTable()
    try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = edge
      $0.gatewayId = gateway
    }
    cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
      $0.routeTableId = edge
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    let vpc = cloud.vpc
    cloud.expectError("DependencyViolation", EC2.DetachInternetGatewayRequest()) {
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
    let found = try cloud.perform(EC2.DescribeRouteTablesRequest()) {
      $0.filters = [RoutingCloud.filter("association.gateway-id", gateway)]
    }
    #expect(found.routeTables?.map(\.routeTableId) == [edge])
  }

  @Test("Replacing an association moves a subnet, and makes another table the main one")
  func replaceAssociation() throws {
    var cloud = try RoutingCloud()
    let (table, other, subnet) = (try cloud.makeRouteTable(), try cloud.makeRouteTable(), cloud.subnet)
    let association = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    let moved = try cloud.perform(EC2.ReplaceRouteTableAssociationRequest()) {
      $0.associationId = association.associationId
      $0.routeTableId = other
    }
    #expect(moved.newAssociationId != association.associationId)
    #expect(cloud.cloud.state.routeTables[table]?.associations == [])
    #expect(cloud.cloud.state.routeTables[other]?.table.subnetIDs == [Subnet.ID(subnet)])

    let vpc = VPC.ID(cloud.vpc)
    let main = try #require(cloud.cloud.state.mainRouteTable(of: vpc))
    let mainAssociation = try #require(main.associations.first?.id)
    cloud.expectError("InvalidParameterValue", EC2.DisassociateRouteTableRequest()) {
      $0.associationId = mainAssociation
    }
    try cloud.perform(EC2.ReplaceRouteTableAssociationRequest()) {
      $0.associationId = mainAssociation
      $0.routeTableId = table
    }
    #expect(cloud.cloud.state.mainRouteTable(of: vpc)?.recordID == table)
    #expect(cloud.cloud.state.network.routeTables[main.table.id]?.isMain == false)
    try cloud.perform(EC2.DeleteRouteTableRequest()) { $0.routeTableId = main.recordID }
  }

  @Test("A table cannot move to another VPC's subnet")
  func replaceAcrossVPCs() throws {
    var cloud = try RoutingCloud()
    let (table, subnet) = (try cloud.makeRouteTable(), cloud.subnet)
    let far = try cloud.makeRouteTable(of: try cloud.makeVPC("10.9.0.0/16"))
    let association = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    let before = cloud.cloud.state.routeTables[table]
    cloud.expectError("InvalidParameterValue", EC2.ReplaceRouteTableAssociationRequest()) {
      $0.associationId = association.associationId
      $0.routeTableId = far
    }
    #expect(cloud.cloud.state.routeTables[table] == before)
  }

  @Test("Filters find tables by associations, routes and VPC")
  func filters() throws {
    var cloud = try RoutingCloud()
    let (table, subnet, gateway, vpc) = (try cloud.makeRouteTable(), cloud.subnet, cloud.gateway, cloud.vpc)
    let association = try cloud.perform(EC2.AssociateRouteTableRequest()) {
      $0.routeTableId = table
      $0.subnetId = subnet
    }
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    let main = try #require(cloud.cloud.state.mainRouteTable(of: VPC.ID(vpc))?.recordID)
    let cases: [([EC2.Filter], Set<String>)] = [
      ([RoutingCloud.filter("association.subnet-id", subnet)], [table]),
      ([RoutingCloud.filter("association.route-table-association-id", association.associationId ?? "")], [table]),
      ([RoutingCloud.filter("association.main", "true"), RoutingCloud.filter("vpc-id", vpc)], [main]),
      ([RoutingCloud.filter("association.main", "false")], [table]),
      ([RoutingCloud.filter("association.route-table-id", table)], [table]),
      ([RoutingCloud.filter("route.gateway-id", gateway)], [table]),
      ([RoutingCloud.filter("route.gateway-id", "local"), RoutingCloud.filter("vpc-id", vpc)], [table, main]),
      ([RoutingCloud.filter("route.origin", "CreateRoute")], [table]),
      ([RoutingCloud.filter("route.destination-cidr-block", "0.0.0.*")], [table]),
      ([RoutingCloud.filter("route.state", "blackhole")], []),
      ([RoutingCloud.filter("route-table-id", table, main)], [table, main]),
      ([RoutingCloud.filter("vpc-id", "vpc-00000000000000009")], []),
      ([RoutingCloud.filter("owner-id", "123456789012"), RoutingCloud.filter("vpc-id", "vpc-*")], [table, main]),
    ]
    for (filters, expected) in cases {
      let result = try cloud.perform(EC2.DescribeRouteTablesRequest()) { $0.filters = filters }
      #expect(Set((result.routeTables ?? []).compactMap(\.routeTableId)) == expected, "\(filters)")
    }
    cloud.expectError("InvalidParameterValue", EC2.DescribeRouteTablesRequest()) {
      $0.filters = [RoutingCloud.filter("colour", "red")]
    }
    cloud.expectError("InvalidParameterValue", EC2.DescribeRouteTablesRequest()) { $0.maxResults = 101 }
  }

  @Test("Pages hold every table once")
  func pages() throws {
    var cloud = try RoutingCloud()
    for _ in 0..<11 { _ = try cloud.makeRouteTable() }
    var found: [String] = []
    var token: String?
    repeat {
      let page = try cloud.perform(EC2.DescribeRouteTablesRequest()) {
        $0.maxResults = 5
        $0.nextToken = token
      }
      found += (page.routeTables ?? []).compactMap(\.routeTableId)
      token = page.nextToken
    } while token != nil
    #expect(found.count == 12)
    #expect(Set(found).count == 12)
  }
}
