import IPAddressing
import PolicyEngine
import Testing
import VPCModel

@Suite("Connection tracking: untracked flows")
struct UntrackedFlowTests {
  private typealias Rule = SecurityGroupRule

  private func tracked(_ rule: Rule.ID) -> TrackingOutcome { .passed(.tracked(openedBy: rule)) }
  private let untracked = TrackingOutcome.passed(.untracked)
  private let ssh = Rule.ingress("sgr-ssh", .tcp(PortRange(22)))
  private let web = Rule.ingress("sgr-web", .tcp(PortRange(80)), Rule.anyone)

  @Test("The guide's example: SSH from one address outlives its rule, HTTP from anyone is cut with it")
  func workedExample() {
    let icmp = Rule.ingress("sgr-icmp", .icmp(.any), Rule.anyone)
    var host = TrackedHost([ssh, web, icmp, Rule.allOut])
    #expect(host.send([.tcpIn(22, .syn), .tcpOut(22, [.syn, .ack])]) == [tracked("sgr-ssh"), tracked("sgr-ssh")])
    #expect(host.send([.tcpIn(80, .syn), .tcpOut(80, [.syn, .ack])]) == [untracked, untracked])
    // ICMP is always tracked.
    #expect(host.send(.icmp(.ingress, 8, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.tracker.count == 2)

    host.replaceRules([Rule.allOut])
    #expect(host.send([.tcpIn(22, .ack), .tcpOut(22, .ack)]) == [tracked("sgr-ssh"), tracked("sgr-ssh")])
    #expect(host.send([.tcpIn(80, .ack), .tcpOut(80, .ack)]) == [.dropped(.noConnection), .dropped(.noConnection)])
    #expect(host.send(.icmp(.egress, 0, identifier: 1)) == tracked("sgr-icmp"))
    #expect(host.send(.tcpIn(22, .syn, from: 40001)) == .dropped(.noRule))
  }

  @Test("An untracked flow is cut at once with the rule that lets its answers out, and does not come back tracked")
  func answeringRuleGoes() {
    var host = TrackedHost([web, Rule.allOut])
    #expect(host.send([.tcpIn(80, .syn), .tcpOut(80, .ack)]) == [untracked, untracked])
    host.replaceRules([web])
    #expect(host.send([.tcpIn(80, .ack), .tcpOut(80, .ack)]) == [.dropped(.noConnection), .dropped(.noConnection)])
    host.replaceRules([web, Rule.allOut])
    #expect(host.send([.tcpIn(80, .ack), .tcpOut(80, .ack)]) == [untracked, untracked])
    #expect(host.tracker.count == 0)
  }

  @Test("A flow from inside is untracked where ingress is open to anyone on every port")
  func fromInside() {
    var host = TrackedHost([
      .ingress("sgr-all-udp", .udp(.all), Rule.anyone), .egress("sgr-out", .udp(PortRange(40000)), Rule.anyone),
    ])
    #expect(host.send([.udpOut(5353), .udpIn(5353)]) == [untracked, untracked])
    // The narrower egress rule does not answer a flow from outside to another port.
    var other = Packet.udpIn(7)
    other.transport = .udp(source: 9, destination: 7)
    #expect(host.send(other) == tracked("sgr-all-udp"))
  }

  @Test(
    "What is not literally anyone on every port leaves a flow tracked",
    arguments: [
      Rule.egress("sgr-out", .tcp(.all), .prefixList("pl-everything")),
      .egress("sgr-out", .udp(.all), Rule.anyone),
      .egress("sgr-out", .tcp(PortRange(uncheckedLower: 0, upper: 65534)), Rule.anyone),
      .egress("sgr-out", .tcp(PortRange(uncheckedLower: 1, upper: 65535)), Rule.anyone),
      .egress("sgr-out", .all, Rule.anyone6),
      .egress("sgr-out", .all, Rule.peerAlone),
    ]
  )
  func trackedStill(opposite: SecurityGroupRule) {
    var host = TrackedHost([web, opposite])
    host.change(
      .prefixList(.put(PrefixList(id: "pl-everything", name: "everything", entries: [.init(.v4(.all))])))
    )
    #expect(host.send(.tcpIn(80, .syn)) == tracked("sgr-web"))
  }

  @Test("Two halves are not anyone, and two rules that only together cover every port do not count")
  func notTogether() {
    let low = Rule.egress("sgr-low", .tcp(PortRange(uncheckedLower: 0, upper: 1023)), Rule.anyone)
    let high = Rule.egress("sgr-high", .tcp(PortRange(uncheckedLower: 1024, upper: 65535)), Rule.anyone)
    var host = TrackedHost([web, low, high])
    #expect(host.send(.tcpIn(80, .syn)) == tracked("sgr-web"))

    let halves = [UInt32(0), 0x8000_0000].compactMap { IPv4Prefix(address: IPv4Address($0), length: 1) }
    let rules = halves.enumerated().map {
      Rule.ingress(.init("sgr-half-\($0.offset)"), .tcp(PortRange(80)), .ipv4($0.element))
    }
    host = TrackedHost(rules + [Rule.allOut])
    #expect(host.send(.tcpIn(80, .syn)) == tracked("sgr-half-1"))
  }

  @Test("One rule for anyone suffices beside narrower ones")
  func narrowerBeside() {
    var host = TrackedHost([.ingress("sgr-a", .tcp(PortRange(80))), web, .egress("sgr-out", .tcp(.all), Rule.anyone)])
    #expect(host.send(.tcpIn(80, .syn)) == untracked)
  }

  @Test("Each family goes by its own rules")
  func families() {
    let web6 = Rule.ingress("sgr-web6", .tcp(PortRange(80)), Rule.anyone6)
    var host = TrackedHost([web, web6, .egress("sgr-out6", .all, Rule.anyone6)])
    let packet6 = Packet.on6(.ingress, .tcp(source: 40000, destination: 80), .syn)
    #expect(host.send([.tcpIn(80, .syn), packet6]) == [tracked("sgr-web"), untracked])
  }

  @Test("A SYN is never an answer: it opens a flow of its own or is dropped")
  func synIsNoAnswer() {
    var host = TrackedHost([
      .ingress("sgr-in", .tcp(.all), Rule.anyone), .egress("sgr-out", .tcp(PortRange(9)), Rule.anyone),
    ])
    // From inside to port 9, and the answers from there.
    #expect(host.send([.tcpOut(80, .syn, to: 9), .tcpIn(80, [.syn, .ack], from: 9)]) == [untracked, untracked])
    // A SYN from port 9 looks like one of these, but starts a flow whose answers not every port may send.
    #expect(host.send(.tcpIn(80, .syn, from: 9)) == tracked("sgr-in"))
    host.replaceRules([.egress("sgr-out", .tcp(PortRange(9)), Rule.anyone)])
    #expect(host.send(.tcpIn(81, .syn, from: 9)) == .dropped(.noRule))
  }

  @Test("A group of the interface that is not in the network makes nothing untracked")
  func unknownGroup() {
    var host = TrackedHost([web])
    var interface = TrackedHost.interface
    interface.groupIDs.append("sg-unknown")
    host.change(.networkInterface(.put(interface)))
    #expect(host.send(.tcpIn(80, .syn)) == tracked("sgr-web"))
    #expect(host.send(.tcpIn(81, .syn)) == .unknown(.group("sg-unknown")))
  }
}
