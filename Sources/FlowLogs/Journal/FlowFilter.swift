package import IPAddressing
package import VPCModel

/// Which events somebody wants to see. Every part that is given has to match.
package struct FlowFilter: Hashable, Sendable {
  package var action: FlowAction?
  package var interfaceID: NetworkInterface.ID?
  /// Of the connection's first packet, or of the packet that was dropped.
  package var source: IPPrefix?
  package var destination: IPPrefix?
  package var ipProtocol: IPProtocol?
  /// The destination's.
  package var port: UInt16?
  package var since: FlowTime?
  package var until: FlowTime?
  /// Which of a connection's two events.
  package var phase = Phase.opened

  /// A connection is told of when it opens and when it has ended, with what it carried.
  package enum Phase: Hashable, Sendable { case opened, ended, both }

  package init() {}

  package func matches(_ event: FlowEvent) -> Bool {
    if let action, event.action != action { return false }
    switch (event.content, phase) {
    case (.opened, .ended), (.ended, .opened): return false
    case (.opened, _), (.ended, _), (.rejected, _): break
    }
    if let interfaceID, !event.interfaceIDs.contains(interfaceID) { return false }
    if let source, !source.contains(event.source) { return false }
    if let destination, !destination.contains(event.destination) { return false }
    if let ipProtocol, event.transport.ipProtocol != ipProtocol { return false }
    if let port, event.transport.destinationPort != port { return false }
    return covers(event.time)
  }

  /// Losses are shown whatever was asked for: what is missing could have matched.
  package func matches(_ entry: JournalEntry) -> Bool {
    switch entry {
    case .flow(let event): matches(event)
    case .lost(let time, _, _): covers(time)
    }
  }

  private func covers(_ time: FlowTime) -> Bool {
    (since.map { time >= $0 } ?? true) && (until.map { time <= $0 } ?? true)
  }
}
