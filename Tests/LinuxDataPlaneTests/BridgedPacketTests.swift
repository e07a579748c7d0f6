import IPAddressing
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Packets at a bridge", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct BridgedPacketTests {
  @Test("are judged by rules on groups and blocks, in both families, whoever is at the other end")
  func connections() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    let listeners =
      try [5000, 5001, 6000].map { try bed.b.listen($0) } + [try bed.c.listen(7000), try bed.c.listen(7001)]
    #expect(try bed.a.canConnect("10.0.0.12", 5001), "nothing is enforced yet")
    let network = BridgeBed.network.network
    _ = try await enforcer.enforce(network, [], attachments: bed.attachments)
    for (b, c) in [("10.0.0.12", "10.0.0.13"), ("fd00::c", "fd00::d")] {
      #expect(try bed.a.canConnect(b, 5000), "\(b): a's group")
      #expect(try !bed.a.canConnect(b, 5001), "\(b): no rule")
      #expect(try !bed.a.canConnect(b, 6000), "\(b): a is not in the block")
      #expect(try bed.c.canConnect(b, 6000), "\(b): the block")
      #expect(try !bed.c.canConnect(b, 5000), "\(b): c is no member")
      #expect(try bed.a.canConnect(c, 7001), "\(c): a may send anything, and nobody judges c")
      #expect(try !bed.b.canConnect(c, 7001), "\(c): no egress rule")
    }
    #expect(try bed.b.canConnect("10.0.0.13", 7000), "an egress rule")
    #expect(try !bed.b.canConnect("fd00::d", 7000), "the egress rule is for IPv4")
    #expect(try await enforcer.audit() == .init(wasRead: true))
    withExtendedLifetime(listeners) {}
  }

  @Test("of a connection go both ways, and go on when its rule is gone; a rule holds from the moment it is there")
  func changes() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    var network = BridgeBed.network.network
    _ = try await enforcer.enforce(network, [], attachments: bed.attachments)
    let listener = try bed.b.listen(5001)
    #expect(try !bed.a.canConnect("10.0.0.12", 5001))
    var group = try #require(network.securityGroups["sg-b"])
    let rule = SecurityGroupRule(
      id: "sgr-new",
      groupID: "sg-b",
      direction: .ingress,
      traffic: .tcp(PortRange(5001)),
      peer: SmallNetwork.group("sg-a")
    )
    group.rules.append(rule)
    network.apply(.securityGroup(.put(group)))
    _ = try await enforcer.enforce(network, [.securityGroup(.put(group))], attachments: bed.attachments)
    let client = try #require(try bed.a.connect("10.0.0.12", 5001))
    let server = try listener.accept()
    try client.send("to b")
    #expect(server.receive() == "to b")
    group.rules.removeLast()
    network.apply(.securityGroup(.put(group)))
    _ = try await enforcer.enforce(network, [.securityGroup(.put(group))], attachments: bed.attachments)
    #expect(try !bed.a.canConnect("10.0.0.12", 5001))
    try server.send("to a")
    #expect(client.receive() == "to a")
    try client.send("to b again")
    #expect(server.receive() == "to b again")
  }

  @Test("come from the interface's own addresses alone, also when its device was made anew", arguments: [nil, false])
  func sources(chainsWait: Bool?) async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace, bridges: BridgePorts(chainsWait: chainsWait))
    let received = try bed.b.datagrams(6000)
    func arrives(from source: String, of guest: Guest) throws -> Bool {
      try guest.datagrams(0, of: source).send(source, to: "10.0.0.12", 6000)
      return received.receive() == source
    }
    try bed.a.address("eth0", "10.0.0.77/24")
    try bed.c.address("eth0", "10.0.0.78/24")
    #expect(try arrives(from: "10.0.0.77", of: bed.a), "nothing is enforced yet")
    let network = BridgeBed.network.network
    _ = try await enforcer.enforce(network, [], attachments: bed.attachments)
    #expect(try arrives(from: "10.0.0.11", of: bed.a))
    #expect(try !arrives(from: "10.0.0.77", of: bed.a))
    #expect(try arrives(from: "10.0.0.78", of: bed.c), "c is not attached")

    // The kernel takes the chain away, where it does not let it wait.
    let port = PortCompiler.chainName(bed.attachments[0])
    try bed.switchboard.shell("ip link del rfa")
    if chainsWait == false { try bed.switchboard.shell("nft delete chain inet ringfence \(port)") }
    #expect(try await enforcer.enforce(network, [], attachments: bed.attachments).wasRead == (chainsWait == false))
    #expect(try await enforcer.audit() == .init(wasRead: true))
    try bed.plug("rfa", bed.a, 11)
    try bed.a.address("eth0", "10.0.0.77/24")
    if chainsWait == false { #expect(try await enforcer.audit().chains == 1) }
    #expect(try arrives(from: "10.0.0.11", of: bed.a))
    #expect(try !arrives(from: "10.0.0.77", of: bed.a))
    // Made anew between two updates.
    try bed.switchboard.shell("ip link del rfa")
    if chainsWait == false { try bed.switchboard.shell("nft delete chain inet ringfence \(port)") }
    try bed.plug("rfa", bed.a, 11)
    try bed.a.address("eth0", "10.0.0.77/24")
    _ = try await enforcer.enforce(network, [], attachments: bed.attachments)
    #expect(try arrives(from: "10.0.0.11", of: bed.a))
    #expect(try !arrives(from: "10.0.0.77", of: bed.a))
  }

  @Test("that are dropped are logged with their reason, and known to be the interface's")
  func log() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    let network = BridgeBed.network.network
    _ = try await enforcer.enforce(network, [], attachments: bed.attachments)
    let capture = try DropCapture(in: bed.namespace)
    let attached = AttachedInterfaces(bed.attachments, network)
    try bed.a.address("eth0", "10.0.0.77/24")
    try bed.a.datagrams(0, of: "10.0.0.77").send("spoofed", to: "10.0.0.12", 6000)
    try bed.a.datagrams(0).send("no rule of b", to: "10.0.0.12", 6001)
    try bed.b.datagrams(0).send("no rule out", to: "10.0.0.13", 6002)
    // The kernel keeps packets back for a tenth of a second.
    try await Task.sleep(for: .milliseconds(400))
    capture.stop()
    var seen: [String] = []
    for await batch in capture.batches {
      for packet in batch.packets {
        seen.append("\(packet.cause.logPrefix) \(attached.refuser(of: packet)?.text ?? "nobody")")
      }
    }
    #expect(seen == ["source eni-a", "ingress eni-b", "egress eni-b"])
  }

  @Test("of an interface without source check come from any address")
  func uncheckedSource() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    var network = BridgeBed.network
    network.add("eni-a", 11, ["sg-a"], isChecked: false)
    _ = try await enforcer.enforce(network.network, [], attachments: bed.attachments)
    let received = try bed.b.datagrams(6000)
    try bed.a.address("eth0", "10.0.0.77/24")
    try bed.a.datagrams(0, of: "10.0.0.77").send("any", to: "10.0.0.12", 6000)
    #expect(received.receive() == "any")
  }

  @Test("to all of the link do not go round the rules of whoever is there")
  func broadcasts() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    let received = try bed.b.datagrams(9000)
    let sender = try bed.a.datagrams(0)
    let places = ["255.255.255.255", "10.0.0.255"]
    try bed.a.shell("ip route add default dev eth0")
    for place in places {
      try sender.send(place, to: place, 9000)
      #expect(received.receive() == place, "nothing is enforced yet")
    }
    _ = try await enforcer.enforce(BridgeBed.network.network, [], attachments: bed.attachments)
    for place in places {
      try sender.send(place, to: place, 9000)
      #expect(received.receive() == nil, "\(place)")
    }
  }

  @Test(
    "with priority tags do not go round the rules",
    arguments: [[0x8100], [0x8100, 0x8100], [0x88A8, 0x8100], [0x8100, 0x8100, 0x8100]] as [[UInt16]]
  )
  func tags(types: [UInt16]) async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    let packet = RawPacket(
      source: .v4(IPv4Address(10, 0, 0, 11)),
      destination: .v4(IPv4Address(10, 0, 0, 12)),
      transport: .udp(source: 9000, destination: 6001)
    )
    // IEEE 802.1Q: tags of VLAN 0.
    let tags = types.flatMap { type -> [UInt8] in Octets(type).bytes + [0xE0, 0] }
    let frame =
      try bed.b.hardwareAddress("eth0") + bed.a.hardwareAddress("eth0") + tags + [8, 0] + packet.bytes
    let received = try bed.b.datagrams(6001)
    try bed.a.send(frame: frame, by: "eth0")
    #expect(received.receive() == "ring", "nothing is enforced yet")
    let outcome = try await enforcer.enforce(BridgeBed.network.network, [], attachments: bed.attachments)
    #expect(outcome.switchedOn.contains("net.bridge.bridge-nf-filter-vlan-tagged"))
    #expect(outcome.problems.isEmpty)
    try bed.a.send(frame: frame, by: "eth0")
    #expect(received.receive() == nil)
    // Neither from a port that nobody is attached by.
    let strange =
      try bed.b.hardwareAddress("eth0") + bed.c.hardwareAddress("eth0") + tags + [8, 0]
      + RawPacket(
        source: .v4(IPv4Address(10, 0, 0, 13)),
        destination: .v4(IPv4Address(10, 0, 0, 12)),
        transport: .udp(source: 9000, destination: 6001)
      ).bytes
    try bed.c.send(frame: strange, by: "eth0")
    #expect(received.receive() == nil)
    let allowed = try bed.b.datagrams(6000)
    try bed.a.datagrams(0).send("untagged", to: "10.0.0.12", 6000)
    #expect(allowed.receive() == "untagged")
    let listing = try bed.switchboard.shell("nft list table bridge ringfence")
    #expect(listing.contains("\"rfa\"") && listing.contains("chain postrouting"), "nft's own reader understands it")
    try await enforcer.release()
    #expect(try bed.switchboard.shell("nft list tables") == "")
  }

  @Test("are said not to be protected where the kernel does not show them, and the others are enforced")
  func withoutBridgeFiltering() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(
      bed.namespace,
      bridges: BridgePorts(settings: "/proc/sys/net/there-is-none")
    )
    let outcome = try await enforcer.enforce(BridgeBed.network.network, [], attachments: bed.attachments)
    #expect(outcome.problems.count == 1)
    #expect(outcome.problems.first?.contains("`modprobe br_netfilter`") == true)
    #expect(outcome.chains > 0)
    #expect(try await enforcer.audit().problems == outcome.problems)
    // It is no longer said when nothing hangs on it any more.
    #expect(try await enforcer.enforce(BridgeBed.network.network, [], attachments: []).problems.isEmpty)
  }

  @Test("that fall short of protection are told of by the data plane, which goes on")
  func status() async throws {
    let bed = try BridgeBed("bridge")
    let (events, told) = AsyncStream<String>.makeStream()
    let dataPlane = DataPlane { told.yield("\($0)") }
    let network = BridgeBed.network.network
    var attachments = bed.attachments
    attachments[0].bridge = nil
    await dataPlane.follow(NetworkUpdate(network, changes: nil))
    await dataPlane.follow(attachments)
    let problems = await dataPlane.status.problems
    #expect(problems.count == 1)
    #expect(problems.first?.contains("eni-a is not protected") == true)
    await dataPlane.audit()
    await dataPlane.follow(bed.attachments)
    #expect(await dataPlane.status.problems.isEmpty)
    #expect(await dataPlane.status.figures.failures == 0)
    told.finish()
    var words: [String] = []
    for await event in events { words.append(event) }
    #expect(words.count { $0.contains("eni-a is not protected") } == 1, "it is said once")
    #expect(words.contains { $0.contains("switched on") && $0.contains("net.bridge.bridge-nf-filter-vlan-tagged") })
    #expect(words.contains { $0.hasSuffix("enforced again") })
  }

  @Test("of an attachment that cannot be told from others are said not to be protected")
  func contradictions() async throws {
    let bed = try BridgeBed("bridge")
    let enforcer = try NamespaceEnforcer(bed.namespace)
    var attachments = bed.attachments
    attachments[0].bridge = nil
    attachments.append(
      Attachment(interfaceID: "eni-h", kind: .host, device: "rfbr", namespace: bed.namespace, maker: .attach)
    )
    let outcome = try await enforcer.enforce(BridgeBed.network.network, [], attachments: attachments)
    #expect(outcome.problems.count == 2)
    #expect(outcome.problems.first?.hasPrefix("eni-a is not protected: the bridge of rfa is not known") == true)
    #expect(outcome.problems.last?.hasPrefix("eni-h is not protected: it is attached to rfbr") == true)
  }
}
