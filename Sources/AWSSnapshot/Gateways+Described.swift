import IPAddressing
import PositionedJSON
import VPCModel

extension InternetGateway {
  /// An element of `InternetGateways`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("InternetGatewayId"),
      attachedVPCIDs: try element.attachedVPCs(),
      tags: try element.tags()
    )
  }
}

extension EgressOnlyInternetGateway {
  /// An element of `EgressOnlyInternetGateways`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("EgressOnlyInternetGatewayId"),
      attachedVPCIDs: try element.attachedVPCs(),
      tags: try element.tags()
    )
  }
}

extension NATGateway {
  /// An element of `NatGateways`.
  init(described element: JSONValue) throws(ElementProblem) {
    let addresses = try element.objects("NatGatewayAddresses") { address throws(ElementProblem) in
      (
        privateAddress: try address.optionalIPv4Address("PrivateIp"),
        publicAddress: try address.optionalIPv4Address("PublicIp"),
        interfaceID: try address.optionalID("NetworkInterfaceId") as NetworkInterface.ID?
      )
    }
    self.init(
      id: try element.ownID("NatGatewayId"),
      vpcID: try element.id("VpcId"),
      subnetID: try element.optionalID("SubnetId"),
      state: try element.optionalText("State") ?? "available",
      isPublic: try element.optionalText("ConnectivityType") != "private",
      privateAddresses: addresses.compactMap(\.privateAddress),
      publicAddresses: addresses.compactMap(\.publicAddress),
      networkInterfaceIDs: addresses.compactMap(\.interfaceID),
      tags: try element.tags()
    )
  }
}

extension VPCEndpoint {
  /// An element of `VpcEndpoints`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("VpcEndpointId"),
      vpcID: try element.id("VpcId"),
      serviceName: try element.optionalText("ServiceName") ?? "",
      type: try element.optionalText("VpcEndpointType") ?? "Gateway",
      state: try element.optionalText("State"),
      routeTableIDs: try element.texts("RouteTableIds").map { RouteTable.ID($0) },
      networkInterfaceIDs: try element.texts("NetworkInterfaceIds").map { NetworkInterface.ID($0) },
      groupIDs: try element.objects("Groups") { group throws(ElementProblem) in try group.id("GroupId") },
      tags: try element.tags()
    )
  }
}

extension TransitGatewayVPCAttachment {
  /// An element of `TransitGatewayVpcAttachments`.
  init(described element: JSONValue) throws(ElementProblem) {
    let option = try element.optionalObject("Options")?.optionalText("SecurityGroupReferencingSupport")
    self.init(
      id: try element.ownID("TransitGatewayAttachmentId"),
      transitGatewayID: try element.text("TransitGatewayId"),
      vpcID: try element.id("VpcId"),
      subnetIDs: try element.texts("SubnetIds").map { Subnet.ID($0) },
      state: try element.optionalText("State"),
      supportsGroupReferences: option.map { $0 == "enable" },
      tags: try element.tags()
    )
  }
}

extension VPCPeeringConnection {
  /// An element of `VpcPeeringConnections`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("VpcPeeringConnectionId"),
      requester: try Side(described: element.object("RequesterVpcInfo")),
      accepter: try Side(described: element.object("AccepterVpcInfo")),
      status: Status(try element.object("Status").text("Code")),
      tags: try element.tags()
    )
  }
}

extension VPCPeeringConnection.Side {
  fileprivate init(described element: JSONValue) throws(ElementProblem) {
    var cidrs = try element.objects("CidrBlockSet") { block throws(ElementProblem) in
      IPPrefix.v4(try block.ipv4Prefix("CidrBlock"))
    }
    if cidrs.isEmpty, element.member("CidrBlock") != nil { cidrs = [.v4(try element.ipv4Prefix("CidrBlock"))] }
    cidrs += try element.objects("Ipv6CidrBlockSet") { block throws(ElementProblem) in
      IPPrefix.v6(try block.ipv6Prefix("Ipv6CidrBlock"))
    }
    self.init(
      vpcID: try element.id("VpcId"),
      ownerID: try element.optionalText("OwnerId"),
      region: try element.optionalText("Region"),
      cidrs: cidrs
    )
  }
}

extension JSONValue {
  /// The VPCs of the attachments in force; EC2 calls an internet gateway's `available`, others' `attached`.
  fileprivate func attachedVPCs() throws(ElementProblem) -> [VPC.ID] {
    try objects("Attachments") { attachment throws(ElementProblem) -> VPC.ID? in
      switch try attachment.optionalText("State") ?? "attached" {
      case "available", "attached": try attachment.optionalID("VpcId")
      default: nil
      }
    }.compactMap(\.self)
  }
}
