import HashTreeCollections
package import VPCModel

/// Everything the control plane knows at one revision, of every account and region, and the network that follows
/// from it.
///
/// A value whose tables are persistent: a copy costs nothing to speak of, a change O(log n). An action works on a copy of
/// its own; readers hold the state they began with for as long as they like.
package struct State: Sendable {
  package internal(set) var regions = RecordTable<RegionRecord>()
  package internal(set) var dhcpOptions = RecordTable<DHCPOptionsRecord>()
  package internal(set) var vpcs = RecordTable<VPCRecord>()
  package internal(set) var subnets = RecordTable<SubnetRecord>()
  package internal(set) var securityGroups = RecordTable<SecurityGroupRecord>()
  /// One for each rule, with its group; the rules themselves, in the order in which they were made, are in the
  /// network's groups: ``rules(of:)``.
  package internal(set) var securityGroupRules = RecordTable<SecurityGroupRuleRecord>()
  package internal(set) var networkACLs = RecordTable<NetworkACLRecord>()
  package internal(set) var routeTables = RecordTable<RouteTableRecord>()
  /// AWS's own lists of every region in use among them: they come with the first ``RegionRecord`` of a region, and no
  /// store holds them.
  package internal(set) var prefixLists = RecordTable<PrefixListRecord>()
  package internal(set) var prefixListVersions = RecordTable<PrefixListVersionRecord>()
  package internal(set) var internetGateways = RecordTable<InternetGatewayRecord>()
  package internal(set) var egressOnlyInternetGateways = RecordTable<EgressOnlyInternetGatewayRecord>()
  package internal(set) var elasticAddresses = RecordTable<ElasticAddressRecord>()
  package internal(set) var networkInterfaces = RecordTable<NetworkInterfaceRecord>()
  package internal(set) var instances = RecordTable<InstanceRecord>()
  package internal(set) var natGateways = RecordTable<NATGatewayRecord>()
  package internal(set) var vpcEndpoints = RecordTable<VPCEndpointRecord>()
  package internal(set) var peeringConnections = RecordTable<VPCPeeringConnectionRecord>()
  package internal(set) var flowLogs = RecordTable<FlowLogRecord>()
  package internal(set) var clientTokens = RecordTable<ClientTokenRecord>()

  /// What engines answer from. Always in step with the records.
  package internal(set) var network = Network()

  /// By kind, so that a VPC's subnets are found without a look at its interfaces.
  private var holders: TreeDictionary<String, [RecordKind: TreeSet<String>]> = [:]

  package init() {}

  /// The state that holds some records, in any order of kinds.
  package init(_ records: some Sequence<any Record>) {
    var rules: [any Record] = []
    for record in records {
      // A rule goes into its group, which must be there.
      if record is SecurityGroupRuleRecord { rules.append(record) } else { apply(.put(record)) }
    }
    for rule in rules { apply(.put(rule)) }
  }

  /// The records that hang on a resource (or on any other key that records link to), sorted.
  /// O(log n + m log m) for m of them.
  package func holders(of key: String) -> [RecordReference] {
    (holders[key] ?? [:]).sorted { $0.key < $1.key }.flatMap { kind, identifiers in
      identifiers.sorted().map { RecordReference(kind, $0) }
    }
  }

  /// Those of one kind, sorted by identifier. O(log n + m log m) for m of that kind.
  package func holders(of key: String, _ kind: RecordKind) -> [String] { holders[key]?[kind]?.sorted() ?? [] }

  /// Whether a record of the kind hangs on the key. O(log n).
  package func hasHolder(of key: String, _ kind: RecordKind) -> Bool { holders[key]?[kind] != nil }

  /// The kinds of record that hang on the key, in no particular order. O(log n).
  package func holderKinds(of key: String) -> [RecordKind] { holders[key].map { Array($0.keys) } ?? [] }

  /// Whether anything hangs on the key. O(log n).
  package func hasHolder(of key: String) -> Bool { holders[key] != nil }

  /// How many records hang on the key. O(log n).
  package func holderCount(of key: String) -> Int { holders[key]?.values.reduce(0) { $0 + $1.count } ?? 0 }

  /// How many of one kind. O(log n).
  package func holderCount(of key: String, _ kind: RecordKind) -> Int { holders[key]?[kind]?.count ?? 0 }

  /// A security group's rules of both directions, in the order in which they were made.
  package func rules(of group: SecurityGroup.ID) -> [SecurityGroupRule] { network.securityGroups[group]?.rules ?? [] }

  /// The record of a reference. O(log n).
  package func record(_ reference: RecordReference) -> (any Record)? {
    func find<Element: Record>(_: Element.Type) -> (any Record)? { self[keyPath: Element.table][reference.id] }
    return find(reference.kind.recordType)
  }

  // MARK: Changing

  package mutating func apply(_ change: Change) {
    switch change {
    case .put(let record): put(record)
    case .remove(let reference): remove(reference.kind.recordType, reference.id)
    }
  }

  private mutating func put<Element: Record>(_ record: Element) {
    let previous = self[keyPath: Element.table].put(record)
    relink(RecordReference(Element.kind, record.recordID), from: previous?.links ?? [], to: record.links)
    if let rule = record as? SecurityGroupRuleRecord {
      putRule(rule.rule)
    } else if let group = record as? SecurityGroupRecord {
      var resource = group.group
      resource.rules = rules(of: resource.id)
      network.apply(.securityGroup(.put(resource)))
    } else if let region = record as? RegionRecord {
      openAWSManagedPrefixLists(region: region.location.region)
    } else if let change = record.networkChange {
      network.apply(change)
    }
  }

  private mutating func remove<Element: Record>(_: Element.Type, _ id: String) {
    guard let previous = self[keyPath: Element.table].remove(id) else { return }
    relink(RecordReference(Element.kind, id), from: previous.links, to: [])
    if let rule = previous as? SecurityGroupRuleRecord {
      network.securityGroups[rule.rule.groupID]?.rules.removeAll { $0.id == rule.rule.id }
    } else if let change = previous.networkRemoval {
      network.apply(change)
    }
  }

  /// What AWS itself has in a region follows from the region being in use. O(1) for a region that is known already.
  private mutating func openAWSManagedPrefixLists(region: String) {
    for list in AWSManagedPrefixLists.records(region: region) where prefixLists[list.recordID] == nil { put(list) }
  }

  /// In the place of the rule with its identifier, else last. O(the group's rules).
  private mutating func putRule(_ rule: SecurityGroupRule) {
    guard var group = network.securityGroups[rule.groupID] else { return }
    if let index = group.rules.firstIndex(where: { $0.id == rule.id }) {
      group.rules[index] = rule
    } else {
      group.rules.append(rule)
    }
    network.securityGroups[rule.groupID] = group
  }

  private mutating func relink(_ reference: RecordReference, from old: [String], to new: [String]) {
    guard old != new else { return }
    for key in old where !new.contains(key) {
      holders[key]?[reference.kind]?.remove(reference.id)
      if holders[key]?[reference.kind]?.isEmpty == true { holders[key]?[reference.kind] = nil }
      if holders[key]?.isEmpty == true { holders[key] = nil }
    }
    for key in new where !old.contains(key) {
      holders[key, default: [:]][reference.kind, default: []].insert(reference.id)
    }
  }
}
