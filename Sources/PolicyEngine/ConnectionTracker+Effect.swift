package import IPAddressing
package import VPCModel

/// A connection in the tracker's table.
package struct TrackedConnection: Hashable, Sendable {
  /// The flow of its first packet.
  package var flow: Flow
  /// The address at the interface's end.
  package var local: IPAddress
  /// The identifier of an ICMP query, where it has one.
  package var icmpIdentifier: UInt16?
  /// The rule that allowed the first packet.
  package var openedBy: SecurityGroupRule.ID
  /// How long it lives on if no further packet comes.
  package var remaining: Duration

  init(_ entry: ConnectionEntry, at time: Duration) {
    flow = entry.flow
    local = entry.key.local
    if case .messages(_, _, let identifier, _) = entry.key.conversation { icmpIdentifier = identifier }
    openedBy = entry.rule
    remaining = entry.deadline - time
  }
}

/// What replacing the rules does to the connections that are tracked now.
///
/// Of untracked flows nothing is recorded, so they cannot be listed: whichever of them the new rules do not allow is
/// cut at once.
package struct ConnectionEffect: Hashable, Sendable {
  /// A connection that goes on while its packets come, though its first packet would not be let in any more.
  package struct Survivor: Hashable, Sendable {
    package var connection: TrackedConnection
    /// What the new rules say to its first packet: denied or unknown.
    package var verdict: SecurityGroupVerdict
  }

  package var survivors: [Survivor] = []
  /// Connections that end because their interface is gone.
  package var ended: [TrackedConnection] = []
}

extension ConnectionTracker {
  /// The connections tracked at the time of the latest event. O(count).
  package var connections: [TrackedConnection] {
    table.all.map { TrackedConnection($0, at: now) }
  }

  /// What becomes of the present connections when one network's rules take the place of another's: those that the
  /// old rules would still let in and the new ones would not, and those that end. A connection that outlived its rule
  /// already is not listed again. O(count), two decisions each.
  package func effect(ofReplacing engine: PolicyEngine, with newEngine: PolicyEngine) -> ConnectionEffect {
    var effect = ConnectionEffect()
    for entry in table.all {
      let connection = TrackedConnection(entry, at: now)
      guard newEngine.index(of: connection.flow.interfaceID) != nil else {
        effect.ended.append(connection)
        continue
      }
      guard case .allowed = engine.decide(connection.flow) else { continue }
      let verdict = newEngine.decide(connection.flow)
      switch verdict {
      case .allowed, .notFiltered: break
      case .denied, .unknown:
        effect.survivors.append(ConnectionEffect.Survivor(connection: connection, verdict: verdict))
      }
    }
    return effect
  }
}
