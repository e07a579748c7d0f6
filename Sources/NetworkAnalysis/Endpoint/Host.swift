package import IPAddressing
package import VPCModel

/// One end of one path: an address, and what the network knows about it.
package struct Host: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    /// The address is one of the interface's own.
    case interface(NetworkInterface)
    /// In a subnet, but no known interface has it.
    case vacant(Subnet)
    /// In a VPC's block, but no known subnet holds it.
    case unallocated(VPC)
    /// An address that hosts on the internet have.
    case internet
    /// A private address that no known VPC holds: another network, such as a company's own.
    case outside
  }

  package let place: Place
  /// The address that the host itself knows as its own: private, where an internet gateway translates.
  package let address: IPAddress
  /// The public address by which it was asked for.
  package let askedPublicAddress: IPv4Address?

  package init(_ place: Place, address: IPAddress, askedPublicAddress: IPv4Address? = nil) {
    self.place = place
    self.address = address
    self.askedPublicAddress = askedPublicAddress
  }

  package var interface: NetworkInterface? {
    if case .interface(let interface) = place { interface } else { nil }
  }

  package var vpcID: VPC.ID? {
    switch place {
    case .interface(let interface): interface.vpcID
    case .vacant(let subnet): subnet.vpcID
    case .unallocated(let vpc): vpc.id
    case .internet, .outside: nil
    }
  }

  package var subnetID: Subnet.ID? {
    switch place {
    case .interface(let interface): interface.subnetID
    case .vacant(let subnet): subnet.id
    case .unallocated, .internet, .outside: nil
    }
  }
}

/// Which addresses can be hosts on the internet in a question.
enum AddressScope {
  /// Blocks set aside for documentation (RFC 5737, RFC 3849) and for benchmarks (RFC 2544) stand for public
  /// addresses here: nobody else may use them, examples use the former, and endpoints that are not AWS's hand out
  /// the latter as elastic addresses.
  static let internet = SpecialPurpose.internet.union(SpecialPurpose.documentation).union(SpecialPurpose.benchmarking)

  static func isInternet(_ address: IPAddress) -> Bool { internet.contains(address) }
}
