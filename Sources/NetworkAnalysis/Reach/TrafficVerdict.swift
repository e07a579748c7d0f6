package import IPAddressing

/// What some part of a network, or all of it, says to every kind of traffic between two ends: what passes, what is
/// stopped, and what cannot be told.
///
/// Kept as two sets, so that stations one after the other and rules side by side are intersections and unions: a
/// packet passes for certain where every station lets it pass for certain, and possibly where none stops it.
package struct TrafficVerdict: Hashable, Sendable {
  /// What passes for certain.
  package let allowed: TrafficSet
  /// What is not known to be stopped; contains `allowed`.
  package let possible: TrafficSet

  init(allowed: TrafficSet, possible: TrafficSet) {
    self.allowed = allowed
    self.possible = possible
  }

  /// The same set passes, and all the rest is stopped.
  init(certain traffic: TrafficSet) { self.init(allowed: traffic, possible: traffic) }

  static let all = TrafficVerdict(certain: .all)
  static let none = TrafficVerdict(certain: .empty)
  /// Nothing is known.
  static let unknown = TrafficVerdict(allowed: .empty, possible: .all)

  /// What cannot be told.
  package var unknown: TrafficSet { possible.subtracting(allowed) }

  /// Whether everything is stopped.
  package var isDenied: Bool { possible.isEmpty }

  /// The verdict on one kind of traffic, as `explain` gives it.
  package func verdict(on probe: TrafficProbe, _ family: IPFamily) -> Verdict {
    if allowed.contains(probe, family) { return .allowed }
    return possible.contains(probe, family) ? .unknown : .denied
  }

  /// Both stations have to let the packet pass.
  package func meeting(_ other: TrafficVerdict) -> TrafficVerdict {
    if other == .all || self == .none { return self }
    if self == .all || other == .none { return other }
    return TrafficVerdict(
      allowed: allowed.intersection(other.allowed),
      possible: possible.intersection(other.possible)
    )
  }

  /// One of the two suffices.
  package func joining(_ other: TrafficVerdict) -> TrafficVerdict {
    TrafficVerdict(allowed: allowed.union(other.allowed), possible: possible.union(other.possible))
  }

  /// What is left of it among certain traffic.
  package func restricted(to traffic: TrafficSet) -> TrafficVerdict {
    traffic.isAll ? self : meeting(TrafficVerdict(certain: traffic))
  }
}
