package import VPCModel

/// What the security groups of an interface say to a flow's first packet, with everything that led to it.
package enum OracleVerdict: Hashable, Sendable {
  /// These rules allow it, all that match; `first` is the smallest of them by group, then rule identifier.
  case allowed(by: Set<SecurityGroupRule.ID>, first: SecurityGroupRule.ID)
  case notFiltered(PlatformService)
  case denied
  /// Everything unknown that could allow it.
  case unknown(UnknownCandidates)

  /// What would have to be known, each sorted: rules by group, then rule identifier.
  package struct UnknownCandidates: Hashable, Sendable {
    /// The interface, where it is not in the network; then nothing else is listed.
    package var networkInterface: NetworkInterface.ID?
    /// Rules that match but for a peer that the network does not tell.
    package var rules: [SecurityGroupRule.ID] = []
    /// Groups on the interface that the network does not hold.
    package var groups: [SecurityGroup.ID] = []

    package init(
      networkInterface: NetworkInterface.ID? = nil,
      rules: [SecurityGroupRule.ID] = [],
      groups: [SecurityGroup.ID] = []
    ) {
      self.networkInterface = networkInterface
      self.rules = rules
      self.groups = groups
    }

    /// The one that a verdict names: the interface, else the first rule, else the first group.
    package var first: SecurityGroupVerdict.Unknown? {
      if let networkInterface { return .networkInterface(networkInterface) }
      if let rule = rules.first { return .rule(rule) }
      return groups.first.map { .group($0) }
    }
  }

  /// Whether an engine's verdict is this one, the rule it names included.
  package func agrees(with verdict: SecurityGroupVerdict) -> Bool {
    switch (self, verdict) {
    case (.allowed(_, let first), .allowed(let rule)): first == rule
    case (.notFiltered(let service), .notFiltered(let other)): service == other
    case (.denied, .denied): true
    case (.unknown(let candidates), .unknown(let other)): candidates.first == other
    default: false
    }
  }
}
