import IPAddressing
import VPCModel

/// Random rules from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func traffic() -> TrafficSelector {
    let low = UInt16.random(in: 0...3, using: &self)
    let ports = PortRange(lower: low, upper: UInt16.random(in: low...4, using: &self)) ?? .all
    let message = ICMPPattern(
      type: Bool.random(using: &self) ? UInt8.random(in: 0...3, using: &self) : nil,
      code: Bool.random(using: &self) ? 0 : nil
    )
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return .all
    case 1: return .udp(ports)
    case 2: return .icmp(message)
    case 3: return .icmpv6(message)
    case 4: return .other(.esp)
    default: return .tcp(ports)
    }
  }

  mutating func peer(of group: SecurityGroup.ID) -> SecurityGroupRule.Peer {
    switch Int.random(in: 0..<6, using: &self) {
    case 0:
      let address = IPv6Address(UInt128.random(in: 0...3, using: &self) << 80)
      return .ipv6((try? IPv6Prefix(canonicalizing: address, length: 48)) ?? .all)
    case 1: return .prefixList(PrefixList.ID("pl-\(Int.random(in: 1...3, using: &self))"))
    case 2: return .securityGroup(GroupReference(group))
    case 3:
      let owner = Bool.random(using: &self) ? "123456789012" : "210987654321"
      return .securityGroup(GroupReference("sg-9", ownerID: owner))
    default:
      let address = IPv4Address(UInt32.random(in: 0...3, using: &self) << 24)
      return .ipv4((try? IPv4Prefix(canonicalizing: address, length: 8)) ?? .all)
    }
  }

  mutating func rule(of group: SecurityGroup.ID = "sg-1") -> SecurityGroupRule {
    SecurityGroupRule(
      groupID: group,
      direction: Bool.random(using: &self) ? .ingress : .egress,
      traffic: traffic(),
      peer: peer(of: group),
      summary: Bool.random(using: &self) ? nil : "described"
    )
  }
}
