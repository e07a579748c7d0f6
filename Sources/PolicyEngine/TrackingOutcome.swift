package import VPCModel

/// What becomes of one packet, state and rules together.
package enum TrackingOutcome: Hashable, Sendable {
  case passed(Passage)
  case dropped(Drop)
  /// No known rule allows it, and something unknown could; or its interface is not known.
  case unknown(SecurityGroupVerdict.Unknown)

  package enum Passage: Hashable, Sendable {
    /// It opened a connection or belongs to one. The rule is the one that allowed the first packet, which may
    /// since have been removed.
    case tracked(openedBy: SecurityGroupRule.ID)
    /// Its flow is open to anyone both ways, so no state is kept and the rules of the moment decide.
    case untracked
    /// Security groups do not filter traffic with the platform's own services.
    case notFiltered(PlatformService)
  }

  package enum Drop: Hashable, Sendable {
    /// It could open a flow, and no rule allows that.
    case noRule
    /// A TCP segment that belongs to no connection and cannot open one, whatever the rules say.
    case noConnection
    /// A rule allows it, but the table has no room (EC2's `conntrack_allowance_exceeded`).
    case tableFull
  }
}
