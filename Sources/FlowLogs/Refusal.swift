package import VPCModel

/// Why a packet was dropped.
package struct Refusal: Hashable, Sendable {
  /// What dropped it; the text is what `ringfence-reason` shows.
  package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
    /// No security group rule lets it leave its interface.
    case egressRules = "no-egress-rule"
    /// No security group rule lets it in.
    case ingressRules = "no-ingress-rule"
    /// A TCP segment that belongs to no connection, on its way out of an interface or into one.
    case egressConnection = "no-connection-egress"
    case ingressConnection = "no-connection-ingress"
    /// The network ACL of the subnet that it left or entered.
    case outboundACL = "network-acl-outbound"
    case inboundACL = "network-acl-inbound"
    /// The source/destination check.
    case sourceCheck = "source-destination-check"
  }

  package var cause: Cause
  /// A sentence: `sg-db: no rule; nearest sgr-… tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)`.
  package var words: String
  /// The rule that came nearest to allowing it.
  package var nearestRuleID: SecurityGroupRule.ID?
  /// The network ACL that denied, and the number of the entry, where one did.
  package var networkACLID: NetworkACL.ID?
  package var entryNumber: Int?

  package init(
    _ cause: Cause,
    words: String,
    nearestRuleID: SecurityGroupRule.ID? = nil,
    networkACLID: NetworkACL.ID? = nil,
    entryNumber: Int? = nil
  ) {
    self.cause = cause
    self.words = words
    self.nearestRuleID = nearestRuleID
    self.networkACLID = networkACLID
    self.entryNumber = entryNumber
  }
}

extension Refusal.Cause {
  /// Whether the interface that the packet left is the one that refused it, rather than the one it was for.
  package var direction: TrafficDirection {
    switch self {
    case .egressRules, .egressConnection, .outboundACL, .sourceCheck: .egress
    case .ingressRules, .ingressConnection, .inboundACL: .ingress
    }
  }
}
