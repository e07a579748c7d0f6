import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Gateways")
struct GatewayTests {
  @Test("An internet gateway is attached to one VPC, and a VPC has one")
  func attach() throws {
    var cloud = try RoutingCloud()
    let (gateway, vpc) = (cloud.gateway, cloud.vpc)
    let far = try cloud.makeVPC("10.9.0.0/16")
    let other = try #require(
      try cloud.cloud.perform(EC2.CreateInternetGatewayRequest()).internetGateway?.internetGatewayId
    )
    cloud.expectError(
      "Resource.AlreadyAssociated",
      "resource \(gateway) is already attached to network \(vpc)",
      EC2.AttachInternetGatewayRequest()
    ) {
      $0.internetGatewayId = gateway
      $0.vpcId = far
    }
    cloud.expectError(
      "InvalidParameterValue",
      "Network \(vpc) already has an internet gateway attached",
      EC2.AttachInternetGatewayRequest()
    ) {
      $0.internetGatewayId = other
      $0.vpcId = vpc
    }
    cloud.expectError(
      "Gateway.NotAttached",
      "resource \(gateway) is not attached to network \(far)",
      EC2.DetachInternetGatewayRequest()
    ) {
      $0.internetGatewayId = gateway
      $0.vpcId = far
    }
    cloud.expectError("DependencyViolation", EC2.DeleteInternetGatewayRequest()) { $0.internetGatewayId = gateway }
    try cloud.perform(EC2.DeleteInternetGatewayRequest()) { $0.internetGatewayId = other }
    cloud.expectError(
      "InvalidInternetGatewayID.NotFound",
      "The internetGateway ID '\(other)' does not exist",
      EC2.DescribeInternetGatewaysRequest()
    ) { $0.internetGatewayIds = [other] }
    cloud.expectError("InvalidInternetGatewayId.Malformed", EC2.DeleteInternetGatewayRequest()) {
      $0.internetGatewayId = "igw"
    }
  }

  @Test("Detaching leaves blackholes, attaching again to the same VPC revives them")
  func detach() throws {
    var cloud = try RoutingCloud()
    let (gateway, vpc, table) = (cloud.gateway, cloud.vpc, try cloud.makeRouteTable())
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    try cloud.perform(EC2.DetachInternetGatewayRequest()) {
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "blackhole")
    try cloud.perform(EC2.AttachInternetGatewayRequest()) {
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "active")
  }

  @Test("A VPC with public addresses keeps its internet gateway")
  func detachWithAddresses() throws {
    var cloud = try RoutingCloud()
    let (gateway, vpc) = (cloud.gateway, cloud.vpc)
    let interface = try cloud.makeInterface().recordID
    let address = try cloud.allocate()
    let association = try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface
    }
    cloud.expectError("DependencyViolation", EC2.DetachInternetGatewayRequest()) {
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
    try cloud.perform(EC2.DisassociateAddressRequest()) { $0.associationId = association.associationId }
    try cloud.perform(EC2.DetachInternetGatewayRequest()) {
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
  }

  @Test("Internet gateways are found by attachment")
  func filters() throws {
    var cloud = try RoutingCloud()
    let (gateway, vpc) = (cloud.gateway, cloud.vpc)
    let idle = try #require(
      try cloud.cloud.perform(EC2.CreateInternetGatewayRequest()).internetGateway?.internetGatewayId
    )
    let cases: [(EC2.Filter, Set<String>)] = [
      (RoutingCloud.filter("attachment.vpc-id", vpc), [gateway]),
      (RoutingCloud.filter("attachment.vpc-id", "vpc-*"), [gateway]),
      (RoutingCloud.filter("attachment.state", "available"), [gateway]),
      (RoutingCloud.filter("internet-gateway-id", idle), [idle]),
      (RoutingCloud.filter("owner-id", "123456789012"), [gateway, idle]),
    ]
    for (filter, expected) in cases {
      let found = try cloud.perform(EC2.DescribeInternetGatewaysRequest()) { $0.filters = [filter] }
      #expect(Set((found.internetGateways ?? []).compactMap(\.internetGatewayId)) == expected, "\(filter)")
    }
  }

  @Test("Another account sees no gateway of this one")
  func accounts() throws {
    var cloud = try RoutingCloud()
    let gateway = cloud.gateway
    var other = cloud.cloud.caller
    other.accountID = "210987654321"
    cloud.expectError("InvalidInternetGatewayID.NotFound", EC2.DeleteInternetGatewayRequest(), as: other) {
      $0.internetGatewayId = gateway
    }
    let found = try cloud.perform(EC2.DescribeInternetGatewaysRequest(), as: other) { _ in }
    #expect(found.internetGateways == [])
  }

  @Test("There are no transit gateways, and their filters are checked all the same")
  func transitGateways() throws {
    var cloud = try RoutingCloud()
    let gateways = try cloud.perform(EC2.DescribeTransitGatewaysRequest()) {
      $0.filters = [RoutingCloud.filter("state", "available"), RoutingCloud.filter("tag:Name", "x")]
    }
    #expect(gateways.transitGateways == [])
    let attachments = try cloud.perform(EC2.DescribeTransitGatewayVpcAttachmentsRequest()) {
      $0.filters = [RoutingCloud.filter("vpc-id", "vpc-1")]
    }
    #expect(attachments.transitGatewayVpcAttachments == [])
    cloud.expectError("InvalidParameterValue", EC2.DescribeTransitGatewaysRequest()) {
      $0.filters = [RoutingCloud.filter("vpc-id", "vpc-1")]
    }
    cloud.expectError("InvalidTransitGatewayID.NotFound", EC2.DescribeTransitGatewaysRequest()) {
      $0.transitGatewayIds = ["tgw-00000000000000001"]
    }
    cloud.expectError("InvalidTransitGatewayAttachmentID.Malformed", EC2.DescribeTransitGatewayVpcAttachmentsRequest())
    {
      $0.transitGatewayAttachmentIds = ["tgw-00000000000000001"]
    }
  }
}
