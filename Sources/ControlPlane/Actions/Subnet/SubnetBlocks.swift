import EC2Shapes
import IPAddressing
import VPCModel

/// Which blocks a subnet may have (VPC user guide, "Subnet CIDR blocks").
enum SubnetBlocks {
  /// The IPv4 block of a request in its canonical form: of a size that EC2 allows, inside one of the VPC's blocks, apart
  /// from every sibling's. O(siblings).
  static func ipv4(_ text: String, in vpc: VPC, besides siblings: [SubnetRecord]) throws(EC2Error) -> IPPrefix {
    let block = try RequestedBlock.ipv4(text)
    guard (16...28).contains(block.length), vpc.ipv4CIDRs.contains(where: { $0.contains(block) }) else {
      throw EC2Error(code: "InvalidSubnet.Range", message: "The CIDR '\(text)' is invalid.")
    }
    guard !siblings.contains(where: { $0.subnet.ipv4CIDR?.overlaps(block) ?? false }) else { throw conflict(text) }
    return .v4(block)
  }

  /// The IPv6 block of a request: a length from /44 to /64 in steps of four, with no bit set beyond it, inside one of the
  /// VPC's blocks, apart from every sibling's. O(siblings).
  static func ipv6(_ text: String, in vpc: VPC, besides siblings: [SubnetRecord]) throws(EC2Error) -> IPPrefix {
    guard let block = IPv6Prefix(text), (44...64).contains(block.length), block.length.isMultiple(of: 4) else {
      throw .invalidParameterValue("invalid value for parameter ipv6-cidr-block: \(text.prefix(256))")
    }
    guard vpc.ipv6CIDRs.contains(where: { $0.contains(block) }) else {
      throw EC2Error(code: "InvalidSubnet.Range", message: "The IPv6 CIDR '\(text)' is invalid.")
    }
    guard !siblings.contains(where: { $0.subnet.ipv6CIDRs.contains { $0.overlaps(block) } }) else {
      throw conflict(text)
    }
    return .v6(block)
  }

  private static func conflict(_ text: String) -> EC2Error {
    EC2Error(code: "InvalidSubnet.Conflict", message: "The CIDR '\(text)' conflicts with another subnet")
  }
}
