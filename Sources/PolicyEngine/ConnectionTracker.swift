package import VPCModel

/// Stateful security groups: what they let through in one direction may be answered in the other, and goes on when
/// the rule that allowed it is removed (EC2 user guide, "Security group connection tracking").
///
/// Flows that rules for anyone allow both ways are not tracked, as on EC2: each of their packets is judged by the
/// rules of its moment. The tracker is fed two kinds of events, in the order in which they happen: packets
/// (`process`), and changes of the network (`apply` or `follow`), which bear on it only where an interface is gone.
/// The choices that EC2 leaves open, and what a first packet is, are written down beside the test oracle, in
/// `ConnectionTracking.md`.
///
/// A value: a copy shares its tables until one of the two is changed.
package struct ConnectionTracker: Sendable {
  /// How many connections can be tracked at one time, all interfaces together. EC2's own limit goes by instance
  /// type and is not published.
  package let maximumCount: Int
  /// How many packets were dropped for want of room though a rule allowed them: EC2's
  /// `conntrack_allowance_exceeded`.
  package private(set) var refusedCount = 0
  /// The time of the latest event; the least duration before the first.
  package private(set) var now = Duration(attoseconds: .min)

  var table: ConnectionTable

  /// - Parameters:
  ///   - maximumCount: 0 or less tracks nothing, so that only untracked flows pass.
  ///   - timeouts: for interfaces that are not given any of their own.
  package init(maximumCount: Int = 1 << 20, timeouts: ConnectionTimeouts = ConnectionTimeouts()) {
    self.maximumCount = maximumCount
    table = ConnectionTable(defaultTimeouts: timeouts)
  }

  /// Connections tracked at the time of the latest event.
  package var count: Int { table.count }

  /// Judges one packet and moves on the state of the connection to which it belongs.
  ///
  /// O(1) beside one decision of the engine, and allocates nothing, where the connection is known. Expired
  /// connections are removed on the way; each costs O(log count) once.
  ///
  /// - Parameters:
  ///   - time: since any origin that stays the same. A time before the latest event's counts as that.
  ///   - engine: the rules of this moment. An interface for which it has no policy is not in the network.
  package mutating func process(_ packet: Packet, at time: Duration, by engine: PolicyEngine) -> TrackingOutcome {
    expire(at: time)
    guard let interface = engine.index(of: packet.interfaceID) else {
      table.removeInterface(packet.interfaceID)
      return .unknown(.networkInterface(packet.interfaceID))
    }
    let decision = engine.decision(on: packet, at: interface)
    if decision.isNotFiltered, case .notFiltered(let service) = engine.verdict(of: decision, remote: packet.remote) {
      return .passed(.notFiltered(service))
    }

    let key = ConnectionKey(openedBy: packet)
    let place = ConnectionKey(answeredBy: packet).flatMap { table.place(of: $0) } ?? table.place(of: key)
    var isReplacing = false
    if let place, let entry = table[place] {
      isReplacing = entry.isClosing && packet.canOpenFlow
      if !isReplacing {
        table.cover(packet, at: place, now: now)
        return .passed(.tracked(openedBy: entry.rule))
      }
    }
    if engine.belongsToUntrackedFlow(packet, at: interface) { return .passed(.untracked) }
    guard packet.canOpenFlow else { return .dropped(.noConnection) }

    switch engine.verdict(of: decision, remote: packet.remote) {
    case .notFiltered(let service): return .passed(.notFiltered(service))
    case .denied: return .dropped(.noRule)
    case .unknown(let what): return .unknown(what)
    case .allowed(let rule):
      guard isReplacing || count < maximumCount else {
        refusedCount &+= 1
        return .dropped(.tableFull)
      }
      if let place { table.remove(place) }
      table.insert(ConnectionEntry(openedBy: packet, rule: rule), firstPacket: packet, now: now)
      return .passed(.tracked(openedBy: rule))
    }
  }

  /// Removes connections that have been idle for their time-out. Nothing depends on when this is called, but the
  /// memory they hold and `count`.
  package mutating func expire(at time: Duration) {
    now = max(now, time)
    table.removeExpired(at: now)
  }

  /// Follows a change of the network. Connections live on whatever becomes of rules, groups, members and addresses;
  /// those of an interface that is removed end, also where it comes back later. O(1), or O(connections that end).
  package mutating func apply(_ change: NetworkChange) {
    if case .networkInterface(.remove(let id)) = change { table.removeInterface(id) }
  }

  /// Follows a new network as a whole: connections end of every interface for which its engine has no policy.
  /// O(interfaces that have been seen).
  package mutating func follow(_ engine: PolicyEngine) {
    table.removeInterfaces { engine.index(of: $0) == nil }
  }

  /// The time-outs of an interface.
  package func timeouts(of interfaceID: NetworkInterface.ID) -> ConnectionTimeouts { table.timeouts(of: interfaceID) }

  /// Gives an interface of the network time-outs of its own (EC2's `ConnectionTrackingSpecification`), or with `nil`
  /// the default ones again. They hold from each connection's next packet on, and are forgotten with the interface.
  package mutating func setTimeouts(_ timeouts: ConnectionTimeouts?, of interfaceID: NetworkInterface.ID) {
    table.setTimeouts(timeouts, for: interfaceID)
  }
}
