import EC2Shapes
import VPCModel

/// The parameters that say where a route leads.
protocol RouteTargetParameters {
  var carrierGatewayId: String? { get }
  var coreNetworkArn: String? { get }
  var egressOnlyInternetGatewayId: String? { get }
  var gatewayId: String? { get }
  var instanceId: String? { get }
  var localGatewayId: String? { get }
  var natGatewayId: String? { get }
  var networkInterfaceId: String? { get }
  var odbNetworkArn: String? { get }
  var transitGatewayId: String? { get }
  var vpcEndpointId: String? { get }
  var vpcPeeringConnectionId: String? { get }
}

extension EC2.CreateRouteRequest: RouteTargetParameters {}
extension EC2.ReplaceRouteRequest: RouteTargetParameters {}

/// A target that exists and that routes of the VPC may have.
struct UsableTarget {
  var target: RouteTable.Target
  /// Whether it cannot carry anything yet, such as a peering that nobody has accepted.
  var isBlackhole = false

  init(_ target: RouteTable.Target, isBlackhole: Bool = false) {
    self.target = target
    self.isBlackhole = isBlackhole
  }
}

extension Scope {
  /// Which target a request names.
  ///
  /// - Throws: where there is not exactly one, or where it does not exist or cannot be used in the table's VPC.
  func routeTarget(_ request: some RouteTargetParameters, for table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    let targets: [(Self, String, RouteTableRecord) throws(EC2Error) -> UsableTarget] = [
      Self.gateway, Self.natGateway, Self.networkInterface, Self.instance, Self.peering, Self.egressOnlyGateway,
      Self.endpoint, Self.transitGateway, Self.carrierGateway, Self.localGateway, Self.coreNetwork, Self.odbNetwork,
    ]
    let identifiers = [
      request.gatewayId, request.natGatewayId, request.networkInterfaceId, request.instanceId,
      request.vpcPeeringConnectionId, request.egressOnlyInternetGatewayId, request.vpcEndpointId,
      request.transitGatewayId, request.carrierGatewayId, request.localGatewayId, request.coreNetworkArn,
      request.odbNetworkArn,
    ]
    let given = zip(targets, identifiers).compactMap { target, id in
      if let id, !id.isEmpty { (target: target, id: id) } else { nil }
    }
    let rule = "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, "
      + "vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, "
      + "vpcEndpointId, coreNetworkArn or instanceId"
    guard let only = given.first else { throw EC2Error(code: "MissingParameter", message: rule) }
    if given.count > 1 { throw .invalidParameterCombination(rule) }
    return try only.target(self, only.id, table)
  }

  private static func gateway(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    if id.hasPrefix("vpce-") { return try endpoint(scope, id, table) }
    guard let gateway = scope.find(InternetGatewayRecord.self, id) else {
      guard ["igw", "vgw"].contains(where: { id.isIdentifier(of: $0) }) else {
        throw EC2Error(code: "InvalidGatewayID.Malformed", message: "Invalid id: \"\(id)\" (expecting \"igw-...\")")
      }
      throw .notFound("InvalidGatewayID", "gateway", id)
    }
    guard gateway.gateway.attachedVPCIDs.contains(table.table.vpcID) else {
      throw differentNetworks(table, "network gateway", id)
    }
    return UsableTarget(.internetGateway(gateway.gateway.id))
  }

  private static func egressOnlyGateway(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error)
    -> UsableTarget
  {
    let gateway = try scope.require(EgressOnlyInternetGatewayRecord.self, id, "EgressOnlyInternetGatewayId").gateway
    guard gateway.attachedVPCIDs.contains(table.table.vpcID) else {
      throw differentNetworks(table, "egress only internet gateway", id)
    }
    return UsableTarget(.egressOnlyInternetGateway(gateway.id))
  }

  private static func natGateway(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    guard let gateway = scope.find(NATGatewayRecord.self, id)?.gateway, gateway.state == "available" else {
      guard id.isIdentifier(of: "nat") else { throw NATGatewayRecord.identifierWords.error(for: id) }
      throw .notFound("InvalidNatGatewayID", "natGateway", id)
    }
    guard gateway.vpcID == table.table.vpcID else { throw differentNetworks(table, "NAT gateway", id) }
    return UsableTarget(.natGateway(gateway.id))
  }

  private static func networkInterface(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error)
    -> UsableTarget
  {
    let record = try scope.require(NetworkInterfaceRecord.self, id, "NetworkInterfaceId")
    guard record.interface.vpcID == table.table.vpcID else { throw differentNetworks(table, "interface", id) }
    return UsableTarget(.networkInterface(record.interface.id), isBlackhole: record.attachment == nil)
  }

  /// An instance stands for its one interface.
  private static func instance(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    let instance = try scope.require(InstanceRecord.self, id, "InstanceId").instance
    return try networkInterface(scope, try scope.onlyInterface(of: instance).text, table)
  }

  private static func peering(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    // It may have been requested by another account, in another region: both ends see it.
    guard let connection = scope.state.peeringConnections[id]?.connection,
      connection.status != .deleted, connection.status != .failed,
      let far = connection.side(oppositeTo: table.table.vpcID)
    else {
      guard id.isIdentifier(of: "pcx") else { throw VPCPeeringConnectionRecord.identifierWords.error(for: id) }
      throw .notFound("InvalidVpcPeeringConnectionID", "vpcPeeringConnection", id)
    }
    guard far.vpcID != table.table.vpcID else { throw differentNetworks(table, "VPC peering connection", id) }
    return UsableTarget(.vpcPeeringConnection(connection.id), isBlackhole: connection.status != .active)
  }

  /// Only Gateway Load Balancer endpoints carry routes that callers make, and none of those is served.
  private static func endpoint(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    _ = try scope.require(VPCEndpointRecord.self, id, "VpcEndpointId")
    throw EC2Error(
      code: "RouteNotSupported",
      message: "Route table contains unsupported route target: \(id). VPC Endpoints of this type cannot be used as "
        + "route targets."
    )
  }

  // MARK: Kinds of which none exists here

  private static func transitGateway(_: Self, _ id: String, _: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    throw GatewayActions.transitGatewayWords.error(for: id)
  }

  private static func carrierGateway(_: Self, _ id: String, _: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    throw .notFound("InvalidCarrierGatewayID", "carrierGateway", id)
  }

  private static func localGateway(_: Self, _ id: String, _: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    throw .notFound("InvalidLocalGatewayID", "localGateway", id)
  }

  private static func coreNetwork(_: Self, _ id: String, _: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    throw .notFound("InvalidCoreNetworkArn", "core network", id)
  }

  private static func odbNetwork(_: Self, _ id: String, _: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    throw .notFound("InvalidOdbNetworkArn", "ODB network", id)
  }

  private static func differentNetworks(_ table: RouteTableRecord, _ kind: String, _ id: String) -> EC2Error {
    .invalidParameterValue("route table \(table.recordID) and \(kind) \(id) belong to different networks")
  }
}

extension Scope {
  /// The interface that an instance stands for where EC2 wants one.
  func onlyInterface(of instance: Instance) throws(EC2Error) -> NetworkInterface.ID {
    guard let interface = instance.networkInterfaceIDs.first else {
      throw EC2Error(
        code: "InvalidInstanceID",
        message: "The instance '\(instance.id)' has no network interface attached."
      )
    }
    guard instance.networkInterfaceIDs.count == 1 else {
      throw EC2Error(
        code: "InvalidInstanceID",
        message: "There are multiple interfaces attached to instance '\(instance.id)'. Please specify an interface ID "
          + "for the operation instead."
      )
    }
    return interface
  }
}

extension String {
  /// Whether the text is an identifier of the kind with this prefix.
  func isIdentifier(of prefix: String) -> Bool {
    IdentifierWords(prefix: prefix, notFoundCode: "", notFoundMessage: "", malformedCode: "").isWellFormed(self)
  }
}

extension EC2Error {
  /// `InvalidGatewayID.NotFound`: `The gateway ID '…' does not exist`.
  static func notFound(_ code: String, _ kind: String, _ id: String) -> EC2Error {
    EC2Error(code: code + ".NotFound", message: "The \(kind) ID '\(id)' does not exist")
  }
}
