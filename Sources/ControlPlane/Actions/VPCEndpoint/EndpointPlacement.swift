import EC2Shapes
import IPAddressing
import VPCModel

/// Where an endpoint is: in route tables, or with interfaces in subnets. These change the endpoint's record, which the
/// caller puts.
extension Transaction {
  /// Adds the routes to the service's addresses. A repetition counts once.
  mutating func addRouteTables(_ identifiers: [String], to record: inout VPCEndpointRecord) throws(EC2Error) {
    guard let list = record.service?.prefixListID else { return }
    for id in identifiers where !record.endpoint.routeTableIDs.contains(RouteTable.ID(id)) {
      var table = try endpointRouteTable(id, vpcID: record.endpoint.vpcID)
      let destination = RouteTable.Destination.prefixList(list)
      guard table.route(to: destination) == nil else {
        throw EC2Error(
          code: "RouteAlreadyExists",
          message: "route table \(id) already has a route with destination-prefix-list-id \(list)"
        )
      }
      table.table.routes.append(RouteTable.Route(destination, to: .vpcEndpoint(record.endpoint.id)))
      table.routeOrigins[destination] = RouteOrigin.createRoute
      put(table)
      record.endpoint.routeTableIDs.append(table.table.id)
    }
  }

  /// Takes the endpoint's routes out of tables.
  mutating func removeRouteTables(_ identifiers: [RouteTable.ID], from record: inout VPCEndpointRecord) {
    for id in identifiers {
      record.endpoint.routeTableIDs.removeAll { $0 == id }
      guard var table = state.routeTables[id] else { continue }
      let target = RouteTable.Target.vpcEndpoint(record.endpoint.id)
      for route in table.table.routes where route.target == target { table.removeRoute(to: route.destination) }
      put(table)
    }
  }

  /// Makes the endpoint's interface in a subnet, which must have none of its interfaces.
  mutating func addInterface(
    in subnet: SubnetRecord,
    _ configuration: EC2.SubnetConfiguration?,
    to record: inout VPCEndpointRecord
  ) throws(EC2Error) {
    var specification = NetworkInterfaceSpecification(subnetID: subnet.recordID)
    specification.groups = .identifiers(record.endpoint.groupIDs.map(\.text))
    specification.summary = "VPC Endpoint Interface \(record.recordID)"
    specification.interfaceType = "vpc_endpoint"
    specification.ipv6AddressCount = record.ipAddressType == "dualstack" ? 1 : 0
    specification.requesterID = ServiceInterface.requesterID
    specification.attachedService = ServiceInterface.owner
    if let text = configuration?.ipv4, !text.isEmpty {
      guard let address = IPv4Address(text) else {
        throw .invalidParameterValue(text, parameter: "ipv4", reason: "This is not a valid IPv4 address.")
      }
      specification.primaryAddress = address
    }
    if let text = configuration?.ipv6, !text.isEmpty {
      guard let address = IPv6Address(text), record.ipAddressType == "dualstack" else {
        throw .invalidParameterValue(text, parameter: "ipv6", reason: "This is not a valid address for the endpoint.")
      }
      specification.ipv6Addresses = [address]
      specification.ipv6AddressCount = 0
    }
    guard record.ipAddressType != "dualstack" || !subnet.subnet.ipv6CIDRs.isEmpty else {
      throw .invalidEndpointParameter("Subnet \(subnet.recordID) has no IPv6 CIDR block for a dualstack endpoint")
    }
    let interface = try makeNetworkInterface(specification).interface
    record.endpoint.networkInterfaceIDs.append(interface.id)
    record.subnetIDs.append(subnet.subnet.id)
  }

  /// Removes the endpoint's interfaces in subnets.
  mutating func removeInterfaces(in subnets: Set<Subnet.ID>, from record: inout VPCEndpointRecord) {
    for id in record.endpoint.networkInterfaceIDs {
      guard let interface = state.networkInterfaces[id]?.interface, subnets.contains(interface.subnetID) else {
        continue
      }
      removeNetworkInterface(id)
      record.endpoint.networkInterfaceIDs.removeAll { $0 == id }
    }
    record.subnetIDs.removeAll(where: subnets.contains)
  }

  /// Gives the endpoint and its interfaces other groups.
  mutating func setGroups(_ groups: [SecurityGroup.ID], of record: inout VPCEndpointRecord) {
    record.endpoint.groupIDs = groups
    for id in record.endpoint.networkInterfaceIDs {
      guard var interface = state.networkInterfaces[id] else { continue }
      interface.interface.groupIDs = groups
      put(interface)
    }
  }
}
