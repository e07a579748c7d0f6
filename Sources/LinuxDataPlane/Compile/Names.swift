import IPAddressing
import VPCModel

/// What the parts of the table are called. An operator reads these in `nft list table inet ringfence`.
enum Names {
  static let fromDevice = "from-device"
  static let toDevice = "to-device"

  /// Whose packet it is that came in at a bridge, by its source; and for whom one is that goes out there.
  static func fromBridge(_ bridge: String) -> String { "bridge-\(part(bridge))-from" }
  static func toBridge(_ bridge: String) -> String { "bridge-\(part(bridge))-to" }

  static func denied(_ direction: TrafficDirection) -> String { "denied-\(direction.rawValue)" }
  static func withoutConnection(_ direction: TrafficDirection) -> String { "no-connection-\(direction.rawValue)" }
  static func settled(_ direction: TrafficDirection) -> String { "settled-\(direction.rawValue)" }
  /// Lets pass what the opener's, or the other's, interface has let pass already.
  static func known(openers: Bool) -> String { openers ? "known-opener" : "known-other" }
  static func untracked(_ direction: TrafficDirection) -> String { "untracked-\(direction.rawValue)" }
  static func knownMarks(openers: Bool) -> String { "\(known(openers: openers))-marks" }
  static func untrackedMarks(openers: Bool) -> String { "untracked-\(openers ? "opener" : "other")-marks" }
  static let generation = "generation"
  static func deniedByACL(_ direction: TrafficDirection) -> String { "denied-acl-\(direction.rawValue)" }
  static let deniedSource = "denied-source"
  static func foreignAddress(_ direction: TrafficDirection) -> String { "foreign-address-\(direction.rawValue)" }

  /// nftables takes letters, digits and `/ - _ .`; EC2's identifiers hold nothing else, those of a Terraform
  /// configuration may.
  static func part(_ id: String) -> String {
    let isPlain = id.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    if isPlain, id.utf8.count <= 40 { return id }
    return "x" + Octets(FNV1a.hash(id.utf8)).hexadecimal
  }
}

extension IPFamily {
  var digit: String { self == .ipv4 ? "4" : "6" }

  var addressType: NamedSet.DataType { self == .ipv4 ? .ipv4Address : .ipv6Address }

  /// The number that `meta nfproto` gives (linux/netfilter.h).
  var netfilterProtocol: UInt8 { self == .ipv4 ? 2 : 10 }
}

/// The hash of Fowler, Noll and Vo, 64 bits, variant 1a: for names that must be the same in every process.
enum FNV1a {
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}
