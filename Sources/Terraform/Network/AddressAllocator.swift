import IPAddressing
import VPCModel

/// Makes up addresses for interfaces, no two the same, always the same for the same name as far as others leave it free.
struct AddressAllocator {
  private var taken: [Subnet.ID: Set<IPv4Address>] = [:]
  private var takenIPv6: Set<IPv6Address> = []
  private var takenPublic: Set<IPv4Address> = []

  mutating func take(_ address: IPv4Address, in subnet: Subnet.ID) { taken[subnet, default: []].insert(address) }
  mutating func take(_ address: IPv6Address) { takenIPv6.insert(address) }
  mutating func take(publicAddress: IPv4Address) { takenPublic.insert(publicAddress) }

  /// One that a host of the subnet can have: not the first four, nor the last (VPC user guide, "Subnet sizing").
  /// `nil` where none is free. O(1) while the subnet is sparsely used, O(addresses in use) at worst.
  mutating func address(in block: IPv4Prefix, subnet: Subnet.ID, for name: String) -> IPv4Address? {
    guard block.length <= 29 else { return nil }
    let first = block.first.rawValue &+ 4
    let count = block.last.rawValue &- first  // without the last
    guard (taken[subnet]?.count ?? 0) < Int(count) else { return nil }
    let start = UInt32(truncatingIfNeeded: Self.hash(name) % UInt64(count))
    for step in 0..<count {
      let (sum, overflow) = start.addingReportingOverflow(step)
      let offset = overflow || sum >= count ? sum &- count : sum
      let address = IPv4Address(first &+ offset)
      if taken[subnet, default: []].insert(address).inserted { return address }
    }
    return nil
  }

  mutating func address(in block: IPv6Prefix, for name: String) -> IPv6Address? {
    guard block.length <= 96 else { return nil }
    let start = UInt128(Self.hash(name) & 0xFFFF_FFFF)
    for step in 0...UInt128(takenIPv6.count) {
      let host = (start &+ step) & 0xFFFF_FFFF
      // The first few are the router's and reserved, as in IPv4.
      let address = IPv6Address(block.first.rawValue | max(host, 0x10))
      if takenIPv6.insert(address).inserted { return address }
    }
    return nil
  }

  /// From a block that is nobody's (RFC 2544: benchmarks), the half that endpoints which hand such addresses out use
  /// last.
  mutating func publicAddress(for name: String) -> IPv4Address? {
    let base = IPv4Address(198, 19, 0, 0).rawValue
    let start = UInt32(truncatingIfNeeded: Self.hash(name) % 0xFFFE)
    for step in 0..<UInt32(0xFFFE) {
      let address = IPv4Address(base &+ 1 &+ (start &+ step) % 0xFFFE)
      if takenPublic.insert(address).inserted { return address }
    }
    return nil
  }

  /// FNV-1a: the same on every machine and in every run, which Swift's own hashing is not.
  static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    // The low bits of FNV-1a depend on the low bits of the text alone.
    return hash ^ (hash >> 32)
  }
}

extension NetworkBuilder {
  /// An IPv6 block that stands for what AWS will give a VPC: a /56 of those set aside for documentation (RFC 9637).
  mutating func syntheticBlock(of name: String) -> IPv6Prefix {
    let base = UInt128(0x3fff) << 112
    let start = AddressAllocator.hash(name) & 0xF_FFFF_FFFF
    for step in 0...UInt64(syntheticBlocks.count) {
      let number = UInt128((start &+ step) & 0xF_FFFF_FFFF)
      let address = IPv6Address(base | number << 72)
      guard let prefix = IPv6Prefix(address: address, length: 56) else { continue }
      if syntheticBlocks.insert(.v6(prefix)).inserted { return prefix }
    }
    return IPv6Prefix(host: IPv6Address(base))
  }

  /// A /64 of the VPC's block for a subnet.
  mutating func syntheticSubnetBlock(of name: String, in vpcID: VPC.ID) -> IPv6Prefix? {
    guard let block = network.vpcs[vpcID]?.ipv6CIDRs.first, block.length <= 64 else { return nil }
    let count = UInt64(1) << UInt64(min(64 - block.length, 32))
    let start = AddressAllocator.hash(name) % count
    for step in 0..<count {
      let number = UInt128((start &+ step) % count)
      guard let prefix = IPv6Prefix(address: IPv6Address(block.first.rawValue | number << 64), length: 64) else {
        return nil
      }
      let isTaken = subnetBlocks.contains(prefix)
      guard !isTaken else { continue }
      subnetBlocks.insert(prefix)
      syntheticBlocks.insert(.v6(prefix))
      return prefix
    }
    return nil
  }
}
