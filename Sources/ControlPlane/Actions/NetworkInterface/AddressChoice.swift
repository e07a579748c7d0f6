import EC2Shapes
import IPAddressing
import VPCModel

/// Chooses addresses and prefixes for one interface in its subnet.
///
/// What other interfaces have is asked of the state's reverse index, address by address; what was chosen here already is
/// remembered, since it is in no record yet.
struct AddressChoice {
  let subnet: Subnet
  private var addresses: Set<IPAddress> = []
  private var prefixes: Set<IPPrefix> = []
  private var occupiedBlocks: Set<IPPrefix> = []

  init(in subnet: Subnet) { self.subnet = subnet }

  /// Whether neither an interface nor this choice has the address. O(log n).
  func isFree(_ address: IPAddress, in state: State) -> Bool {
    let block = NetworkInterfaceRecord.delegableBlock(address)
    return !addresses.contains(address) && !prefixes.contains(block)
      && !state.hasHolder(of: NetworkInterfaceRecord.addressKey(subnetID: subnet.id, address))
      && !state.hasHolder(of: NetworkInterfaceRecord.prefixKey(subnetID: subnet.id, block))
  }

  /// Whether the prefix is delegated to nobody and nobody has an address in it. O(log n).
  func isFree(_ prefix: IPPrefix, in state: State) -> Bool {
    !prefixes.contains(prefix) && !occupiedBlocks.contains(prefix)
      && !state.hasHolder(of: NetworkInterfaceRecord.prefixKey(subnetID: subnet.id, prefix))
      && !state.hasHolder(of: NetworkInterfaceRecord.occupiedBlockKey(subnetID: subnet.id, prefix))
  }

  /// Takes an address that the caller named.
  mutating func take(_ address: IPAddress, in state: State) throws(EC2Error) {
    guard let cidr = subnet.cidrs.first(where: { $0.contains(address) }) else {
      throw .invalidParameterValue("Address \(address) does not fall within the subnet's address range")
    }
    guard !Self.isReserved(address, in: cidr) else {
      throw .invalidParameterValue("Address \(address) is in subnet's reserved address range")
    }
    guard isFree(address, in: state) else {
      throw EC2Error(code: "InvalidIPAddress.InUse", message: "Address \(address) is in use.")
    }
    keep(address)
  }

  /// Takes a prefix that the caller named.
  mutating func take(_ prefix: IPPrefix, in state: State) throws(EC2Error) {
    let length = prefix.family == .ipv4 ? 28 : 80
    guard prefix.length == length else {
      throw .invalidParameterValue("The prefix \(prefix) is invalid: its length must be /\(length).")
    }
    guard let cidr = subnet.cidrs.first(where: { $0.contains(prefix) }) else {
      throw .invalidParameterValue("Prefix \(prefix) does not fall within the subnet's address range")
    }
    guard !Self.isReserved(prefix, in: cidr) else {
      throw .invalidParameterValue("Prefix \(prefix) is in subnet's reserved address range")
    }
    guard isFree(prefix, in: state) else {
      throw EC2Error(code: "InvalidIPAddress.InUse", message: "Prefix \(prefix) is in use.")
    }
    prefixes.insert(prefix)
  }

  /// Takes any free IPv4 address: the first one from a random place on, once around the subnet.
  ///
  /// Used addresses are spread evenly that way, so that a free one is found after 1 ÷ (share of free ones) look-ups, and
  /// the last one still is.
  mutating func takeIPv4Address(from random: UInt64, in state: State) throws(EC2Error) -> IPv4Address {
    if let cidr = subnet.ipv4CIDR {
      // Without EC2's five: the network's address, the router, DNS, one for future use, broadcast.
      let first = UInt64(cidr.first.rawValue) + 4
      let last = UInt64(cidr.last.rawValue)
      let count = last > first ? last - first : 0
      for step in 0..<count {
        let number = first + (random % count + step) % count
        let address = IPv4Address(UInt32(truncatingIfNeeded: number))
        guard isFree(.v4(address), in: state) else { continue }
        keep(.v4(address))
        return address
      }
    }
    throw EC2Error(
      code: "InsufficientFreeAddressesInSubnet",
      message: "The specified subnet does not have enough free addresses to satisfy the request."
    )
  }

  /// Takes any free IPv6 address. A subnet has 2⁶⁴ of them at least, so that the second attempt is rare already.
  mutating func takeIPv6Address(from random: UInt64, in state: State) throws(EC2Error) -> IPv6Address {
    guard let cidr = subnet.ipv6CIDRs.first else { throw .noIPv6Block(subnet) }
    for step in 0..<1024 {
      let host = UInt128(random &+ UInt64(step) &* 0x9E37_79B9_7F4A_7C15)
      let address = IPv6Address(cidr.first.rawValue | (host & (cidr.last.rawValue ^ cidr.first.rawValue)))
      guard !Self.isReserved(.v6(address), in: .v6(cidr)), isFree(.v6(address), in: state) else { continue }
      keep(.v6(address))
      return address
    }
    throw EC2Error(
      code: "InsufficientFreeAddressesInSubnet",
      message: "The specified subnet does not have enough free addresses to satisfy the request."
    )
  }

  /// Takes any free prefix of the size that EC2 delegates: the first one from a random place on.
  mutating func takePrefix(of family: IPFamily, from random: UInt64, in state: State) throws(EC2Error) -> IPPrefix {
    if family == .ipv6 && subnet.ipv6CIDRs.isEmpty { throw .noIPv6Block(subnet) }
    if let cidr = subnet.cidrs.first(where: { $0.family == family }) {
      let bits = (family == .ipv4 ? 28 : 80) - cidr.length
      // A subnet of IPv4 has 4096 blocks at most; in one of IPv6, nobody has filled so many around a random place.
      let count = bits <= 0 ? 0 : UInt64(1) << UInt64(min(bits, 32))
      for step in 0..<min(count, 1 << 12) {
        guard let prefix = Self.block(number: (random % count + step) % count, in: cidr) else { continue }
        guard !Self.isReserved(prefix, in: cidr), isFree(prefix, in: state) else { continue }
        prefixes.insert(prefix)
        return prefix
      }
    }
    throw EC2Error(
      code: "InsufficientCidrBlocks",
      message: "The specified subnet does not have enough free cidr blocks to satisfy the request."
    )
  }

  private mutating func keep(_ address: IPAddress) {
    addresses.insert(address)
    occupiedBlocks.insert(NetworkInterfaceRecord.delegableBlock(address))
  }

  private static func block(number: UInt64, in cidr: IPPrefix) -> IPPrefix? {
    switch cidr {
    case .v4(let cidr):
      let address = IPv4Address(cidr.first.rawValue | UInt32(truncatingIfNeeded: number) << 4)
      return IPv4Prefix(address: address, length: 28).map(IPPrefix.v4)
    case .v6(let cidr):
      let address = IPv6Address(cidr.first.rawValue | UInt128(number) << 48)
      return IPv6Prefix(address: address, length: 80).map(IPPrefix.v6)
    }
  }

  /// The first four and the last address of each block are EC2's own (VPC user guide, "Subnet sizing").
  static func isReserved(_ address: IPAddress, in cidr: IPPrefix) -> Bool {
    switch (address, cidr) {
    case (.v4(let address), .v4(let cidr)):
      address.rawValue &- cidr.first.rawValue < 4 || address == cidr.last
    case (.v6(let address), .v6(let cidr)):
      address.rawValue &- cidr.first.rawValue < 4 || address == cidr.last
    default: false
    }
  }

  private static func isReserved(_ prefix: IPPrefix, in cidr: IPPrefix) -> Bool {
    prefix.contains(cidr.first) || prefix.contains(cidr.last)
  }
}

extension EC2Error {
  static func noIPv6Block(_ subnet: Subnet) -> EC2Error {
    .invalidParameterValue("Subnet \(subnet.id) has no IPv6 CIDR block")
  }
}
