import IPAddressing
package import VPCModel

extension Oracle {
  /// Something that happens to a network's interfaces.
  package struct Event: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case packet(Packet)
      /// From now on this is the network: rules, groups, members or interfaces have changed.
      case network(Network)
    }

    /// Since any origin; never before the event that precedes it.
    package var time: Duration
    package var kind: Kind

    package init(at time: Duration, _ kind: Kind) {
      self.time = time
      self.kind = kind
    }
  }

  /// What happens to one packet.
  package enum TrackedOutcome: Hashable, Sendable {
    /// It opened an entry or an entry covers it.
    case passedTracked
    /// It belongs to a flow of which no state is kept.
    case passedUntracked
    case passedNotFiltered(PlatformService)
    case dropped
    case unknown(SecurityGroupVerdict.Unknown)
  }

  /// The outcome of each packet among the events, in their order.
  ///
  /// The behaviour is that of `ConnectionTracking.md`, next to this file. There is no table of entries: for each packet
  /// the whole history is walked for the packets that opened entries, and the state of such an entry is derived from
  /// the packets it covered.
  package static func track(
    _ events: [Event],
    from network: Network,
    timeouts: ConnectionTimeouts = ConnectionTimeouts()
  ) -> [TrackedOutcome] {
    var history = TrackingHistory(network: network, timeouts: timeouts)
    var outcomes: [TrackedOutcome] = []
    for event in events {
      switch event.kind {
      case .network(let network): history.change(to: network, at: event.time)
      case .packet(let packet): outcomes.append(history.record(packet, at: event.time))
      }
    }
    return outcomes
  }

  /// Whether packets like this start a flow that is not tracked: TCP or UDP, allowed by a rule for anyone, and the
  /// other direction open to anyone on every port.
  static func startsUntracked(_ flow: Flow, in network: Network) -> Bool {
    guard let interface = network.networkInterfaces[flow.interfaceID] else { return false }
    switch flow.transport {
    case .tcp, .udp: break
    case .icmp, .icmpv6, .other: return false
    }
    let rules = interface.groupIDs.flatMap { network.securityGroups[$0]?.rules ?? [] }
    let forAnyone = rules.filter { rule in
      switch (rule.peer, flow.remote) {
      case (.ipv4(let prefix), .v4): prefix.length == 0
      case (.ipv6(let prefix), .v6): prefix.length == 0
      default: false
      }
    }
    let isAllowed = forAnyone.contains {
      $0.direction == flow.direction && traffic($0.traffic, selects: flow.transport)
    }
    let isAnswered = forAnyone.contains { rule in
      guard rule.direction != flow.direction else { return false }
      switch (rule.traffic, flow.transport) {
      case (.all, _): return true
      case (.tcp(let ports), .tcp), (.udp(let ports), .udp): return ports.lower == 0 && ports.upper == 65535
      default: return false
      }
    }
    return isAllowed && isAnswered
  }

  /// Whether a packet passes without being tracked: it starts such a flow, or answers in one.
  static func isUntracked(_ packet: Packet, in network: Network) -> Bool {
    if startsUntracked(packet.flow, in: network) { return true }
    if case .tcp = packet.transport, opensFlow(packet) { return false }
    let reversed = Flow(
      interfaceID: packet.interfaceID,
      direction: packet.direction == .ingress ? .egress : .ingress,
      remote: packet.remote,
      transport: exchangingPorts(packet.transport)
    )
    return startsUntracked(reversed, in: network)
  }

  /// Whether a packet without an entry can make one: anything but a TCP segment that is not a bare SYN.
  static func opensFlow(_ packet: Packet) -> Bool {
    guard case .tcp = packet.transport else { return true }
    return packet.tcpFlags.contains(.syn) && packet.tcpFlags.isDisjoint(with: [.ack, .fin, .rst])
  }

  private static func exchangingPorts(_ transport: Transport) -> Transport {
    switch transport {
    case .tcp(let source, let destination): .tcp(source: destination, destination: source)
    case .udp(let source, let destination): .udp(source: destination, destination: source)
    case .icmp, .icmpv6, .other: transport
    }
  }
}
