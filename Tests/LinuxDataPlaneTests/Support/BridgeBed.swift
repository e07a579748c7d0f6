import IPAddressing
import VPCModel

@testable import LinuxDataPlane

/// Three guests at one bridge: `a` and `b` have attached interfaces, `c` is anybody. Guest N has 10.0.0.N and fd00::N,
/// as eleven, twelve and thirteen.
final class BridgeBed {
  let switchboard: Guest
  let a: Guest
  let b: Guest
  let c: Guest

  init(_ label: String) throws {
    TunnelBed.removeLeftovers()
    switchboard = try Guest("\(label)-switch")
    a = try Guest("\(label)-a")
    b = try Guest("\(label)-b")
    c = try Guest("\(label)-c")
    try switchboard.shell("ip link add rfbr type bridge; ip link set rfbr up")
    for (port, guest, number) in [("rfa", a, 11), ("rfb", b, 12), ("rfc", c, 13)] { try plug(port, guest, number) }
  }

  /// A cable from the bridge to a guest.
  func plug(_ port: String, _ guest: Guest, _ number: Int) throws {
    try switchboard.cable(port, to: guest, "eth0")
    try switchboard.shell("ip link set \(port) master rfbr")
    try guest.address("eth0", "10.0.0.\(number)/24", "fd00::\(String(number, radix: 16))/64")
  }

  var namespace: NetworkNamespace { .named(switchboard.name) }

  /// Of `a` and `b`.
  var attachments: [Attachment] {
    [("eni-a", "rfa"), ("eni-b", "rfb")].map { id, port in
      Attachment(
        interfaceID: NetworkInterface.ID(id),
        kind: .bridged,
        device: port,
        bridge: "rfbr",
        namespace: namespace,
        maker: .attach
      )
    }
  }

  /// `a` may send anything; `b` takes TCP to port 5000 from `a`'s group, to 6000 from `c`, and UDP to 6000 from the
  /// subnet.
  static var network: SmallNetwork {
    var network = SmallNetwork()
    network.add("sg-a", out: SmallNetwork.anything)
    network.add(
      "sg-b",
      in: [
        (.tcp(PortRange(5000)), SmallNetwork.group("sg-a")),
        (.tcp(PortRange(6000)), SmallNetwork.block("10.0.0.13/32")),
        (.tcp(PortRange(6000)), SmallNetwork.block("fd00::d/128")),
        (.udp(PortRange(6000)), SmallNetwork.block("10.0.0.0/24")),
      ],
      out: [(.tcp(PortRange(7000)), SmallNetwork.block("10.0.0.13/32"))]
    )
    network.add("eni-a", 11, ["sg-a"])
    network.add("eni-b", 12, ["sg-b"])
    return network
  }
}
