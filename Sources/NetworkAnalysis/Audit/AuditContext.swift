import Findings
import IPAddressing
import VPCModel

/// What the checks look things up in, made once.
struct AuditContext: Sendable {
  let network: Network
  /// How Terraform writes it, where it does.
  let writing: (any TerraformWriting)?
  let names: ResourceNames
  let analysis: PathAnalysis
  /// By identifier.
  let groups: [SecurityGroup]
  /// By identifier.
  let interfaces: [NetworkInterface]
  /// The interfaces that carry a group, by identifier.
  let members: [SecurityGroup.ID: [NetworkInterface]]
  /// The addresses that a reference to a group stands for; none for a group with a member of unknown address.
  let memberAddresses: [SecurityGroup.ID: IPAddressSet]
  /// Rules that refer to a group, its own left out.
  let referrers: [SecurityGroup.ID: [SecurityGroupRule]]
  /// Interfaces by what filters them.
  let policies: [AuditPolicy: [NetworkInterface]]
  /// The same, in an order that does not change.
  let sortedPolicies: [AuditPolicy]
  /// Groups that a database or an endpoint names, whether or not its interfaces are in the network.
  let namedElsewhere: Set<SecurityGroup.ID>
  /// Network load balancers with a public address.
  let publicNetworkLoadBalancers: [NetworkInterface]
  let exposure: InternetExposure
  /// What the internet as a whole comes to, on whatever port.
  private(set) var exposed: [NetworkInterface.ID: ExposedInterface] = [:]
  /// The same without the ways.
  var reachedFromInternet: Set<NetworkInterface.ID> { Set(exposed.keys) }

  init(_ network: Network, _ writing: (any TerraformWriting)? = nil) {
    self.network = network
    self.writing = writing
    groups = network.securityGroups.sorted
    interfaces = network.networkInterfaces.sorted
    var members: [SecurityGroup.ID: [NetworkInterface]] = [:]
    var policies: [AuditPolicy: [NetworkInterface]] = [:]
    for interface in interfaces {
      for id in Set(interface.groupIDs) { members[id, default: []].append(interface) }
      if !interface.groupIDs.isEmpty { policies[AuditPolicy(interface), default: []].append(interface) }
    }
    self.members = members
    self.policies = policies
    sortedPolicies = policies.keys.sorted()
    memberAddresses = members.compactMapValues { interfaces in
      interfaces.contains(where: \.isOfUnknownAddress) ? nil : IPAddressSet(interfaces.flatMap(\.ownPrefixes))
    }
    var referrers: [SecurityGroup.ID: [SecurityGroupRule]] = [:]
    for group in groups {
      for rule in group.rules {
        guard case .securityGroup(let reference) = rule.peer, reference.groupID != group.id else { continue }
        referrers[reference.groupID, default: []].append(rule)
      }
    }
    self.referrers = referrers
    namedElsewhere = Set(network.databaseInstances.unordered.flatMap(\.groupIDs))
      .union(network.vpcEndpoints.unordered.flatMap(\.groupIDs))
    publicNetworkLoadBalancers = interfaces.filter { interface in
      interface.owner?.kind == .networkLoadBalancer
        && (interface.privateIPv4Addresses.contains { $0.publicAddress != nil } || !interface.ipv6Addresses.isEmpty)
    }
    exposure = InternetExposure(
      network: network,
      policies: sortedPolicies.map { ($0, policies[$0] ?? []) },
      unusedGroups: groups.filter { members[$0.id] == nil }
    )
    analysis = PathAnalysis(network, only: Self.traced(network, exposure))
    names = analysis.names
    exposed = ExposedInterface.all(self)
  }

  /// The interfaces that paths are followed to or from: those that some public source is let in to, and what routes lead
  /// through.
  private static func traced(
    _ network: Network,
    _ exposure: InternetExposure
  ) -> Set<NetworkInterface.ID> {
    var traced: Set<NetworkInterface.ID> = []
    for entry in exposure.entries where entry.ingress.isOpen { traced.formUnion(entry.interfaces.map(\.id)) }
    for route in network.routeTables.unordered.flatMap(\.routes) {
      switch route.target {
      case .networkInterface(let id): traced.insert(id)
      case .vpcEndpoint(let id): traced.formUnion(network.vpcEndpoints[id]?.networkInterfaceIDs ?? [])
      case .natGateway(let id): traced.formUnion(network.natGateways[id]?.networkInterfaceIDs ?? [])
      default: break
      }
    }
    return traced
  }

  /// Of what is written in the root module.
  var rootScope: TerraformScope? { writing.map { TerraformScope(writing: $0, module: "") } }

  /// Whether nothing carries the group for certain.
  func isUnused(_ id: SecurityGroup.ID) -> Bool {
    members[id] == nil && network.isComplete(.networkInterface) && !namedElsewhere.contains(id)
  }

  /// Databases and endpoints that say they carry a group, in words and in the order of their identifiers: their
  /// interfaces may or may not be in the network.
  func carriersBesideInterfaces(_ id: SecurityGroup.ID) -> [String] {
    network.databaseInstances.sorted.filter { $0.groupIDs.contains(id) }.map { "the database \($0.id)" }
      + network.vpcEndpoints.sorted.filter { $0.groupIDs.contains(id) }.map { "the VPC endpoint \($0.id)" }
  }

  /// The addresses that a rule's peer stands for, as far as the network tells; `nil` where it does not.
  func addresses(of rule: SecurityGroupRule) -> IPAddressSet? {
    switch rule.peer {
    case .ipv4(let prefix): return IPAddressSet(.v4(prefix))
    case .ipv6(let prefix): return IPAddressSet(.v6(prefix))
    case .prefixList(let id): return network.prefixLists[id]?.entries.map { IPAddressSet($0.map(\.cidr)) }
    case .securityGroup(let reference):
      switch network.status(of: reference, from: rule.groupID) {
      case .usable:
        if let addresses = memberAddresses[reference.groupID] { return addresses }
        if members[reference.groupID] != nil { return nil }
        return network.isComplete(.networkInterface) ? .empty : nil
      case .stale: return .empty
      case .unknown: return nil
      }
    }
  }

  // MARK: Unread

  func unread(naming isNaming: Bool) -> [String] {
    var sentences: [String] = []
    var missingIDs: [ResourceKind: Set<String>] = [:]
    if isNaming {
      for reference in network.danglingReferences() {
        missingIDs[reference.missingKind, default: []].insert(reference.missingID)
      }
    }
    let judged: [ResourceKind] = [
      .vpc, .subnet, .networkInterface, .securityGroup, .networkACL, .routeTable, .internetGateway,
      .vpcPeeringConnection, .prefixList,
    ]
    for kind in judged where !network.isComplete(kind) {
      let supply =
        isNaming
        ? missingIDs[kind].map { ": \(list($0.sorted())) \($0.count == 1 ? "is" : "are") not described here" } ?? ""
        : " (\(kind.describeCommand) supplies them)"
      sentences.append(
        "Not every \(kind.words) is known, so what depends on one that is missing is not judged\(supply)."
      )
    }
    let lists = Set(
      groups.flatMap(\.rules).compactMap { rule -> PrefixList.ID? in
        guard case .prefixList(let id) = rule.peer, network.prefixLists[id]?.entries == nil else { return nil }
        return id
      }
    )
    for id in lists.sorted() {
      guard !names.isUnknown(id) else {
        sentences.append("An unknown source (\(id)): rules with it are not judged.")
        continue
      }
      sentences.append(
        "The entries of prefix list \(names.full(id)) are not known: rules with it are not judged"
          + (isNaming ? "." : " (aws ec2 get-managed-prefix-list-entries --prefix-list-id \(id) supplies them).")
      )
    }
    let missing = Set(interfaces.flatMap(\.groupIDs)).filter { !network.securityGroups.contains($0) }
    for id in missing.sorted() {
      sentences.append("The rules of security group \(id), which interfaces carry, are not known.")
    }
    for interface in interfaces where interface.isOfUnknownAddress && !interface.isGateway {
      sentences.append(
        "\(names.full(interface.id)): \(UnknownAddresses.reason(interface)); whether the internet reaches it is not judged."
      )
    }
    return sentences
  }
}

/// What filters an interface: its VPC and its groups, in order.
struct AuditPolicy: Hashable, Comparable, Sendable {
  let vpcID: VPC.ID
  let groupIDs: [SecurityGroup.ID]

  init(_ interface: NetworkInterface) {
    vpcID = interface.vpcID
    groupIDs = Set(interface.groupIDs).sorted()
  }

  init(unused group: SecurityGroup) {
    vpcID = group.vpcID
    groupIDs = [group.id]
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.vpcID != right.vpcID { return left.vpcID < right.vpcID }
    return left.groupIDs.lexicographicallyPrecedes(right.groupIDs)
  }
}
