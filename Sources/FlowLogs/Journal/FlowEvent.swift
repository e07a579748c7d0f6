package import IPAddressing
package import VPCModel

/// Something that happened to a flow on this machine: a line of the journal.
package struct FlowEvent: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// A connection was let through: both ends of it that are on this machine.
    case opened([End])
    /// It is over.
    case ended([End], Totals)
    /// Packets were dropped at an interface: one, or several alike of the last seconds.
    case rejected(NetworkInterface.ID, Refusal, TrafficCount)
  }

  /// One end of a connection: an interface here, and what let the connection through there.
  package struct End: Hashable, Sendable {
    package var interfaceID: NetworkInterface.ID
    /// Egress at the interface that opened the connection, ingress at the other.
    package var direction: TrafficDirection
    package var acceptance: Acceptance

    package init(interfaceID: NetworkInterface.ID, direction: TrafficDirection, acceptance: Acceptance) {
      self.interfaceID = interfaceID
      self.direction = direction
      self.acceptance = acceptance
    }
  }

  package enum Acceptance: Hashable, Sendable {
    /// - Parameter group: the group that the rule belongs to, where it is known.
    case rule(SecurityGroupRule.ID, group: SecurityGroup.ID?)
    /// Security groups do not filter it.
    case notFiltered(PlatformService)
    /// No rule that is known: it was let through by one that was removed long ago, or before this machine kept count.
    case unknown
  }

  /// What a connection carried in its life.
  package struct Totals: Hashable, Sendable {
    package var start: FlowTime
    /// From who opened it, and back.
    package var forward: TrafficCount
    package var reply: TrafficCount

    package init(start: FlowTime, forward: TrafficCount, reply: TrafficCount) {
      self.start = start
      self.forward = forward
      self.reply = reply
    }
  }

  package var time: FlowTime
  /// The connection's first packet, or the packet that was dropped.
  package var source: IPAddress
  package var destination: IPAddress
  package var transport: Transport
  package var content: Content

  package init(
    time: FlowTime,
    source: IPAddress,
    destination: IPAddress,
    transport: Transport,
    content: Content
  ) {
    self.time = time
    self.source = source
    self.destination = destination
    self.transport = transport
    self.content = content
  }

  package var action: FlowAction {
    if case .rejected = content { return .reject }
    return .accept
  }

  /// The interfaces that it concerns, at most two.
  package var interfaceIDs: [NetworkInterface.ID] {
    switch content {
    case .opened(let ends), .ended(let ends, _): ends.map(\.interfaceID)
    case .rejected(let id, _, _): [id]
    }
  }
}

/// A line of the journal.
package enum JournalEntry: Hashable, Sendable {
  case flow(FlowEvent)
  /// So many events are missing before this point, and why.
  case lost(FlowTime, count: UInt64, why: String)

  package var time: FlowTime {
    switch self {
    case .flow(let event): event.time
    case .lost(let time, _, _): time
    }
  }
}
