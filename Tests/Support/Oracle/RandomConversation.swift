import IPAddressing
package import VPCModel

extension RandomNetwork {
  /// A history for connection tracking: packets of a few connections, in and out of step, with changes of the network
  /// between them and pauses around the idle time-outs.
  package static func conversation(
    in network: Network,
    events count: Int,
    using random: inout SplitMix64
  ) -> [Oracle.Event] {
    var conversation = RandomConversation(builder: RandomNetworkBuilder(network: network, random: random))
    for _ in 0..<count { conversation.addEvent() }
    random = conversation.builder.random
    return conversation.events
  }
}

private struct RandomConversation {
  var builder: RandomNetworkBuilder
  var events: [Oracle.Event] = []
  private var time: Duration = .zero
  private var sessions: [Session] = []

  init(builder: RandomNetworkBuilder) { self.builder = builder }

  /// One connection: its first packet, and how far a well-behaved exchange has come.
  struct Session {
    var first: Packet
    var step = 0
  }

  /// Who sends which flags in a whole TCP connection; other protocols take the sides only.
  private static let script: [(isOpener: Bool, flags: TCPFlags)] = [
    (true, [.syn]), (false, [.syn, .ack]), (true, [.ack]), (true, [.ack]), (false, [.ack]), (true, [.ack]),
    (false, [.ack]), (true, [.fin, .ack]), (false, [.fin, .ack]), (true, [.ack]),
  ]

  mutating func addEvent() {
    time += pause()
    if builder.random.chance(15) {
      builder.network.apply(builder.random.chance(35) ? opening() : builder.change())
      events.append(Oracle.Event(at: time, .network(builder.network)))
      return
    }
    events.append(Oracle.Event(at: time, .packet(packet())))
  }

  /// Mostly none or a second; else about a time-out, one millisecond to either side or exactly.
  private mutating func pause() -> Duration {
    switch builder.random.below(100) {
    case ..<50: return .zero
    case ..<75: return .seconds(1)
    default:
      let seconds = builder.random.pick(9, 10, 30, 30, 60, 60, 180, 600, 432_000)
      return .seconds(seconds) + .milliseconds(builder.random.pick(-1, 0, 1))
    }
  }

  /// Opens a group that is in use to anyone, or closes it again: what makes flows untracked.
  private mutating func opening() -> NetworkChange {
    let used = sessions.compactMap { builder.network.networkInterfaces[$0.first.interfaceID] }.flatMap(\.groupIDs)
    guard let id = builder.random.pick(used), var group = builder.network.securityGroups[id] else {
      return builder.change()
    }
    if builder.random.chance(45), !group.rules.isEmpty {
      group.rules.remove(at: builder.random.below(group.rules.count))
      return .securityGroup(.put(group))
    }
    let isIPv4 = builder.random.chance(70)
    let rule = SecurityGroupRule(
      id: builder.id("sgr"),
      groupID: id,
      direction: builder.random.pick(.ingress, .egress),
      traffic: builder.random.pick(.all, .tcp(.all), .udp(.all), builder.traffic()),
      peer: isIPv4 ? .ipv4(.all) : .ipv6(.all)
    )
    group.rules.append(rule)
    return .securityGroup(.put(group))
  }

  private mutating func packet() -> Packet {
    if sessions.isEmpty || builder.random.chance(18) {
      let first = firstPacket()
      sessions.append(Session(first: first, step: 1))
      return first
    }
    let index = builder.random.chance(70) ? sessions.count - 1 : builder.random.below(sessions.count)
    defer { sessions[index].step += 1 }
    let scripted = Self.script[sessions[index].step % Self.script.count]
    var packet = sessions[index].first
    let isOpener = builder.random.chance(85) ? scripted.isOpener : !scripted.isOpener
    if !isOpener { packet = answer(to: packet) }
    if case .tcp = packet.transport {
      let others: [TCPFlags] = [[.syn], [.syn, .ack], [.ack], [.fin, .ack], [.rst], [.rst, .ack], []]
      packet.tcpFlags = builder.random.chance(85) ? scripted.flags : builder.random.pick(others) ?? []
    }
    if builder.random.chance(5), packet.icmpIdentifier != nil { packet.icmpIdentifier = 7 }
    return packet
  }

  private mutating func firstPacket() -> Packet {
    let flow = builder.flow()
    let own = builder.network.networkInterfaces[flow.interfaceID]?.ownPrefixes.map(\.first) ?? []
    let fallback: IPAddress = flow.remote.family == .ipv4 ? .v4(IPv4Address(10, 0, 0, 9)) : .v6(.lowest)
    var packet = Packet(
      interfaceID: flow.interfaceID,
      direction: flow.direction,
      local: own.first { $0.family == flow.remote.family } ?? fallback,
      remote: flow.remote,
      transport: flow.transport
    )
    switch flow.transport {
    case .tcp: packet.tcpFlags = builder.random.chance(92) ? [.syn] : [.ack]
    case .icmp: packet.icmpIdentifier = builder.random.chance(80) ? 1 : nil
    case .icmpv6: packet.icmpIdentifier = builder.random.chance(80) ? 1 : nil
    case .udp, .other: break
    }
    return packet
  }

  private func answer(to packet: Packet) -> Packet {
    var answer = packet
    answer.direction = packet.direction.opposite
    answer.transport = packet.transport.reply
    return answer
  }
}
