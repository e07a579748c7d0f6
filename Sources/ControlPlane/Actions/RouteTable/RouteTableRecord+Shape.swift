import EC2Shapes
import IPAddressing
import VPCModel

extension RouteTableRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "rtb",
    notFoundCode: "InvalidRouteTableID.NotFound",
    notFoundMessage: "The routeTable ID '%' does not exist",
    malformedCode: "InvalidRouteTableId.Malformed"
  )

  func shape(in state: State) -> EC2.RouteTable {
    EC2.RouteTable(
      associations: associations.map { association in
        EC2.RouteTableAssociation(
          associationState: .associated,
          gatewayId: association.gatewayID,
          main: association.isMain,
          routeTableAssociationId: association.id,
          routeTableId: recordID,
          subnetId: association.subnetID?.text
        )
      },
      ownerId: location.accountID,
      propagatingVgws: [],
      routeTableId: recordID,
      routes: table.routes.map { shape(of: $0, in: state) },
      tags: TagWords.shapes(tags),
      vpcId: table.vpcID.text
    )
  }

  func shape(of route: RouteTable.Route, in state: State) -> EC2.Route {
    var shape = EC2.Route(
      origin: route.isPropagated ? "EnableVgwRoutePropagation" : routeOrigins[route.destination] ?? RouteOrigin.createRoute,
      state: route.isBlackhole ? "blackhole" : "active"
    )
    switch route.destination {
    case .cidr(.v4(let prefix)): shape.destinationCidrBlock = prefix.description
    case .cidr(.v6(let prefix)): shape.destinationIpv6CidrBlock = prefix.description
    case .prefixList(let list): shape.destinationPrefixListId = list.text
    }
    switch route.target {
    case .local, .internetGateway, .virtualPrivateGateway, .vpcEndpoint, .other: shape.gatewayId = route.target.text
    case .egressOnlyInternetGateway(let id): shape.egressOnlyInternetGatewayId = id.text
    case .natGateway(let id): shape.natGatewayId = id.text
    case .vpcPeeringConnection(let id): shape.vpcPeeringConnectionId = id.text
    case .transitGateway(let id): shape.transitGatewayId = id
    case .networkInterface(let id):
      shape.networkInterfaceId = id.text
      if let attachment = state.networkInterfaces[id]?.attachment, let instance = attachment.instanceID {
        shape.instanceId = instance
        shape.instanceOwnerId = attachment.instanceOwnerID
      }
    }
    return shape
  }

  /// Changes the associations; the model's view keeps step.
  mutating func setAssociations(_ associations: [Association]) {
    self.associations = associations
    table.isMain = associations.contains(where: \.isMain)
    table.subnetIDs = associations.compactMap(\.subnetID)
  }
}

extension EC2.RouteTableAssociationState {
  static let associated = EC2.RouteTableAssociationState(state: "associated")
}
