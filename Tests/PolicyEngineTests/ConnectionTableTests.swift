import IPAddressing
import PolicyEngine
import Testing
import VPCModel

/// Room, interfaces that go, and what a change of rules leaves behind.
@Suite("Connection tracking: the table")
struct ConnectionTableTests {
  private typealias Rule = SecurityGroupRule
  private let ssh = Rule.ingress("sgr-ssh", .tcp(PortRange(22)))

  @Test("A full table drops new flows and counts them, and goes on with those it has")
  func full() {
    var host = TrackedHost([ssh, .ingress("sgr-web", .tcp(PortRange(80)), Rule.anyone), Rule.allOut], maximumCount: 2)
    #expect(host.send([.tcpIn(22, .syn, from: 1), .tcpIn(22, .syn, from: 2)]).areTracked)
    #expect(host.send(.tcpIn(22, .syn, from: 3)) == .dropped(.tableFull))
    #expect(host.send(.tcpIn(22, .syn, from: 3)) == .dropped(.tableFull))
    #expect(host.tracker.refusedCount == 2)
    // What no rule allows is not refused for want of room, and untracked flows need none.
    #expect(host.send(.tcpIn(23, .syn)) == .dropped(.noRule))
    #expect(host.send(.tcpIn(80, .syn)) == .passed(.untracked))
    #expect(host.tracker.refusedCount == 2)
    #expect(host.send(.tcpOut(22, .rst, to: 1)).isTracked)
    #expect(host.send(.tcpIn(22, .syn, from: 3)).isTracked)
    host.wait(.seconds(60))
    #expect(host.send(.tcpIn(22, .syn, from: 4)).isTracked)
    #expect(host.tracker.count == 1)
  }

  @Test("A connection that takes a closing one's place needs no further room")
  func replacingWhenFull() {
    var host = TrackedHost([ssh], maximumCount: 1)
    _ = host.send([.tcpIn(22, .syn), .tcpOut(22, [.fin, .ack]), .tcpIn(22, [.fin, .ack])])
    #expect(host.send(.tcpIn(22, .syn)).isTracked)
    #expect(host.tracker.count == 1)
    #expect(host.tracker.refusedCount == 0)
  }

  @Test("Connections end with their interface, others' do not, and they do not come back with it")
  func interfaceGoes() {
    var host = TrackedHost([ssh])
    var second = TrackedHost.interface
    second.id = "eni-2"
    host.change(.networkInterface(.put(second)))
    var other = Packet.tcpIn(22, .syn)
    other.interfaceID = "eni-2"
    #expect(host.send([.tcpIn(22, .syn), other, .tcpIn(22, .syn, from: 1)]).areTracked)
    let before = host

    host.change(.networkInterface(.remove(TrackedHost.interfaceID)))
    #expect(host.tracker.count == 1)
    host.change(.networkInterface(.put(TrackedHost.interface)))
    #expect(host.send(.tcpOut(22, [.syn, .ack])) == .dropped(.noConnection))
    other.tcpFlags = .ack
    #expect(host.send(other).isTracked)

    // The same by whole networks.
    host = before
    var network = host.engine.network
    network.networkInterfaces[TrackedHost.interfaceID] = nil
    host.tracker.follow(PolicyEngine(network))
    #expect(host.tracker.count == 1)
    #expect(host.send(.tcpOut(22, [.syn, .ack])) == .dropped(.noConnection))

    // And by a packet that finds the interface gone.
    host = before
    host.engine.apply(.networkInterface(.remove(TrackedHost.interfaceID)))
    #expect(host.send(.tcpOut(22, .ack)) == .unknown(.networkInterface(TrackedHost.interfaceID)))
    #expect(host.tracker.count == 1)
  }

  @Test("Changes of groups, members and addresses leave connections alone")
  func otherChanges() {
    var host = TrackedHost([ssh])
    _ = host.send(.tcpIn(22, .syn))
    var interface = TrackedHost.interface
    interface.groupIDs = []
    interface.privateIPv4Addresses = []
    host.change(.networkInterface(.put(interface)))
    host.change(.securityGroup(.remove("sg-1")))
    host.tracker.follow(host.engine)
    #expect(host.send(.tcpOut(22, [.syn, .ack])).isTracked)
  }

  @Test("The table holds what is live and no more, while forty thousand connections come and go")
  func churn() {
    var host = TrackedHost([ssh, .ingress("sgr-udp", .udp(.all))], maximumCount: 100_000)
    for round in 0..<40_000 {
      let port = UInt16(truncatingIfNeeded: round)
      // Established for five days, then closed: what the expiry queue holds of it must not stay that long.
      _ = host.send([
        .tcpIn(22, .syn, from: port), .tcpOut(22, [.syn, .ack], to: port), .tcpIn(22, .ack, from: port),
      ])
      host.wait(.milliseconds(10))
      #expect(host.send(.tcpIn(22, .rst, from: port &- 5)).isTracked == (round >= 5))
    }
    #expect(host.tracker.count == 5)
    host.wait(.seconds(432_000))
    host.tracker.expire(at: host.now)
    #expect(host.tracker.count == 0)
  }

  @Test("A change's effect: tracked connections that outlive their rule, with the time they have left")
  func effect() {
    let dns = Rule.ingress("sgr-dns", .udp(PortRange(53)))
    let web = Rule.ingress("sgr-web", .tcp(PortRange(80)), Rule.anyone)
    var host = TrackedHost([ssh, dns, web, Rule.allOut])
    _ = host.send([.tcpIn(22, .syn), .tcpOut(22, [.syn, .ack]), .tcpIn(22, .ack), .udpIn(53), .tcpIn(80, .syn)])
    host.wait(.seconds(10))
    host.tracker.expire(at: host.now)

    let without = PolicyEngine(TrackedHost.network([dns, Rule.allOut]))
    let effect = host.tracker.effect(ofReplacing: host.engine, with: without)
    #expect(effect.ended.isEmpty)
    #expect(effect.survivors.map(\.connection.openedBy) == ["sgr-ssh"])
    #expect(effect.survivors.first?.verdict == .denied)
    #expect(effect.survivors.first?.connection.flow == Packet.tcpIn(22, .syn).flow)
    #expect(effect.survivors.first?.connection.local == TrackedHost.local)
    #expect(effect.survivors.first?.connection.remaining == .seconds(431_990))
    // Already without a rule, it is not the next change's doing.
    let none = PolicyEngine(TrackedHost.network([]))
    #expect(host.tracker.effect(ofReplacing: without, with: none).survivors.map(\.connection.openedBy) == ["sgr-dns"])

    let gone = PolicyEngine(Network())
    #expect(host.tracker.effect(ofReplacing: host.engine, with: gone).survivors.isEmpty)
    #expect(host.tracker.effect(ofReplacing: host.engine, with: gone).ended == host.tracker.connections)
  }
}
