package import VPCModel

/// A route table with its routes.
package struct RouteTableRecord: Record {
  package static var kind: RecordKind { .routeTable }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.routeTables }

  package var table: RouteTable
  package var location: Location
  /// The main association included.
  package var associations: [Association]
  /// `CreateRouteTable`, `CreateRoute` or `EnableVgwRoutePropagation`, for each destination.
  package var routeOrigins: [RouteTable.Destination: String]

  package init(
    table: RouteTable,
    location: Location,
    associations: [Association] = [],
    routeOrigins: [RouteTable.Destination: String] = [:]
  ) {
    self.table = table
    self.location = location
    self.associations = associations
    self.routeOrigins = routeOrigins
  }

  package var recordID: String { table.id.text }

  package var tags: Tags {
    get { table.tags }
    set { table.tags = newValue }
  }

  package var links: [String] {
    var links = [table.vpcID.text]
    for association in associations {
      links.append(association.id)
      if let subnet = association.subnetID { links.append(subnet.text) }
      if let gateway = association.gatewayID { links.append(gateway) }
    }
    for route in table.routes {
      if case .prefixList(let list) = route.destination { links.append(list.text) }
      if route.target != .local { links.append(route.target.text) }
    }
    return links
  }

  package var networkChange: NetworkChange? { .routeTable(.put(table)) }
  package var networkRemoval: NetworkChange? { .routeTable(.remove(table.id)) }

  package struct Association: Codable, Hashable, Sendable {
    /// `rtbassoc-…`
    package var id: String
    package var isMain: Bool
    package var subnetID: Subnet.ID?
    /// An internet or virtual private gateway, for ingress routing.
    package var gatewayID: String?

    package init(id: String, isMain: Bool = false, subnetID: Subnet.ID? = nil, gatewayID: String? = nil) {
      self.id = id
      self.isMain = isMain
      self.subnetID = subnetID
      self.gatewayID = gatewayID
    }
  }
}
