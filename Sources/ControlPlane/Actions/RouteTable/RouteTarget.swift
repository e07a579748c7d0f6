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

/// The kinds of target, each a parameter.
enum RouteTargetKind {
  case gateway, natGateway, networkInterface, instance, peering, egressOnlyGateway, endpoint
  case transitGateway, carrierGateway, localGateway, coreNetwork, odbNetwork
}

extension RouteTargetParameters {
  /// Every kind with what is given for it, empty where nothing is.
  var targets: [(kind: RouteTargetKind, id: String)] {
    [
      (.gateway, gatewayId ?? ""), (.natGateway, natGatewayId ?? ""), (.networkInterface, networkInterfaceId ?? ""),
      (.instance, instanceId ?? ""), (.peering, vpcPeeringConnectionId ?? ""),
      (.egressOnlyGateway, egressOnlyInternetGatewayId ?? ""), (.endpoint, vpcEndpointId ?? ""),
      (.transitGateway, transitGatewayId ?? ""), (.carrierGateway, carrierGatewayId ?? ""),
      (.localGateway, localGatewayId ?? ""), (.coreNetwork, coreNetworkArn ?? ""), (.odbNetwork, odbNetworkArn ?? ""),
    ]
  }
}

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
  func routeTarget(_ request: some RouteTargetParameters, for table: RouteTableRecord) throws(EC2Error) -> UsableTarget
  {
    let given = request.targets.filter { !$0.id.isEmpty }
    let rule =
      "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, "
      + "vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, "
      + "vpcEndpointId, coreNetworkArn or instanceId"
    guard let (kind, id) = given.first else { throw EC2Error(code: "MissingParameter", message: rule) }
    if given.count > 1 { throw .invalidParameterCombination(rule) }
    switch kind {
    case .gateway: return try Self.gateway(self, id, table)
    case .natGateway: return try Self.natGateway(self, id, table)
    case .networkInterface: return try Self.networkInterface(self, id, table)
    case .instance: return try Self.instance(self, id, table)
    case .peering: return try Self.peering(self, id, table)
    case .egressOnlyGateway: return try Self.egressOnlyGateway(self, id, table)
    case .endpoint: return try Self.endpoint(self, id, table)
    // Kinds of which none exists here.
    case .transitGateway: throw GatewayActions.transitGatewayWords.error(for: id)
    case .carrierGateway: throw .notFound("InvalidCarrierGatewayID", "carrierGateway", id)
    case .localGateway: throw .notFound("InvalidLocalGatewayID", "localGateway", id)
    case .coreNetwork: throw .notFound("InvalidCoreNetworkArn", "core network", id)
    case .odbNetwork: throw .notFound("InvalidOdbNetworkArn", "ODB network", id)
    }
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

  private static func natGateway(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error)
    -> UsableTarget
  {
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
  private static func instance(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget
  {
    let instance = try scope.require(InstanceRecord.self, id, "InstanceId").instance
    return try networkInterface(scope, try scope.onlyInterface(of: instance).text, table)
  }

  private static func peering(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget {
    // It may have been requested by another account, in another region: both ends see it.
    guard let record = scope.state.peeringConnections[id], record.status(at: scope.now).isRoutable,
      let far = record.connection.side(oppositeTo: table.table.vpcID)
    else {
      guard id.isIdentifier(of: "pcx") else { throw VPCPeeringConnectionRecord.identifierWords.error(for: id) }
      throw .notFound("InvalidVpcPeeringConnectionID", "vpcPeeringConnection", id)
    }
    guard far.vpcID != table.table.vpcID else { throw differentNetworks(table, "VPC peering connection", id) }
    let isBlackhole = record.status(at: scope.now) != .active
    return UsableTarget(.vpcPeeringConnection(record.connection.id), isBlackhole: isBlackhole)
  }

  /// Only Gateway Load Balancer endpoints carry routes that callers make, and none of those is served.
  private static func endpoint(_ scope: Self, _ id: String, _ table: RouteTableRecord) throws(EC2Error) -> UsableTarget
  {
    _ = try scope.require(VPCEndpointRecord.self, id, "VpcEndpointId")
    throw EC2Error(
      code: "RouteNotSupported",
      message: "Route table contains unsupported route target: \(id). VPC Endpoints of this type cannot be used as "
        + "route targets."
    )
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

extension VPCPeeringConnection.Status {
  /// Whether routes may lead to such a peering: it carries traffic, or will once it is accepted.
  fileprivate var isRoutable: Bool { self == .active || self == .pendingAcceptance || self == .provisioning }
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
