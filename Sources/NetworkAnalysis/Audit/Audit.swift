package import Findings
package import VPCModel

/// Every check of a network's rules, and what it means there.
package struct Audit: Sendable {
  private let context: AuditContext

  /// Prepares what the checks look things up in. O(size of the network), but for sorting.
  /// - Parameter writing: how Terraform writes the network, where it does: the fixes then fit in.
  package init(_ network: Network, writing: (any TerraformWriting)? = nil) {
    context = AuditContext(network, writing)
  }

  /// All checks there are, by identifier.
  package static let checks: [Check] = families.flatMap { $0.checks }.sorted { $0.id < $1.id }

  /// The families of checks, each in a file of its own.
  private static var families: [any AuditFamily.Type] {
    [
      InternetExposureFamily.self, WideSourceFamily.self, FamilyParityFamily.self, InternetChainFamily.self,
      PublicDatabaseFamily.self, EgressFamily.self, DefaultGroupFamily.self, GroupHousekeepingFamily.self,
      GroupReferenceFamily.self, RedundantRuleFamily.self, DeadRuleFamily.self, OneSidedPairFamily.self,
      PrefixListFamily.self, QuotaFamily.self, ConnectionTrackingFamily.self, NetworkACLAccessFamily.self,
      NetworkACLEntryFamily.self, NetworkACLReplyFamily.self, RoutingFamily.self, FlowLogFamily.self,
    ]
  }

  /// What the checks find, in no particular order.
  ///
  /// Linear in rules, interfaces and ACL entries, but for look-ups that take logarithmic time, and for what overlaps
  /// within one interface's groups, which EC2's quotas keep small.
  /// - Parameter selected: identifiers of the checks to make; `nil` for all.
  package func findings(_ selected: Set<String>? = nil) -> [Finding] {
    Self.families.flatMap { family -> [Finding] in
      if let selected, !family.checks.contains(where: { selected.contains($0.id) }) { return [] }
      let findings = family.findings(context)
      guard let selected else { return findings }
      return findings.filter { selected.contains($0.checkID) }
    }
  }

  /// What the network does not tell and the checks would have needed, a sentence each.
  /// - Parameter naming: whether to say which resources are missing, of a network of which the AWS CLI cannot supply more,
  ///   instead of the command that supplies them.
  package func unread(naming isNaming: Bool = false) -> [String] { context.unread(naming: isNaming) }
}

/// Checks that look at the same thing.
protocol AuditFamily {
  static var checks: [Check] { get }
  static func findings(_ context: AuditContext) -> [Finding]
}
