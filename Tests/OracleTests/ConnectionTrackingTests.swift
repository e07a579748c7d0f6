import IPAddressing
import Oracle
import Testing
import VPCModel

/// Sentences of the EC2 user guide's "Security group connection tracking", and the choices beside them.
@Suite("Connection tracking")
struct ConnectionTrackingTests {
  private static let client = IPAddress.v4(IPv4Address(203, 0, 113, 1))

  /// `eni-1` with the guide's example: SSH from one address, HTTP from anyone, everything out.
  private func network(without removed: Set<SecurityGroupRule.ID> = []) throws -> Network {
    func rule(
      _ id: SecurityGroupRule.ID,
      _ direction: TrafficDirection,
      _ traffic: TrafficSelector,
      _ prefix: IPv4Prefix
    ) -> SecurityGroupRule {
      SecurityGroupRule(id: id, groupID: "sg-1", direction: direction, traffic: traffic, peer: .ipv4(prefix))
    }
    let host = try IPv4Prefix(parsing: "203.0.113.1/32")
    let rules = [
      rule("ssh", .ingress, .tcp(PortRange(22)), host), rule("http", .ingress, .tcp(PortRange(80)), .all),
      rule("dns", .ingress, .udp(PortRange(53)), host), rule("ping", .ingress, .icmp(.any), .all),
      rule("esp", .ingress, .other(.esp), host), rule("out", .egress, .all, .all),
    ]
    var network = Network()
    network.securityGroups = [
      SecurityGroup(id: "sg-1", name: "one", vpcID: "vpc-1", rules: rules.filter { !removed.contains($0.id) })
    ]
    network.networkInterfaces = [
      NetworkInterface(id: "eni-1", vpcID: "vpc-1", subnetID: "subnet-1", groupIDs: ["sg-1"])
    ]
    return network
  }

  private func packet(
    _ direction: TrafficDirection,
    _ transport: Transport,
    _ flags: TCPFlags = [],
    identifier: UInt16? = nil
  ) -> Oracle.Event.Kind {
    .packet(
      Packet(
        interfaceID: "eni-1",
        direction: direction,
        local: .v4(IPv4Address(10, 0, 0, 10)),
        remote: Self.client,
        transport: transport,
        tcpFlags: flags,
        icmpIdentifier: identifier
      )
    )
  }

  private func to(_ port: UInt16, _ flags: TCPFlags) -> Oracle.Event.Kind {
    packet(.ingress, .tcp(source: 40000, destination: port), flags)
  }

  private func from(_ port: UInt16, _ flags: TCPFlags) -> Oracle.Event.Kind {
    packet(.egress, .tcp(source: port, destination: 40000), flags)
  }

  private func outcomes(_ events: [(Int, Oracle.Event.Kind)]) throws -> [Oracle.TrackedOutcome] {
    Oracle.track(events.map { Oracle.Event(at: .seconds($0.0), $0.1) }, from: try network())
  }

  @Test("A tracked connection goes on when its rule is removed")
  func trackedSurvives() throws {
    let result = try outcomes([
      (0, to(22, [.syn])), (0, from(22, [.syn, .ack])), (0, to(22, [.ack])),
      (1, .network(try network(without: ["ssh", "out"]))), (2, to(22, [.ack])), (3, from(22, [.ack])),
      (4, packet(.ingress, .tcp(source: 40001, destination: 22), [.syn])),
    ])
    #expect(result == Array(repeating: .passedTracked, count: 5) + [.dropped])
  }

  @Test("An untracked connection is cut at once when its rule is removed, and its answers do not revive it")
  func untrackedIsCut() throws {
    let result = try outcomes([
      (0, to(80, [.syn])), (0, from(80, [.syn, .ack])), (0, to(80, [.ack])),
      (1, .network(try network(without: ["http"]))), (2, to(80, [.ack])), (2, from(80, [.ack])), (2, to(80, [.ack])),
    ])
    #expect(result == Array(repeating: .passedUntracked, count: 3) + Array(repeating: .dropped, count: 3))
  }

  @Test("Without the rule for all traffic out, what anyone may send is tracked and answered")
  func trackedWithoutEverythingOut() throws {
    let result = try outcomes([
      (0, .network(try network(without: ["out"]))), (0, to(80, [.syn])), (0, from(80, [.syn, .ack])),
      (0, packet(.egress, .tcp(source: 50000, destination: 443), [.syn])),
    ])
    #expect(result == [.passedTracked, .passedTracked, .dropped])
  }

  @Test("ICMP is tracked even where both directions are open to anyone")
  func icmp() throws {
    let query = packet(.ingress, .icmp(.init(type: 8, code: 0)), identifier: 1)
    let reply = packet(.egress, .icmp(.init(type: 0, code: 0)), identifier: 1)
    let other = packet(.egress, .icmp(.init(type: 0, code: 0)), identifier: 2)
    let closed = try network(without: ["ping", "out"])
    #expect(
      try outcomes([(0, query), (1, .network(closed)), (29, reply), (29, other), (59, query)])
        == [.passedTracked, .passedTracked, .dropped, .dropped]
    )
    #expect(try outcomes([(0, query), (1, .network(closed)), (30, reply)]) == [.passedTracked, .dropped])
  }

  @Test("UDP lives 30 seconds idle, and 180 after a second transaction")
  func udp() throws {
    let query = packet(.ingress, .udp(source: 5000, destination: 53))
    let answer = packet(.egress, .udp(source: 53, destination: 5000))
    let closed = (0, Oracle.Event.Kind.network(try network(without: ["dns", "out"])))
    #expect(try outcomes([(0, query), closed, (0, answer), (30, answer)]).last == .dropped)
    #expect(try outcomes([(0, query), closed, (0, answer), (0, answer), (30, answer)]).last == .dropped)
    let stream = [(0, query), closed, (0, answer), (0, query), (0, answer)]
    #expect(try outcomes(stream + [(179, answer)]).last == .passedTracked)
    #expect(try outcomes(stream + [(180, answer)]).last == .dropped)
  }

  @Test("Other protocols are tracked by addresses for 600 seconds")
  func otherProtocols() throws {
    let esp = packet(.ingress, .other(.esp))
    let closed = (0, Oracle.Event.Kind.network(try network(without: ["esp", "out"])))
    #expect(try outcomes([(0, esp), closed, (599, packet(.egress, .other(.esp)))]).last == .passedTracked)
    #expect(try outcomes([(0, esp), closed, (600, packet(.egress, .other(.esp)))]).last == .dropped)
    #expect(try outcomes([(0, esp), closed, (1, packet(.egress, .other(.gre)))]).last == .dropped)
  }

  @Test("TCP lives 60 seconds before it is established, five days after")
  func tcpTimeouts() throws {
    let opening = [(0, to(22, [.syn])), (0, from(22, [.syn, .ack]))]
    #expect(try outcomes(opening + [(59, to(22, [.ack]))]).last == .passedTracked)
    #expect(try outcomes(opening + [(60, to(22, [.ack]))]).last == .dropped)
    let established = opening + [(0, to(22, [.ack]))]
    #expect(try outcomes(established + [(431_999, from(22, [.ack]))]).last == .passedTracked)
    #expect(try outcomes(established + [(432_000, from(22, [.ack]))]).last == .dropped)
  }

  @Test("RST ends a connection at once, the second FIN after ten seconds, a new SYN begins another")
  func tcpEnd() throws {
    let established = [(0, to(22, [.syn])), (0, from(22, [.syn, .ack])), (0, to(22, [.ack]))]
    let reset = established + [(1, from(22, [.rst])), (1, to(22, [.ack]))]
    #expect(try outcomes(reset).suffix(2) == [.passedTracked, .dropped])
    let closed = established + [(1, to(22, [.fin, .ack])), (5, from(22, [.fin, .ack])), (14, to(22, [.ack]))]
    #expect(try outcomes(closed).last == .passedTracked)
    #expect(try outcomes(closed + [(15, to(22, [.ack]))]).last == .dropped)
    #expect(
      try outcomes(closed + [(14, to(22, [.syn])), (20, from(22, [.syn, .ack]))]).suffix(2) == [
        .passedTracked, .passedTracked,
      ]
    )
    let removed = closed + [(14, .network(try network(without: ["ssh"]))), (14, to(22, [.syn]))]
    #expect(try outcomes(removed).last == .dropped)
  }

  @Test("A connection ends with its interface, and does not return with it")
  func interfaceGoes() throws {
    let result = try outcomes([
      (0, to(22, [.syn])), (0, .network(Network())), (0, from(22, [.syn, .ack])), (0, .network(try network())),
      (0, from(22, [.syn, .ack])),
    ])
    #expect(result == [.passedTracked, .unknown(.networkInterface("eni-1")), .dropped])
  }

  @Test("Random conversations meet every outcome, and entries that outlive their rules")
  func randomConversations() {
    var counts: [String: Int] = [:]
    for seed in UInt64(0)..<60 {
      var network = RandomNetwork.make(seed: seed, size: .tiny)
      var random = SplitMix64(seed: seed)
      let events = RandomNetwork.conversation(in: network, events: 80, using: &random)
      var outcomes = Oracle.track(events, from: network).makeIterator()
      for event in events {
        switch event.kind {
        case .network(let next): network = next
        case .packet(let packet):
          let outcome = outcomes.next()
          switch outcome {
          case .passedTracked:
            counts["tracked", default: 0] += 1
            if Oracle.verdict(flow: packet.flow, in: network) == .denied { counts["tracked only", default: 0] += 1 }
          case .passedUntracked: counts["untracked", default: 0] += 1
          case .passedNotFiltered: counts["not filtered", default: 0] += 1
          case .dropped:
            counts["dropped", default: 0] += 1
            if case .allowed = Oracle.verdict(flow: packet.flow, in: network) { counts["late", default: 0] += 1 }
          case .unknown: counts["unknown", default: 0] += 1
          case nil: Issue.record("seed \(seed): a packet without an outcome")
          }
        }
      }
    }
    print("conversations: \(counts.sorted { $0.key < $1.key })")
    for name in ["tracked", "tracked only", "untracked", "not filtered", "dropped", "late", "unknown"] {
      #expect(counts[name, default: 0] > 20, "\(name)")
    }
  }
}
