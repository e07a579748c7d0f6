/// Bytes that an engine holds beyond its network, by what they grow with.
package struct EngineFootprint: Hashable, Sendable {
  /// What decisions read of rules: the compiled filters.
  package var filters: Int
  /// What they read of members: addresses, and the sets of groups.
  package var membership: Int
  /// What they read of interfaces: the number of each one's policy.
  package var interfaces: Int
  /// Address → class, for all rules and members together; 0 where there are no classes.
  package var addressClasses: Int

  package var total: Int { filters + membership + interfaces + addressClasses }
}

extension PolicyEngine {
  /// The tables that decisions read; what changes need beside them (identifiers to numbers, who depends on whom) is
  /// not counted. O(policies).
  package var footprint: EngineFootprint {
    EngineFootprint(
      filters: policies.byteCount,
      membership: membersV4.byteCount + membersV6.byteCount + groupSets.byteCount,
      interfaces: interfaces.policies.count * MemoryLayout<PolicyTable.Index>.stride,
      addressClasses: classes?.byteCount ?? 0
    )
  }

  /// How many policies the interfaces share.
  package var policyCount: Int { policies.count }
}
