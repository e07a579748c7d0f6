import IPAddressing
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Packets of a host", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct HostPacketTests {
  /// A namespace whose eth0 is the interface, and the world at the other end of its cable.
  private final class Bed {
    let host: Guest
    let world: Guest
    var attachments: [LinuxDataPlane.Attachment] {
      [Attachment(interfaceID: "eni-h", kind: .host, device: "eth0", namespace: .named(host.name), maker: .attach)]
    }

    init() throws {
      TunnelBed.removeLeftovers()
      host = try Guest("host-host")
      world = try Guest("host-world")
      try world.cable("eth0", to: host, "eth0")
      try world.address("eth0", "10.0.0.200/24", "fd00::c8/64")
      try host.address("eth0", "10.0.0.5/24", "fd00::5/64")
    }

    /// SSH comes in from the subnet, HTTPS goes out.
    static var network: SmallNetwork {
      var network = SmallNetwork()
      network.add(
        "sg-h",
        in: [(.tcp(PortRange(22)), SmallNetwork.block("10.0.0.0/24"))],
        out: [
          (.tcp(PortRange(443)), SmallNetwork.block("10.0.0.200/32")),
          (.tcp(PortRange(443)), SmallNetwork.block("fd00::c8/128")),
        ]
      )
      network.add("eni-h", 5, ["sg-h"])
      return network
    }
  }

  @Test("are judged where they come in and where they go out; answers pass")
  func connections() async throws {
    let bed = try Bed()
    let enforcer = try NamespaceEnforcer(.named(bed.host.name))
    let inside = try [22, 23].map { try bed.host.listen($0) }
    let outside = try [443, 80].map { try bed.world.listen($0) }
    _ = try await enforcer.enforce(Bed.network.network, [], attachments: bed.attachments)
    #expect(try bed.world.canConnect("10.0.0.5", 22))
    #expect(try !bed.world.canConnect("10.0.0.5", 23))
    #expect(try !bed.world.canConnect("fd00::5", 22), "the rule is for IPv4")
    #expect(try !bed.host.canConnect("10.0.0.200", 80))
    // What the host opened is answered, whatever may come in.
    for address in ["10.0.0.200", "fd00::c8"] {
      let client = try #require(try bed.host.connect(address, 443), "\(address)")
      let server = try outside[0].accept()
      try client.send("question")
      #expect(server.receive() == "question")
      try server.send("answer")
      #expect(client.receive() == "answer")
    }
    withExtendedLifetime(inside) {}
  }

  @Test("of a connection that was there before pass on where rules allow it, and only there")
  func adoption() async throws {
    let bed = try Bed()
    // Connections are known to the kernel where something asks for them, as a host's own firewall does.
    try bed.host.shell(
      "nft \"add table inet other; add chain inet other c { type filter hook input priority 0; }; "
        + "add rule inet other c ct state invalid counter\""
    )
    let listeners = try [22, 23].map { try bed.host.listen($0) }
    let clients = try [22, 23].map { try bed.world.connect("10.0.0.5", $0) }
    let servers = try listeners.map { try $0.accept() }
    let enforcer = try NamespaceEnforcer(.named(bed.host.name))
    _ = try await enforcer.enforce(Bed.network.network, [], attachments: bed.attachments)
    try clients[0]?.send("allowed")
    #expect(servers[0].receive() == "allowed")
    try servers[0].send("answer")
    #expect(clients[0]?.receive() == "answer")
    try clients[1]?.send("refused")
    #expect(servers[1].receive() == nil)
  }

  @Test("that make the link work are not filtered: DHCP and neighbour discovery")
  func linkTraffic() async throws {
    let bed = try Bed()
    let enforcer = try NamespaceEnforcer(.named(bed.host.name))
    let outside = try bed.world.listen(443)
    let (client, server) = (try bed.host.datagrams(68), try bed.world.datagrams(67))
    let (other, stranger) = (try bed.host.datagrams(69), try bed.world.datagrams(70))
    for guest in [bed.host, bed.world] { try guest.shell("ip route add 255.255.255.255 dev eth0") }
    try stranger.send("control", to: "255.255.255.255", 69)
    #expect(other.receive() == "control", "nothing is enforced yet")
    _ = try await enforcer.enforce(Bed.network.network, [], attachments: bed.attachments)
    try client.send("discover", to: "255.255.255.255", 67)
    #expect(server.receive() == "discover")
    try server.send("offer", to: "255.255.255.255", 68)
    #expect(client.receive() == "offer")
    try stranger.send("no DHCP", to: "255.255.255.255", 69)
    #expect(other.receive() == nil)
    try other.send("no DHCP", to: "10.0.0.255", 70)
    #expect(stranger.receive() == nil)
    // Without neighbours there are no connections.
    for guest in [bed.host, bed.world] { try guest.shell("ip neigh flush all") }
    #expect(try bed.host.canConnect("fd00::c8", 443))
    for guest in [bed.host, bed.world] { try guest.shell("ip neigh flush all") }
    #expect(try bed.host.canConnect("10.0.0.200", 443))
    withExtendedLifetime(outside) {}
  }
}
