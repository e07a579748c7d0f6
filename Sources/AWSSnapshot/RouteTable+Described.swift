import IPAddressing
import PositionedJSON
import VPCModel

extension RouteTable {
  /// An element of `RouteTables`.
  ///
  /// A target that is an instance, without its network interface, is left as `.other` with the instance's
  /// identifier: which interface it means is told elsewhere in the snapshot.
  init(described element: JSONValue) throws(ElementProblem) {
    let id: RouteTable.ID = try element.ownID("RouteTableId")
    try element.require("Routes")
    try element.require("Associations")
    var isMain = false
    var subnetIDs: [Subnet.ID] = []
    _ = try element.objects("Associations") { association throws(ElementProblem) in
      let state = try association.optionalObject("AssociationState")?.optionalText("State") ?? "associated"
      guard state == "associated" else { return }
      if try association.optionalBoolean("Main") ?? false { isMain = true }
      // An association with a gateway (edge routing) has no subnet.
      if let subnet: Subnet.ID = try association.optionalID("SubnetId") { subnetIDs.append(subnet) }
    }
    self.init(
      id: id,
      vpcID: try element.id("VpcId"),
      isMain: isMain,
      routes: try element.objects("Routes") { route throws(ElementProblem) in try Route(described: route) }
        .compactMap(\.self),
      subnetIDs: subnetIDs,
      ownerID: try element.optionalText("OwnerId"),
      tags: try element.tags()
    )
  }
}

extension RouteTable.Route {
  /// `nil` for a route that a route server offered and that EC2 filtered out.
  fileprivate init?(described element: JSONValue) throws(ElementProblem) {
    let state = try element.optionalText("State")
    guard state != "filtered" else { return nil }
    let isBlackhole = state == "blackhole"
    let destination = try RouteTable.Destination(described: element)
    guard let target = try RouteTable.Target(described: element) ?? (isBlackhole ? .other("none") : nil) else {
      throw ElementProblem(element, "the route has no target that is known")
    }
    let origin = try element.optionalText("Origin")
    self.init(
      destination,
      to: target,
      isBlackhole: isBlackhole,
      isPropagated: origin == "EnableVgwRoutePropagation" || origin == "Advertisement"
    )
  }
}

extension RouteTable.Destination {
  fileprivate init(described element: JSONValue) throws(ElementProblem) {
    switch (
      try element.optionalNonemptyText("DestinationCidrBlock"),
      try element.optionalNonemptyText("DestinationIpv6CidrBlock"),
      try element.optionalNonemptyText("DestinationPrefixListId")
    ) {
    case (_?, nil, nil): self = .cidr(.v4(try element.ipv4Prefix("DestinationCidrBlock")))
    case (nil, _?, nil): self = .cidr(.v6(try element.ipv6Prefix("DestinationIpv6CidrBlock")))
    case (nil, nil, let list?): self = .prefixList(PrefixList.ID(list))
    default:
      throw ElementProblem(
        element,
        "a route has one of DestinationCidrBlock, DestinationIpv6CidrBlock and DestinationPrefixListId"
      )
    }
  }
}

extension RouteTable.Target {
  /// Keys of targets that the model does not tell apart.
  private static let otherKeys: [StaticString] = [
    "CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn", "OdbNetworkArn", "InstanceId",
  ]

  /// `nil` where the route names none. A route through an instance names its interface too, which decides.
  fileprivate init?(described element: JSONValue) throws(ElementProblem) {
    if let id = try element.optionalNonemptyText("GatewayId") {
      self = Self(gateway: id)
    } else if let id: NATGateway.ID = try element.optionalID("NatGatewayId") {
      self = .natGateway(id)
    } else if let id = try element.optionalNonemptyText("TransitGatewayId") {
      self = .transitGateway(id)
    } else if let id: VPCPeeringConnection.ID = try element.optionalID("VpcPeeringConnectionId") {
      self = .vpcPeeringConnection(id)
    } else if let id: EgressOnlyInternetGateway.ID = try element.optionalID("EgressOnlyInternetGatewayId") {
      self = .egressOnlyInternetGateway(id)
    } else if let id: NetworkInterface.ID = try element.optionalID("NetworkInterfaceId") {
      self = .networkInterface(id)
    } else {
      for key in Self.otherKeys {
        guard let id = try element.optionalNonemptyText(key) else { continue }
        self = .other(id)
        return
      }
      return nil
    }
  }

  /// `GatewayId` holds several kinds, told by their identifiers.
  private init(gateway id: String) {
    self =
      switch id.prefix(4) {
      case "loca" where id == "local": .local
      case "igw-": .internetGateway(InternetGateway.ID(id))
      case "vgw-": .virtualPrivateGateway(id)
      case "vpce" where id.hasPrefix("vpce-"): .vpcEndpoint(VPCEndpoint.ID(id))
      default: .other(id)
      }
  }
}
