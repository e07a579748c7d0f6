import Testing

@testable import NetworkLab

@Suite("Network devices as ip tells of them")
struct NetworkDeviceTests {
  @Test("reads kinds, other ends and bridges, and takes devices of which little is said")
  func parsing() throws {
    let devices = try NetworkDevice.parse(
      """
      [{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP"],"mtu":65536},
       {"ifindex":2,"link_index":7,"ifname":"eth0","link_netnsid":0,"linkinfo":{"info_kind":"veth"}},
       {"ifindex":3,"ifname":"tap0","master":"br0","linkinfo":{"info_kind":"tun","info_data":{"type":"tap"},
        "info_slave_kind":"bridge","info_slave_data":{"state":"disabled"}}}]
      """
    )
    #expect(devices.map(\.name) == ["lo", "eth0", "tap0"])
    #expect(devices.map(\.isVeth) == [false, true, false])
    #expect(devices.map(\.isBridgePort) == [false, false, true])
    #expect(devices.map(\.peerIndex) == [nil, 7, nil])
  }

  @Test("an answer that is none is an error in words")
  func malformed() {
    #expect(throws: LabError.self) { try NetworkDevice.parse("Object \"link\" is unknown") }
  }
}
