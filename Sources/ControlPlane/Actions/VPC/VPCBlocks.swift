import EC2Shapes
import IPAddressing
import VPCModel

/// Which blocks a VPC may have (VPC user guide, "VPC CIDR blocks").
enum VPCBlocks {
  /// The IPv4 block of a request, in its canonical form as EC2 keeps it.
  static func ipv4(_ text: String) throws(EC2Error) -> IPv4Prefix {
    let block = try RequestedBlock.ipv4(text)
    guard (16...28).contains(block.length), !isReserved(block) else { throw invalidRange(text) }
    return block
  }

  static func invalidRange(_ text: String) -> EC2Error {
    EC2Error(code: "InvalidVpc.Range", message: "The CIDR '\(text)' is invalid.")
  }

  /// Whether a secondary block may not go with a VPC's present ones: AWS's own services need some ranges free
  /// ("IPv4 CIDR block association restrictions").
  static func isRestricted(_ block: IPv4Prefix, beside blocks: [IPv4Prefix]) -> Bool {
    guard let primary = blocks.first else { return false }
    switch (Realm(primary), Realm(block)) {
    case (_, .elsewhere): return false
    case (.ten, .ten):
      return octets(block) == (10, 0) && blocks.contains { octets($0) == (10, 0) || octets($0) == (10, 1) }
    case (.oneSevenTwo, .oneSevenTwo): return octets(block) == (172, 31)
    case (let present, let wanted): return present != wanted
    }
  }

  /// The ranges that the restrictions speak of. A block is a /16 or smaller, so it lies wholly inside or outside.
  private enum Realm {
    case ten, oneSevenTwo, oneNineTwo, benchmarking
    /// Publicly routable, or of the shared range 100.64.0.0/10.
    case elsewhere

    init(_ block: IPv4Prefix) {
      self =
        switch VPCBlocks.octets(block) {
        case (10, _): .ten
        case (172, 16...31): .oneSevenTwo
        case (192, 168): .oneNineTwo
        case (198, 19): .benchmarking
        default: .elsewhere
        }
    }
  }

  /// Addresses that no host can have: this network, loopback, link-local, multicast and beyond.
  private static func isReserved(_ block: IPv4Prefix) -> Bool {
    switch octets(block) {
    case (0, _), (127, _), (169, 254), (224..., _): true
    default: false
    }
  }

  private static func octets(_ block: IPv4Prefix) -> (UInt32, UInt32) {
    (block.first.rawValue >> 24, block.first.rawValue >> 16 & 0xff)
  }
}

/// Blocks as callers write them.
enum RequestedBlock {
  static func ipv4(_ text: String) throws(EC2Error) -> IPv4Prefix {
    guard let block = try? IPv4Prefix(canonicalizing: text) else {
      throw .invalidParameterValue(text, parameter: "cidrBlock", reason: "This is not a valid CIDR block.")
    }
    return block
  }

  /// Pools of an address manager (IPAM), or of addresses that a customer brought, are not there.
  ///
  /// - Parameter parameters: those that name a pool, or the size of a block from one, with what the request has.
  static func refusePools(_ parameters: KeyValuePairs<String, String?>) throws(EC2Error) {
    for (name, value) in parameters where value != nil {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "The parameter \(name) is not supported: there are no address pools to take blocks from."
      )
    }
  }

  /// Addresses are advertised from the region as a whole.
  static func check(borderGroup: String?, amazonProvided: Bool, region: String) throws(EC2Error) {
    guard let borderGroup else { return }
    guard amazonProvided else {
      throw .invalidParameterCombination(
        "The parameter ipv6CidrBlockNetworkBorderGroup can be used only with amazonProvidedIpv6CidrBlock."
      )
    }
    guard borderGroup == region else {
      throw .invalidParameterValue(
        borderGroup,
        parameter: "ipv6CidrBlockNetworkBorderGroup",
        reason: "The network border group of this Region is \(region)."
      )
    }
  }
}

extension IPPrefix {
  var ipv4: IPv4Prefix? { if case .v4(let prefix) = self { prefix } else { nil } }
  var ipv6: IPv6Prefix? { if case .v6(let prefix) = self { prefix } else { nil } }
}
