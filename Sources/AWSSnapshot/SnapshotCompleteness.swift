import VPCModel

/// Of which kinds a snapshot may lack some resources.
///
/// The AWS CLI answers for one account and region, so people keep a folder for each. A *part* of a snapshot
/// is a folder that itself holds a used file, other than one that only supplements (prefix lists, elastic
/// IP addresses, databases, ECS tasks). A kind is incomplete when
///
/// - some part has no file of it, an empty list counting as a file: `{"NatGateways": []}` says that there
///   are none. A folder of supplements counts for the nearest part that encloses it;
/// - an element of it could not be read, or an output of it was cut short (`NextToken`);
/// - there is no part at all.
///
/// Prefix lists alone are judged by need: they are incomplete when a rule or a route refers to one whose
/// entries the snapshot does not have. Nobody prints all of AWS's lists, and no other list can matter.
struct SnapshotCompleteness {
  private var supplied: [String: Set<ResourceKind>] = [:]
  private var parts: Set<String> = []
  private var incomplete: Set<ResourceKind> = []
  private var foldersWithFlowLogs: Set<String> = []
  private var flowLogsAreIncomplete = false

  /// A used file in a folder has this key.
  mutating func note(_ key: DescribedKey, in folder: String) {
    if !key.isSupplement { parts.insert(folder) }
    if let kind = key.suppliedKind { supplied[folder, default: []].insert(kind) }
    if key == .flowLogs { foldersWithFlowLogs.insert(folder) }
  }

  /// Some flow log could not be read, or an output of them broke off.
  mutating func markFlowLogsIncomplete() { flowLogsAreIncomplete = true }

  /// Whether every part has an output of flow logs. They decide nothing, so that without them nothing is incomplete; but
  /// then nobody can say that there are none. O(files).
  var hasAllFlowLogs: Bool {
    !flowLogsAreIncomplete && !parts.isEmpty
      && parts.isSubset(of: foldersWithFlowLogs.compactMap { part(enclosing: $0) })
  }

  mutating func markIncomplete(_ kind: ResourceKind) { incomplete.insert(kind) }

  /// O(files + rules + routes).
  func incompleteKinds(of network: Network) -> Set<ResourceKind> {
    var suppliedToPart: [String: Set<ResourceKind>] = [:]
    for (folder, kinds) in supplied {
      if let part = part(enclosing: folder) { suppliedToPart[part, default: []].formUnion(kinds) }
    }
    let judgedByPart = Set(ResourceKind.allCases).subtracting([.prefixList])
    var kinds = incomplete
    if parts.isEmpty { kinds.formUnion(judgedByPart) }
    for part in parts { kinds.formUnion(judgedByPart.subtracting(suppliedToPart[part] ?? [])) }
    if Self.refersToUnknownPrefixList(network) { kinds.insert(.prefixList) }
    return kinds
  }

  private func part(enclosing folder: String) -> String? {
    var path = folder[...]
    while !parts.contains(String(path)) {
      guard let slash = path.lastIndex(of: "/") else { return nil }
      path = path[..<slash]
    }
    return String(path)
  }

  private static func refersToUnknownPrefixList(_ network: Network) -> Bool {
    func isUnknown(_ id: PrefixList.ID) -> Bool { network.prefixLists[id]?.entries == nil }
    for group in network.securityGroups.unordered {
      for rule in group.rules {
        if case .prefixList(let id) = rule.peer, isUnknown(id) { return true }
      }
    }
    for table in network.routeTables.unordered {
      for route in table.routes {
        if case .prefixList(let id) = route.destination, isUnknown(id) { return true }
      }
    }
    return false
  }
}
