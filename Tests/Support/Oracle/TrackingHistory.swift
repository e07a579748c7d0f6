import VPCModel

/// Everything that has happened, oldest first, and what is derived from it.
struct TrackingHistory {
  /// A packet that passed, and by which entry. An entry is named by the place of the packet that opened it.
  private struct Passed {
    var packet: Packet
    var time: Duration
    var entry: Int
  }

  /// A moment from which an interface was not in the network.
  private struct Absence {
    var interfaceID: NetworkInterface.ID
    /// How many packets had passed by then.
    var place: Int
  }

  private enum Life { case live, closing, gone }

  private var network: Network
  private let timeouts: ConnectionTimeouts
  private var passed: [Passed] = []
  private var absences: [Absence] = []

  init(network: Network, timeouts: ConnectionTimeouts) {
    self.network = network
    self.timeouts = timeouts
  }

  mutating func change(to network: Network, at time: Duration) {
    self.network = network
    for id in Set(passed.map(\.packet.interfaceID)) where !network.networkInterfaces.contains(id) {
      absences.append(Absence(interfaceID: id, place: passed.count))
    }
  }

  /// The packet's outcome, by the order of judgement in `ConnectionTracking.md`.
  mutating func record(_ packet: Packet, at time: Duration) -> Oracle.TrackedOutcome {
    guard let interface = network.networkInterfaces[packet.interfaceID] else {
      return .unknown(.networkInterface(packet.interfaceID))
    }
    if let service = Oracle.platformService(at: packet.remote, for: interface.vpcID, in: network) {
      return .passedNotFiltered(service)
    }
    if let entry = liveEntry(covering: packet, at: time) {
      passed.append(Passed(packet: packet, time: time, entry: entry))
      return .passedTracked
    }
    if Oracle.isUntracked(packet, in: network) { return .passedUntracked }
    guard Oracle.opensFlow(packet) else { return .dropped }
    switch Oracle.verdict(flow: packet.flow, in: network) {
    case .allowed:
      passed.append(Passed(packet: packet, time: time, entry: passed.count))
      return .passedTracked
    case .notFiltered(let service): return .passedNotFiltered(service)
    case .denied: return .dropped
    case .unknown(let candidates): return candidates.first.map { .unknown($0) } ?? .dropped
    }
  }

  /// The newest entry that covers the packet and has not ended. As an answer to a query first, then as the packet's own.
  private func liveEntry(covering packet: Packet, at time: Duration) -> Int? {
    for connection in [TrackedConnection(answeredBy: packet), TrackedConnection(openedBy: packet)] {
      guard let connection else { continue }
      for place in passed.indices.reversed() where passed[place].entry == place {
        guard passed[place].packet.interfaceID == packet.interfaceID,
          TrackedConnection(openedBy: passed[place].packet) == connection
        else { continue }
        // An entry that is replaced is never asked again: the newest decides alone.
        switch life(ofEntry: place, at: time) {
        case .live: return place
        case .closing where isTCPOpening(packet): break
        case .closing: return place
        case .gone: break
        }
        break
      }
    }
    return nil
  }

  private func isTCPOpening(_ packet: Packet) -> Bool {
    guard case .tcp = packet.transport else { return false }
    return Oracle.opensFlow(packet)
  }

  // MARK: The state of an entry, from the packets it covered

  private func life(ofEntry entry: Int, at time: Duration) -> Life {
    let covered = passed.filter { $0.entry == entry }
    guard let opener = covered.first, let last = covered.last else { return .gone }
    if absences.contains(where: { $0.interfaceID == opener.packet.interfaceID && $0.place > entry }) { return .gone }

    switch opener.packet.transport {
    case .tcp:
      if covered.contains(where: { $0.packet.tcpFlags.contains(.rst) }) { return .gone }
      let idleLimit = isEstablished(covered) ? timeouts.tcpEstablished : timeouts.tcpOpening
      if time - last.time >= idleLimit { return .gone }
      guard let closed = timeOfSecondFIN(covered) else { return .live }
      return time - closed >= timeouts.tcpClosing ? .gone : .closing
    case .udp:
      let idleLimit = transactions(covered) > 1 ? timeouts.udpStream : timeouts.udp
      return time - last.time >= idleLimit ? .gone : .live
    case .icmp, .icmpv6:
      return time - last.time >= timeouts.icmp ? .gone : .live
    case .other:
      return time - last.time >= timeouts.other ? .gone : .live
    }
  }

  /// Both sides have sent a segment with ACK.
  private func isEstablished(_ covered: [Passed]) -> Bool {
    TrafficDirection.allCases.allSatisfy { direction in
      covered.contains { $0.packet.direction == direction && $0.packet.tcpFlags.contains(.ack) }
    }
  }

  /// When the later of the two sides sent its first FIN; `nil` while one of them has not.
  private func timeOfSecondFIN(_ covered: [Passed]) -> Duration? {
    let firsts = TrafficDirection.allCases.map { direction in
      covered.first { $0.packet.direction == direction && $0.packet.tcpFlags.contains(.fin) }?.time
    }
    guard let ingress = firsts.first ?? nil, let egress = firsts.last ?? nil else { return nil }
    return max(ingress, egress)
  }

  /// How often the other side has answered something the opener had sent since the answer before.
  private func transactions(_ covered: [Passed]) -> Int {
    guard let opener = covered.first?.packet.direction else { return 0 }
    var complete = 0
    var isAsked = false
    for passed in covered {
      if passed.packet.direction == opener {
        isAsked = true
      } else if isAsked {
        complete += 1
        isAsked = false
      }
    }
    return complete
  }
}
