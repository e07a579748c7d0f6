import VPCModel

/// Who uses a prefix list.
enum PrefixListReferences {
  /// The security groups and route tables that refer to a list, sorted.
  ///
  /// O(references).
  static func resources(_ list: PrefixList.ID, _ scope: some Scope) -> [String] {
    var resources: Set<String> = []
    for holder in scope.state.holders(of: list.text) {
      switch holder.kind {
      case .securityGroupRule:
        guard let rule = scope.state.securityGroupRules[holder.id] else { continue }
        resources.insert(rule.rule.groupID.text)
      default: resources.insert(holder.id)
      }
    }
    return resources.sorted()
  }

  /// Those that would exceed their quotas if the list counted `size`.
  ///
  /// O(references and what else the referring resources hold).
  static func overflowing(_ list: PrefixList, at size: Int, _ scope: some Scope) -> [String] {
    guard size > list.maxEntries ?? 0 else { return [] }
    return resources(list.id, scope).filter { resource in
      if let group = scope.state.securityGroups[resource] {
        let quota = scope.quotas.rulesPerGroup
        let weight = { (id: PrefixList.ID) in id == list.id ? size : scope.state.prefixLists[id]?.list.weight }
        return TrafficDirection.allCases.contains { direction in
          let rules = scope.state.rules(of: group.group.id).filter { $0.direction == direction }
          return rules.contains { $0.peer == .prefixList(list.id) }
            && RuleCounts(rules.map(\.peer), weight: weight).largest > quota
        }
      }
      guard let table = scope.state.routeTables[resource] else { return false }
      let count = table.table.routes.reduce(0) { count, route in
        guard !route.isPropagated else { return count }
        guard case .prefixList(let id) = route.destination else { return count + 1 }
        return count + (id == list.id ? size : scope.state.prefixLists[id]?.list.weight ?? 1)
      }
      return count > RouteTableActions.largestRouteCount
    }
  }
}
