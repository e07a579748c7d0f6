import IPAddressing
import Oracle
import VPCModel

@testable import LinuxDataPlane

/// A few connections at once, each going the way that real ones go: a step that was dropped is tried again.
struct Conversation {
  private struct Session {
    var first: SlowKernel.Sent
    var step = 0
    /// Whether the first packet ever passed: nobody answers what did not come.
    var isOpen = false
    var tries = 0
  }

  private static let script: [(isOpener: Bool, flags: TCPFlags)] = [
    (true, [.syn]), (false, [.syn, .ack]), (true, [.ack]), (true, [.ack]), (false, [.ack]), (true, [.ack]),
    (false, [.ack]), (false, [.ack]), (true, [.ack]), (true, [.ack]), (false, [.ack]),
  ]

  private var sessions: [Session] = []
  private var log: [String] = []
  private var connectionless: Set<[IPAddress]> = []

  mutating func note(_ line: String) { log.append(line) }

  /// What happened before something went wrong.
  func story(_ last: String) -> String { (log.suffix(24) + [last]).joined(separator: "\n  ") }

  /// Now and then something changes: mostly what makes connections tracked or untracked.
  mutating func change(_ attached: inout AttachedNetwork) -> NetworkChange? {
    switch attached.random(below: 100) {
    case ..<12: attached.opening()
    case ..<18: attached.randomChange()
    default: nil
    }
  }

  mutating func send(_ attached: inout AttachedNetwork) -> AttachedNetwork.Result? {
    if sessions.isEmpty || attached.random(below: 100) < 22 {
      guard let first = attached.flow(), attached.isSenders(first) else { return nil }
      if case .other(let number) = first.transport {
        let ends = [min(first.source, first.destination), max(first.source, first.destination)]
        guard number.rawValue != 132, connectionless.insert(ends).inserted else { return nil }
      }
      if case .tcp = first.transport, first.tcpFlags != [.syn] { return nil }
      // Messages that are no queries have no connections in the kernel.
      switch first.transport {
      case .icmp(let message): guard message == ICMPTypeCode(type: 8, code: 0) else { return nil }
      case .icmpv6(let message): guard message == ICMPTypeCode(type: 128, code: 0) else { return nil }
      default: break
      }
      sessions.append(Session(first: first))
      return step(sessions.count - 1, &attached)
    }
    // What never opened is tried a few times and given up.
    sessions.removeAll { !$0.isOpen && $0.tries > 2 }
    guard !sessions.isEmpty else { return nil }
    let recent = attached.random(below: 100) < 60
    return step(recent ? sessions.count - 1 : attached.random(below: sessions.count), &attached)
  }

  private mutating func step(_ index: Int, _ attached: inout AttachedNetwork) -> AttachedNetwork.Result? {
    sessions[index].tries += 1
    let session = sessions[index]
    let scripted = session.isOpen ? Self.script[session.step % Self.script.count] : Self.script[0]
    var packet = scripted.isOpener ? session.first : attached.reply(to: session.first)
    if case .tcp = packet.transport {
      // Once open it stays open: no second SYN.
      packet.tcpFlags = session.step >= Self.script.count ? [.ack] : scripted.flags
    }
    guard let result = attached.send(packet, isReply: !scripted.isOpener) else { return nil }
    log.append("\(result.words) \(result.seen.isEmpty ? "dropped" : "passed")")
    if !result.seen.isEmpty {
      sessions[index].isOpen = true
      sessions[index].step += 1
    }
    return result
  }
}

extension AttachedNetwork {
  mutating func random(below bound: Int) -> Int { withRandom { Int.random(in: 0..<max(1, bound), using: &$0) } }

  /// Whether the packet's source is its sender's own: spoofed ones begin no connection.
  func isSenders(_ packet: SlowKernel.Sent) -> Bool { !isSpoofed && packet.source != packet.destination }

  /// Opens a group of an attached interface to anyone, or takes a rule of it away.
  mutating func opening() -> NetworkChange? {
    let used = attachments.flatMap { network.networkInterfaces[$0.interfaceID]?.groupIDs ?? [] }
    guard !used.isEmpty, var group = network.securityGroups[used[random(below: used.count)]] else { return nil }
    if random(below: 100) < 45, !group.rules.isEmpty {
      group.rules.remove(at: random(below: group.rules.count))
      return .securityGroup(.put(group))
    }
    let traffic: [TrafficSelector] = [.all, .tcp(.all), .udp(.all), .tcp(PortRange(443)), .udp(PortRange(53))]
    group.rules.append(
      SecurityGroupRule(
        id: .init("sgr-open\(random(below: 1_000_000))"),
        groupID: group.id,
        direction: random(below: 2) == 0 ? .ingress : .egress,
        traffic: traffic[random(below: traffic.count)],
        peer: random(below: 100) < 70 ? .ipv4(.all) : .ipv6(.all)
      )
    )
    return .securityGroup(.put(group))
  }
}
