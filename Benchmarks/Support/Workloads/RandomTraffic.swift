package import IPAddressing
package import Oracle
package import VPCModel

/// What rules speak of, in about the proportions in which people write them.
extension SplitMix64 {
  static let servicePorts: [UInt16] = [
    22, 25, 53, 80, 123, 443, 514, 1433, 2049, 3306, 3389, 5044, 5432, 5671, 6379, 8080, 8443, 9090, 9200, 11211, 27017,
  ]

  private static let portRanges: [(UInt16, UInt16)] = [
    (0, 65535), (1024, 65535), (32768, 60999), (8000, 8999), (9000, 9100), (30000, 32767), (2379, 2380), (20, 21),
  ]

  /// TCP, UDP or everything; one port or a range.
  package mutating func traffic() -> TrafficSelector {
    let kind = Int.random(in: 0..<100, using: &self)
    if kind < 3 { return .all }
    let ports: PortRange
    if Int.random(in: 0..<100, using: &self) < 70 {
      ports = PortRange(servicePort())
    } else {
      let (lower, upper) = Self.portRanges.randomElement(using: &self) ?? (0, .max)
      ports = PortRange(lower: lower, upper: upper) ?? .all
    }
    return kind < 78 ? .tcp(ports) : .udp(ports)
  }

  mutating func servicePort() -> UInt16 { Self.servicePorts.randomElement(using: &self) ?? 443 }

  /// Everyone, private networks and their parts, and blocks and machines of the internet.
  package mutating func peerPrefix() -> IPv4Prefix {
    let (length, base): (Int, UInt32) =
      switch Int.random(in: 0..<100, using: &self) {
      case ..<5: (0, 0)
      case ..<10: (8, 0x0A00_0000)
      case ..<20: (16, 0x0A00_0000)
      case ..<45: (.random(in: 20...28, using: &self), 0x0A00_0000)
      case ..<55: (.random(in: 12...24, using: &self), 0xAC10_0000)
      case ..<65: (.random(in: 16...24, using: &self), 0xC0A8_0000)
      case ..<80: (.random(in: 17...29, using: &self), 0)
      default: (32, 0)
      }
    let free: UInt32 =
      switch base {
      case 0x0A00_0000: 0x00FF_FFFF
      case 0xAC10_0000: 0x000F_FFFF
      case 0xC0A8_0000: 0x0000_FFFF
      default: .max
      }
    let address = base | (UInt32.random(in: 0 ... .max, using: &self) & free)
    let mask: UInt32 = length == 0 ? 0 : .max << UInt32(truncatingIfNeeded: 32 - length)
    return GeneratedNetwork.block(address & mask, length)
  }

  /// An address in a block; never the VPC's resolver, which no group filters.
  mutating func address(in prefix: IPv4Prefix) -> IPv4Address {
    let address = UInt32.random(in: prefix.first.rawValue...prefix.last.rawValue, using: &self)
    return IPv4Address(address == 0x0A00_0002 ? 0x0A00_0005 : address)
  }
}
