import IPAddressing
import VPCModel

/// Draws the shape of a network, a kind of resource after the other.
struct ShapeDrawing {
  typealias Field = NetworkShape.Field

  let network: Network
  let names: [String: String]
  let synthetic: [NetworkInterface.ID: TerraformNetwork.SyntheticAddresses]
  let syntheticBlocks: Set<IPPrefix>
  var resources: [String: [String: Field]] = [:]
  /// The gateways and endpoints that interfaces are of.
  private var owners: [NetworkInterface.ID: String] = [:]

  init(
    network: Network,
    names: [String: String],
    synthetic: [NetworkInterface.ID: TerraformNetwork.SyntheticAddresses],
    syntheticBlocks: Set<IPPrefix>
  ) {
    self.network = network
    self.names = names
    self.synthetic = synthetic
    self.syntheticBlocks = syntheticBlocks
  }

  mutating func draw() {
    for gateway in network.natGateways.unordered {
      for id in gateway.networkInterfaceIDs { owners[id] = gateway.id.text }
    }
    for endpoint in network.vpcEndpoints.unordered {
      for id in endpoint.networkInterfaceIDs { owners[id] = endpoint.id.text }
    }
    drawVPCsAndSubnets()
    drawGroupsAndLists()
    drawACLsAndTables()
    drawGateways()
    drawInterfaces()
  }

  // MARK: Names

  /// The name of something that is spoken of; `nil` for what nobody here knows.
  func name<Element: Resource>(_ id: ResourceID<Element>, in table: ResourceTable<Element>) -> String? {
    names[id.text] ?? (table.contains(id) ? id.text : nil)
  }

  func field<Element: Resource>(_ id: ResourceID<Element>?, in table: ResourceTable<Element>) -> Field {
    guard let id else { return .known("none") }
    return name(id, in: table).map(Field.known) ?? .unknown
  }

  func field<Element: Resource>(_ ids: [ResourceID<Element>], in table: ResourceTable<Element>) -> Field {
    let known = ids.compactMap { name($0, in: table) }
    return .set(Set(known), isOpen: known.count < ids.count)
  }

  /// Whether a resource of a VPC is spoken of: the VPC has a name, or is not known here.
  private func isDrawn(_ vpcID: VPC.ID) -> Bool { names[vpcID.text] != nil || !network.vpcs.contains(vpcID) }

  private mutating func add<Element: Resource>(_ element: Element, _ id: ResourceID<Element>, _ fields: [String: Field])
  {
    resources[names[id.text] ?? "\(Element.kind.words) \(id)"] = fields
  }

  // MARK: Address blocks

  private func blocks(_ blocks: [IPPrefix]) -> Field {
    let real = blocks.filter { !syntheticBlocks.contains($0) }
    return .set(Set(real.map(\.description)), isOpen: real.count < blocks.count)
  }

  private mutating func drawVPCsAndSubnets() {
    for vpc in network.vpcs.unordered where names[vpc.id.text] != nil {
      add(
        vpc,
        vpc.id,
        [
          "IPv4 blocks": vpc.ipv4CIDRs.isEmpty ? .unknown : blocks(vpc.ipv4CIDRs.map(IPPrefix.v4)),
          "IPv6 blocks": blocks(vpc.ipv6CIDRs.map(IPPrefix.v6)),
        ]
      )
    }
    let bindings = bindings
    for subnet in network.subnets.unordered where isDrawn(subnet.vpcID) {
      let mainTable = network.isComplete(.routeTable) ? bindings.mainTables[subnet.vpcID] : nil
      let table = bindings.tables[subnet.id] ?? mainTable
      let defaultACL = network.isComplete(.networkACL) ? bindings.defaultACLs[subnet.vpcID] : nil
      let acl = bindings.acls[subnet.id] ?? defaultACL
      add(
        subnet,
        subnet.id,
        [
          "VPC": field(subnet.vpcID, in: network.vpcs),
          "IPv4 block": subnet.ipv4CIDR.map { .known($0.description) } ?? .unknown,
          "IPv6 blocks": blocks(subnet.ipv6CIDRs.map(IPPrefix.v6)),
          "public addresses": .known("\(subnet.mapsPublicAddressOnLaunch)"),
          "route table": table.map { field($0, in: network.routeTables) } ?? .unknown,
          "network ACL": acl.map { field($0, in: network.networkACLs) } ?? .unknown,
        ]
      )
    }
  }

  /// The table and ACL that each subnet is bound to, and those of each VPC that serve the rest.
  private var bindings:
    (
      tables: [Subnet.ID: RouteTable.ID], mainTables: [VPC.ID: RouteTable.ID], acls: [Subnet.ID: NetworkACL.ID],
      defaultACLs: [VPC.ID: NetworkACL.ID]
    )
  {
    var tables: [Subnet.ID: RouteTable.ID] = [:]
    var mainTables: [VPC.ID: RouteTable.ID] = [:]
    for table in network.routeTables.unordered {
      for subnet in table.subnetIDs { tables[subnet] = table.id }
      if table.isMain { mainTables[table.vpcID] = table.id }
    }
    var acls: [Subnet.ID: NetworkACL.ID] = [:]
    var defaultACLs: [VPC.ID: NetworkACL.ID] = [:]
    for acl in network.networkACLs.unordered {
      for subnet in acl.subnetIDs { acls[subnet] = acl.id }
      if acl.isDefault { defaultACLs[acl.vpcID] = acl.id }
    }
    return (tables, mainTables, acls, defaultACLs)
  }

  // MARK: Groups

  private mutating func drawGroupsAndLists() {
    for group in network.securityGroups.unordered where isDrawn(group.vpcID) {
      var rules: Set<String> = []
      var isOpen = false
      for rule in group.rules {
        guard let peer = words(rule.peer) else {
          isOpen = true
          continue
        }
        rules.insert("\(rule.direction.rawValue) \(rule.traffic) \(peer)")
      }
      add(
        group,
        group.id,
        [
          "VPC": field(group.vpcID, in: network.vpcs),
          "name": group.name.isEmpty ? .unknown : .known(group.name),
          "rules": .set(rules, isOpen: isOpen),
          "further VPCs": field(group.associatedVPCIDs, in: network.vpcs),
        ]
      )
    }
    for list in network.prefixLists.unordered where !list.isAWSManaged && names[list.id.text] != nil {
      // A placeholder for addresses that are not known is no resource.
      guard list.entries != nil || !list.name.hasSuffix(" (not known)") else { continue }
      add(
        list,
        list.id,
        [
          "entries": list.entries.map { .set(Set($0.map(\.cidr.description)), isOpen: false) } ?? .unknown,
          "most entries": list.maxEntries.map { .known("\($0)") } ?? .unknown,
        ]
      )
    }
  }

  /// `nil` for somebody who is not known.
  private func words(_ peer: SecurityGroupRule.Peer) -> String? {
    switch peer {
    case .ipv4(let prefix): syntheticBlocks.contains(.v4(prefix)) ? nil : prefix.description
    case .ipv6(let prefix): syntheticBlocks.contains(.v6(prefix)) ? nil : prefix.description
    case .prefixList(let id): name(of: id)
    case .securityGroup(let reference): name(reference.groupID, in: network.securityGroups)
    }
  }

  private func name(of id: PrefixList.ID) -> String? {
    guard let list = network.prefixLists[id] else { return names[id.text] }
    if list.isAWSManaged { return list.name }
    return list.name.hasSuffix(" (not known)") ? nil : names[id.text] ?? id.text
  }

  // MARK: ACLs and tables

  private mutating func drawACLsAndTables() {
    let bindings = bindings
    for acl in network.networkACLs.unordered where isDrawn(acl.vpcID) {
      let entries = acl.entries.filter { !$0.isFinal }.map {
        "\($0.number) \($0.direction.rawValue) \($0.action.rawValue) \($0.traffic) \($0.cidr)"
      }
      add(
        acl,
        acl.id,
        [
          "VPC": field(acl.vpcID, in: network.vpcs), "entries": .set(Set(entries), isOpen: false),
          "default": .known("\(acl.isDefault)"),
        ]
      )
    }
    let used = Set(network.subnets.unordered.compactMap { bindings.tables[$0.id] })
    for table in network.routeTables.unordered where isDrawn(table.vpcID) {
      // A VPC's first main table, once another has its place: a refreshed state no longer knows it.
      let isResource = names[table.id.text].flatMap(ResourceAddress.init(parsing:)) != nil
      if !isResource, !table.isMain, !used.contains(table.id) { continue }
      var routes: Set<String> = []
      var isOpen = false
      for route in table.routes {
        guard let destination = words(route.destination), let target = words(route.target) else {
          isOpen = true
          continue
        }
        routes.insert("\(destination) → \(target)")
      }
      add(
        table,
        table.id,
        [
          "VPC": field(table.vpcID, in: network.vpcs), "routes": .set(routes, isOpen: isOpen),
          "main": .known("\(table.isMain)"),
        ]
      )
    }
  }

  private func words(_ destination: RouteTable.Destination) -> String? {
    switch destination {
    case .cidr(let prefix): syntheticBlocks.contains(prefix) ? nil : prefix.description
    case .prefixList(let id): name(of: id)
    }
  }

  private func words(_ target: RouteTable.Target) -> String? {
    switch target {
    case .local: "local"
    case .internetGateway(let id): name(id, in: network.internetGateways)
    case .egressOnlyInternetGateway(let id): name(id, in: network.egressOnlyInternetGateways)
    case .natGateway(let id): name(id, in: network.natGateways)
    case .vpcPeeringConnection(let id): name(id, in: network.peeringConnections)
    case .vpcEndpoint(let id): name(id, in: network.vpcEndpoints)
    case .networkInterface(let id): network.networkInterfaces[id].map(name) ?? names[id.text]
    case .transitGateway(let id), .virtualPrivateGateway(let id): names[id] ?? id
    case .other: nil
    }
  }

  // MARK: Gateways

  private mutating func drawGateways() {
    for gateway in network.internetGateways.unordered where names[gateway.id.text] != nil {
      add(gateway, gateway.id, ["VPCs": field(gateway.attachedVPCIDs, in: network.vpcs)])
    }
    for gateway in network.egressOnlyInternetGateways.unordered where names[gateway.id.text] != nil {
      add(gateway, gateway.id, ["VPCs": field(gateway.attachedVPCIDs, in: network.vpcs)])
    }
    for gateway in network.natGateways.unordered where isDrawn(gateway.vpcID) && gateway.state != "deleted" {
      add(
        gateway,
        gateway.id,
        [
          "VPC": field(gateway.vpcID, in: network.vpcs), "subnet": field(gateway.subnetID, in: network.subnets),
          "public": .known("\(gateway.isPublic)"),
        ]
      )
    }
    for endpoint in network.vpcEndpoints.unordered where isDrawn(endpoint.vpcID) {
      add(
        endpoint,
        endpoint.id,
        [
          "VPC": field(endpoint.vpcID, in: network.vpcs), "type": .known(endpoint.type),
          "service": endpoint.serviceName.isEmpty ? .unknown : .known(endpoint.serviceName),
          "route tables": field(endpoint.routeTableIDs, in: network.routeTables),
          "groups": field(endpoint.groupIDs, in: network.securityGroups),
        ]
      )
    }
    for peering in network.peeringConnections.unordered where names[peering.id.text] != nil {
      add(
        peering,
        peering.id,
        [
          "requester": field(peering.requester.vpcID, in: network.vpcs),
          "accepter": field(peering.accepter.vpcID, in: network.vpcs),
          "status": .known(peering.status.code),
        ]
      )
    }
  }

  // MARK: Interfaces

  private mutating func drawInterfaces() {
    for interface in network.networkInterfaces.unordered where isDrawn(interface.vpcID) {
      let made = synthetic[interface.id]
      func addresses(_ own: [IPAddress]) -> Field {
        let real = own.filter { !(made?.addresses.contains($0) ?? false) }
        return .set(Set(real.map(\.description)), isOpen: real.count < own.count)
      }
      let publicAddresses = interface.privateIPv4Addresses.compactMap(\.publicAddress)
      resources[name(of: interface)] = [
        "VPC": field(interface.vpcID, in: network.vpcs), "subnet": field(interface.subnetID, in: network.subnets),
        "groups": field(interface.groupIDs, in: network.securityGroups),
        "IPv4 addresses": interface.privateIPv4Addresses.isEmpty
          ? .unknown : addresses(interface.privateIPv4Addresses.map { .v4($0.address) }),
        "number of IPv4 addresses": interface.privateIPv4Addresses.isEmpty
          ? .unknown : .known("\(interface.privateIPv4Addresses.count)"),
        "IPv6 addresses": addresses(interface.ipv6Addresses.map(IPAddress.v6)),
        "public address": .known(publicAddresses.isEmpty ? "none" : "some"),
        "source/destination check": interface.owner?.kind == .natGateway
          ? .unknown : .known("\(interface.sourceDestinationCheck)"),
      ]
    }
  }

  /// A resource's own name; of an interface that a service made, whose it is and where.
  private func name(of interface: NetworkInterface) -> String {
    if let name = names[interface.id.text], let address = ResourceAddress(parsing: name),
      address.type == "aws_network_interface"
    {
      return name
    }
    let owner = owner(of: interface).flatMap { names[$0] } ?? names[interface.id.text]
    guard let owner else { return "network interface \(interface.id)" }
    return "interface of \(owner) in \(names[interface.subnetID.text] ?? interface.subnetID.text)"
  }

  private func owner(of interface: NetworkInterface) -> String? {
    if let owner = owners[interface.id] { return owner }
    return interface.attachment?.instanceID?.text
  }

}
