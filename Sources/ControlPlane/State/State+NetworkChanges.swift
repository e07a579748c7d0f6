import VPCModel

extension State {
  /// What changes of records, which led here from an older state, did to the network.
  ///
  /// A rule is part of its group, so several changes may put the same group: each carries it as it is now.
  /// O(changes log n).
  func networkChanges(of changes: [Change], since old: State) -> [NetworkChange] {
    var groups: Set<SecurityGroup.ID> = []
    var result: [NetworkChange] = []
    for change in changes {
      let now = record(change.reference)
      let before = old.record(change.reference)
      if let rule = (now ?? before ?? change.record) as? SecurityGroupRuleRecord {
        if let earlier = before as? SecurityGroupRuleRecord { groups.insert(earlier.rule.groupID) }
        groups.insert(rule.rule.groupID)
      } else if let group = (now ?? before ?? change.record) as? SecurityGroupRecord {
        groups.insert(group.group.id)
      } else if let region = now as? RegionRecord {
        // AWS's own prefix lists come with the region.
        result += AWSManagedPrefixLists.records(region: region.location.region).compactMap(\.networkChange)
      } else if let change = now?.networkChange ?? before?.networkRemoval {
        result.append(change)
      }
    }
    for id in groups.sorted() {
      result.append(.securityGroup(network.securityGroups[id].map { .put($0) } ?? .remove(id)))
    }
    return result
  }
}
