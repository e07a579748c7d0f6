import IPAddressing
import PolicyEngine
import Testing
import VPCModel

/// How long an entry lives. No rule allows the probing packets, so they pass for as long as the entry does.
@Suite("Connection tracking: lifetimes")
struct ConnectionLifetimeTests {
  private typealias Rule = SecurityGroupRule

  private let instant = Duration(attoseconds: 1)
  private let rules: [Rule] = [
    .ingress("sgr-tcp", .tcp(PortRange(22))), .ingress("sgr-udp", .udp(PortRange(53))),
    .ingress("sgr-icmp", .icmp(ICMPPattern(type: 8, code: nil))), .ingress("sgr-esp", .other(.esp)),
  ]
  private static let handshake: [Packet] = [.tcpIn(22, .syn), .tcpOut(22, [.syn, .ack]), .tcpIn(22, .ack)]
  private static let closing =
    handshake + [.tcpIn(22, [.fin, .ack]), .tcpOut(22, [.fin, .ack])]

  @Test(
    "Each state has its time-out: alive one instant before, gone exactly then",
    arguments: [
      ([Packet.tcpIn(22, .syn)], Packet.tcpOut(22, [.syn, .ack]), 60),
      ([.tcpIn(22, .syn), .tcpOut(22, [.syn, .ack])], .tcpOut(22, [.syn, .ack]), 60),
      ([.tcpIn(22, .syn), .tcpIn(22, .ack), .tcpIn(22, .ack)], .tcpOut(22, .ack), 60),
      (handshake, .tcpOut(22, .ack), 432_000),
      (handshake + [.tcpIn(22, [.fin, .ack])], .tcpOut(22, .ack), 432_000),
      // The same side's FIN again is not the other's.
      (handshake + [.tcpIn(22, [.fin, .ack]), .tcpIn(22, [.fin, .ack])], .tcpOut(22, .ack), 432_000),
      ([.tcpIn(22, .syn), .tcpIn(22, .fin)], .tcpOut(22, .ack), 60),
      (closing, .tcpOut(22, .ack), 10),
      ([.udpIn(53)], .udpOut(53), 30),
      ([.udpIn(53), .udpOut(53)], .udpOut(53), 30),
      // More answers, or more requests, are no second transaction.
      ([.udpIn(53), .udpOut(53), .udpOut(53), .udpOut(53)], .udpOut(53), 30),
      ([.udpIn(53), .udpIn(53), .udpOut(53), .udpIn(53)], .udpOut(53), 30),
      ([.udpIn(53), .udpOut(53), .udpIn(53), .udpOut(53)], .udpOut(53), 180),
      ([.udpIn(53), .udpOut(53), .udpOut(53), .udpIn(53), .udpOut(53), .udpOut(53)], .udpOut(53), 180),
      ([.icmp(.ingress, 8, identifier: 1)], .icmp(.egress, 0, identifier: 1), 30),
      ([.icmp(.ingress, 8), .icmp(.egress, 0)], .icmp(.egress, 0), 30),
      ([.on(.ingress, .other(.esp))], .on(.egress, .other(.esp)), 600),
    ]
  )
  func timeouts(packets: [Packet], probe: Packet, seconds: Int) {
    var host = TrackedHost(rules)
    for packet in packets {
      // Idle is since the last packet.
      host.wait(.seconds(1))
      #expect(host.send(packet).isTracked)
    }
    var late = host
    host.wait(.seconds(seconds) - instant)
    #expect(host.send(probe).isTracked)
    late.wait(.seconds(seconds))
    #expect(!late.send(probe).isTracked)
    #expect(late.tracker.count == 0)
  }

  @Test("Packets put the end off, dropped ones do not")
  func refreshing() {
    var host = TrackedHost(rules)
    #expect(host.send(.udpIn(53)).isTracked)
    for _ in 0..<10 {
      host.wait(.seconds(29))
      #expect(host.send(.udpIn(53)).isTracked)
    }
    var other = Packet.udpOut(53)
    other.transport = .udp(source: 53, destination: 40001)
    host.wait(.seconds(29))
    #expect(host.send(other) == .dropped(.noRule))
    host.wait(.seconds(1))
    #expect(host.send(.udpOut(53)) == .dropped(.noRule))
  }

  @Test("A closing connection ends ten seconds after the second FIN, whatever packets follow")
  func closingIsNotRefreshed() {
    var host = TrackedHost(rules)
    _ = host.send(Self.closing)
    for _ in 0..<3 {
      host.wait(.seconds(3))
      #expect(host.send([.tcpIn(22, .ack), .tcpOut(22, [.fin, .ack])]).areTracked)
    }
    host.wait(.seconds(1))
    #expect(host.send(.tcpIn(22, .ack)) == .dropped(.noConnection))
  }

  @Test("Where its idle time-out is shorter, a closing connection ends by that")
  func closingIdle() {
    var timeouts = ConnectionTimeouts()
    timeouts.tcpEstablished = .seconds(4)
    var host = TrackedHost(rules)
    host.tracker.setTimeouts(timeouts, of: TrackedHost.interfaceID)
    _ = host.send(Self.closing)
    host.wait(.seconds(3))
    #expect(host.send(.tcpIn(22, .ack)).isTracked)
    host.wait(.seconds(3))
    #expect(host.send(.tcpIn(22, .ack)).isTracked)
    var idle = host
    idle.wait(.seconds(4))
    #expect(!idle.send(.tcpIn(22, .ack)).isTracked)
    host.wait(.seconds(3))
    #expect(host.send(.tcpIn(22, .ack)).isTracked)
    host.wait(.seconds(1))
    #expect(!host.send(.tcpIn(22, .ack)).isTracked)
  }

  @Test("A SYN on a closing connection is a first packet; where it opens nothing the closing entry stays")
  func portsUsedAgain() {
    var host = TrackedHost(rules)
    _ = host.send(Self.closing)
    #expect(host.send(.tcpOut(22, .syn)) == .dropped(.noRule))
    host.wait(.seconds(9))
    #expect(host.send(.tcpIn(22, .ack)).isTracked)
    var again = host
    host.replaceRules([.ingress("sgr-new", .tcp(PortRange(22)))])
    #expect(host.send(.tcpIn(22, .syn)) == .passed(.tracked(openedBy: "sgr-new")))
    #expect(host.tracker.count == 1)
    host.wait(.seconds(59))
    #expect(host.send(.tcpOut(22, [.syn, .ack])) == .passed(.tracked(openedBy: "sgr-new")))
    // Untracked, the SYN leaves the closing entry as it was.
    again.replaceRules([.ingress("sgr-any", .tcp(PortRange(22)), Rule.anyone), Rule.allOut])
    #expect(again.send(.tcpIn(22, .syn)) == .passed(.untracked))
    #expect(again.send(.tcpIn(22, .ack)) == .passed(.tracked(openedBy: "sgr-tcp")))
  }

  @Test("A SYN on a live connection is covered as any segment is")
  func synOnLive() {
    var host = TrackedHost(rules)
    _ = host.send(Self.handshake)
    host.replaceRules([])
    #expect(host.send([.tcpIn(22, .syn), .tcpOut(22, .syn)]).areTracked)
    host.wait(.seconds(431_999))
    #expect(host.send(.tcpIn(22, .ack)).isTracked)
  }

  @Test(
    "RST from either side passes and ends the connection at once",
    arguments: [
      Packet.tcpIn(22, .rst), .tcpOut(22, [.rst, .ack]),
    ]
  )
  func reset(packet: Packet) {
    for opening in [Self.handshake, Self.closing] {
      var host = TrackedHost(rules)
      _ = host.send(opening)
      #expect(host.send(packet).isTracked)
      #expect(host.tracker.count == 0)
      #expect(host.send(packet) == .dropped(.noConnection))
    }
  }

  @Test("Time-outs of an interface hold from a connection's next packet on")
  func timeoutsOfInterface() {
    var host = TrackedHost(rules)
    _ = host.send(.udpIn(53))
    var timeouts = ConnectionTimeouts()
    timeouts.udp = .seconds(60)
    host.tracker.setTimeouts(timeouts, of: TrackedHost.interfaceID)
    #expect(host.tracker.timeouts(of: TrackedHost.interfaceID) == timeouts)
    var silent = host
    silent.wait(.seconds(30))
    #expect(!silent.send(.udpOut(53)).isTracked)
    host.wait(.seconds(29))
    _ = host.send(.udpIn(53))
    host.wait(.seconds(59))
    #expect(host.send(.udpOut(53)).isTracked)
    host.tracker.setTimeouts(nil, of: TrackedHost.interfaceID)
    #expect(host.tracker.timeouts(of: TrackedHost.interfaceID) == ConnectionTimeouts())
  }

  @Test("Times and time-outs at the ends of what a duration holds do not trap")
  func extremeTimes() {
    var timeouts = ConnectionTimeouts()
    timeouts.udp = Duration(attoseconds: .max)
    for start in [Int128.min, 0, .max] {
      var host = TrackedHost(rules)
      host.tracker.setTimeouts(timeouts, of: TrackedHost.interfaceID)
      host.now = Duration(attoseconds: start)
      #expect(host.send(.udpIn(53)).isTracked)
      #expect(host.tracker.connections.count == 1)
      host.now = .zero
      #expect(host.send(.tcpIn(22, .syn)).isTracked)
    }
  }
}
