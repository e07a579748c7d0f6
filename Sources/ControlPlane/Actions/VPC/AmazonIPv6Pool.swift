import EC2Shapes
import IPAddressing
import VPCModel

/// The blocks that Amazon gives to VPCs: each a /56 of 2600:1f00::/24, a range that the registry has assigned to Amazon
/// and from which EC2 serves its regions.
enum AmazonIPv6Pool {
  /// What the API calls it.
  static let name = "Amazon"

  /// How many blocks there are.
  static let count: UInt64 = 1 << 32

  private static let firstAddress: UInt128 = 0x2600_1f00 << 96
  private static let blockLength = 56

  /// - Parameter number: less than ``count``.
  static func block(_ number: UInt64) -> IPPrefix? {
    guard number < count else { return nil }
    let address = IPv6Address(firstAddress | UInt128(number) << (128 - blockLength))
    return IPv6Prefix(address: address, length: blockLength).map { .v6($0) }
  }
}

extension Transaction {
  /// A block that no VPC of any account and region has. O(log n) expected.
  mutating func chooseIPv6Block() throws(EC2Error) -> IPPrefix {
    // With a million blocks taken, one draw in four thousand hits one of them.
    for _ in 0..<64 {
      if let block = AmazonIPv6Pool.block(randomNumber(below: AmazonIPv6Pool.count)),
        !state.hasHolder(of: VPCRecord.ipv6BlockKey(block), .vpc)
      {
        return block
      }
    }
    throw EC2Error(
      code: "InsufficientAddressCapacity",
      message: "Not enough available addresses to satisfy your request."
    )
  }
}
