import IPAddressing
import PolicyEngine
import Testing
import VPCModel

/// The order of judgement, what an entry covers, and what is tracked at all.
@Suite("Connection tracking: judgement")
struct ConnectionJudgementTests {
  private typealias Rule = SecurityGroupRule

  private func tracked(_ rule: Rule.ID) -> TrackingOutcome { .passed(.tracked(openedBy: rule)) }
  private let untracked = TrackingOutcome.passed(.untracked)
  private let ssh = Rule.ingress("sgr-ssh", .tcp(PortRange(22)))
  private let web = Rule.ingress("sgr-web", .tcp(PortRange(80)), Rule.anyone)

  // MARK: The order of judgement

  @Test("A packet of an interface that is not in the network is unknown, and records nothing")
  func unknownInterface() {
    var host = TrackedHost([ssh])
    var packet = Packet.tcpIn(22, .syn)
    packet.interfaceID = "eni-elsewhere"
    #expect(host.send(packet) == .unknown(.networkInterface("eni-elsewhere")))
    #expect(host.tracker.count == 0)
  }

  @Test("Traffic with the platform's services passes unfiltered and unrecorded, live entry or not")
  func platformService() {
    var host = TrackedHost([])
    var packet = Packet.udpOut(5353)
    packet.remote = .v4(IPv4Address(169, 254, 169, 253))
    #expect(host.send(packet) == .passed(.notFiltered(.dns)))
    packet.remote = .v4(IPv4Address(10, 0, 0, 2))
    #expect(host.send(packet) == .passed(.notFiltered(.dns)))
    #expect(host.tracker.count == 0)
  }

  @Test("An address that becomes the resolver's no longer refreshes its entry")
  func becomesPlatformService() {
    var host = TrackedHost([.egress("sgr-dns", .udp(PortRange(40000)), Rule.anyone)])
    var packet = Packet.udpOut(5353)
    packet.remote = .v4(IPv4Address(10, 1, 0, 2))
    #expect(host.send(packet) == tracked("sgr-dns"))
    let moved = IPv4Prefix(address: IPv4Address(10, 1, 0, 0), length: 16)
    host.change(.vpc(.put(VPC(id: "vpc-1", ipv4CIDRs: moved.map { [$0] } ?? []))))
    host.wait(.seconds(29))
    #expect(host.send(packet) == .passed(.notFiltered(.dns)))
    #expect(host.tracker.count == 1)
    host.wait(.seconds(1))
    #expect(host.send(packet) == .passed(.notFiltered(.dns)))
    #expect(host.tracker.count == 0)
  }

  @Test("A live entry passes packets whatever the rules say now, and is judged before untracked flows are")
  func liveEntryComesFirst() {
    var host = TrackedHost([web])
    #expect(host.send(.tcpIn(80, .syn)) == tracked("sgr-web"))
    host.replaceRules([web, Rule.allOut])
    // What was tracked stays so; a new connection to the same port is not.
    #expect(host.send(.tcpOut(80, [.syn, .ack])) == tracked("sgr-web"))
    #expect(host.send(.tcpIn(80, .syn, from: 40001)) == untracked)
    host.replaceRules([])
    #expect(host.send(.tcpIn(80, .ack)) == tracked("sgr-web"))
    #expect(host.send(.tcpIn(80, .syn, from: 40001)) == .dropped(.noRule))
    #expect(host.tracker.count == 1)
  }

  @Test("A dropped packet refreshes nothing, and an unknown verdict makes no entry")
  func droppedAndUnknown() {
    let unknown = Rule.ingress("sgr-list", .tcp(PortRange(22)), .prefixList("pl-unknown"))
    var host = TrackedHost([unknown])
    #expect(host.send(.tcpIn(22, .syn)) == .unknown(.rule("sgr-list")))
    #expect(host.send(.tcpIn(23, .syn)) == .dropped(.noRule))
    #expect(host.send(.tcpIn(22, .ack)) == .dropped(.noConnection))
    #expect(host.tracker.count == 0)
  }

  // MARK: What one entry covers

  @Test("TCP and UDP entries cover both ways between the same addresses and ports, and nothing else")
  func portsCovered() {
    var host = TrackedHost([ssh, .ingress("sgr-dns", .udp(PortRange(53)))])
    #expect(host.send(.tcpIn(22, .syn)) == tracked("sgr-ssh"))
    #expect(host.send(.udpIn(53)) == tracked("sgr-dns"))
    #expect(host.send(.tcpOut(22, [.syn, .ack])) == tracked("sgr-ssh"))
    #expect(host.send(.udpOut(53)) == tracked("sgr-dns"))

    #expect(host.send(.tcpOut(22, .ack, to: 40001)) == .dropped(.noConnection))
    #expect(host.send(.tcpOut(23, .ack)) == .dropped(.noConnection))
    #expect(host.send(.tcpOut(53, .ack)) == .dropped(.noConnection))
    var other = Packet.udpOut(53)
    other.remote = .v4(IPv4Address(203, 0, 113, 2))
    #expect(host.send(other) == .dropped(.noRule))
    other = .udpOut(53)
    other.local = .v4(IPv4Address(10, 0, 0, 11))
    #expect(host.send(other) == .dropped(.noRule))
  }

  @Test(
    "A query is answered by its own kind of reply, under its identifier, whatever the code",
    arguments: [
      (UInt8(8), UInt8(0)), (13, 14), (15, 16), (17, 18),
    ]
  )
  func queryAndReply(query: UInt8, reply: UInt8) {
    var host = TrackedHost([.ingress("sgr-icmp", .icmp(ICMPPattern(type: query, code: nil)))])
    #expect(host.send(.icmp(.egress, reply, identifier: 1)) == .dropped(.noRule))
    #expect(host.send(.icmp(.ingress, query, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.icmp(.egress, reply, code: 3, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.icmp(.egress, reply, identifier: 2)) == .dropped(.noRule))
    #expect(host.send(.icmp(.egress, reply)) == .dropped(.noRule))
    // Neither the other side's query nor a reply in the query's own direction is covered.
    #expect(host.send(.icmp(.egress, query, identifier: 1)) == .dropped(.noRule))
    #expect(host.send(.icmp(.ingress, reply, identifier: 1)) == .dropped(.noRule))
    #expect(host.tracker.count == 1)
  }

  @Test("ICMPv6 queries are answered likewise", arguments: [(UInt8(128), UInt8(129)), (139, 140)])
  func queryAndReplyV6(query: UInt8, reply: UInt8) {
    var host = TrackedHost([.ingress("sgr-icmp", .icmpv6(ICMPPattern(type: query, code: nil)), Rule.anyone6)])
    #expect(host.send(.icmpv6(.ingress, query, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.icmpv6(.egress, reply, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.icmpv6(.egress, reply, identifier: 2)) == .dropped(.noRule))
    // 8/0 is no pair there.
    host.replaceRules([.ingress("sgr-eight", .icmpv6(ICMPPattern(type: 8, code: nil)), Rule.anyone6)])
    #expect(host.send(.icmpv6(.ingress, 8, identifier: 1)) == tracked("sgr-eight"))
    #expect(host.send(.icmpv6(.egress, 0, identifier: 1)) == .dropped(.noRule))
  }

  @Test("Two hosts may ping each other under one identifier; a reply belongs to the query first")
  func crossedPings() {
    let echo = TrafficSelector.icmp(ICMPPattern(type: 8, code: nil))
    var host = TrackedHost([
      .ingress("sgr-in", echo), .egress("sgr-out", echo),
      .egress("sgr-replies", .icmp(ICMPPattern(type: 0, code: nil))),
    ])
    #expect(host.send(.icmp(.egress, 0, identifier: 1)) == tracked("sgr-replies"))
    #expect(host.send(.icmp(.ingress, 8, identifier: 1)) == tracked("sgr-in"))
    #expect(host.send(.icmp(.egress, 8, identifier: 1)) == tracked("sgr-out"))
    #expect(host.send(.icmp(.egress, 0, identifier: 1)) == tracked("sgr-in"))
    #expect(host.send(.icmp(.ingress, 0, identifier: 1)) == tracked("sgr-out"))
    #expect(host.tracker.count == 3)
  }

  @Test("Any other ICMP message covers its type, one way, under its identifier")
  func otherMessages() {
    var host = TrackedHost([.ingress("sgr-icmp", .icmp(ICMPPattern(type: 3, code: 4)))])
    #expect(host.send(.icmp(.ingress, 3, code: 4)) == tracked("sgr-icmp"))
    #expect(host.send(.icmp(.ingress, 3, code: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.icmp(.ingress, 3, code: 1, identifier: 0)) == .dropped(.noRule))
    #expect(host.send(.icmp(.ingress, 11, code: 4)) == .dropped(.noRule))
    #expect(host.send(.icmp(.egress, 3, code: 4)) == .dropped(.noRule))
  }

  @Test("Other protocols are covered both ways between two addresses, each number apart")
  func otherProtocols() {
    var host = TrackedHost([.ingress("sgr-esp", .other(.esp))])
    #expect(host.send(.on(.egress, .other(.esp))) == .dropped(.noRule))
    #expect(host.send(.on(.ingress, .other(.esp))) == tracked("sgr-esp"))
    #expect(host.send(.on(.egress, .other(.esp))) == tracked("sgr-esp"))
    #expect(host.send(.on(.egress, .other(IPProtocol(rawValue: 51)))) == .dropped(.noRule))
  }

  // MARK: Which packets can open a flow

  @Test(
    "Of TCP only a SYN alone opens a flow",
    arguments: [
      TCPFlags.ack, [.syn, .ack], [.syn, .fin], [.syn, .rst], .rst, .fin, [],
    ]
  )
  func notOpening(flags: TCPFlags) {
    var host = TrackedHost([ssh])
    #expect(host.send(.tcpIn(22, flags)) == .dropped(.noConnection))
    #expect(host.tracker.count == 0)
  }

  @Test("A UDP server whose rule went opens a flow of its own where egress allows that")
  func udpServerReopens() {
    var host = TrackedHost([.ingress("sgr-in", .udp(PortRange(53))), .egress("sgr-out", .udp(.all))])
    #expect(host.send(.udpIn(53)) == tracked("sgr-in"))
    host.replaceRules([.egress("sgr-out", .udp(.all))])
    #expect(host.send(.udpOut(53)) == tracked("sgr-in"))
    host.wait(.seconds(30))
    #expect(host.send(.udpIn(53)) == .dropped(.noRule))
    #expect(host.send(.udpOut(53)) == tracked("sgr-out"))
    #expect(host.send(.udpIn(53)) == tracked("sgr-out"))
  }
}
