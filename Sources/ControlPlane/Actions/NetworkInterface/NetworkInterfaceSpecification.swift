package import IPAddressing
package import VPCModel

/// A network interface to be made: by CreateNetworkInterface, with an instance, or by a service that needs one.
///
/// Used with ``Transaction/makeNetworkInterface(_:)``. Addresses that are not given are chosen.
package struct NetworkInterfaceSpecification: Sendable {
  /// The security groups of an interface.
  package enum Groups: Hashable, Sendable {
    /// The VPC's default group.
    case defaultOfVPC
    /// As a caller named them; at least one.
    case identifiers([String])
    /// None at all: interfaces of NAT gateways and gateway load balancer endpoints.
    case none
  }

  /// As a caller named it.
  package var subnetID: String
  package var groups: Groups = .defaultOfVPC
  package var summary = ""
  /// `interface`, `nat_gateway`, `vpc_endpoint`, …
  package var interfaceType = "interface"

  package var primaryAddress: IPv4Address?
  package var secondaryAddresses: [IPv4Address] = []
  /// How many more secondary addresses are to be chosen.
  package var secondaryAddressCount = 0
  package var ipv4Prefixes: [IPv4Prefix] = []
  package var ipv4PrefixCount = 0
  package var ipv6Addresses: [IPv6Address] = []
  /// How many more IPv6 addresses are to be chosen; `nil` for what the subnet says of new interfaces. A service's
  /// interface without IPv6 says 0.
  package var ipv6AddressCount: Int?
  package var ipv6Prefixes: [IPv6Prefix] = []
  package var ipv6PrefixCount = 0
  package var hasPrimaryIPv6Address = false

  package var sourceDestinationCheck = true
  package var connectionTracking: NetworkInterfaceRecord.ConnectionTracking?
  /// Who asked for it: a service's name or number, absent for an account's own interface. With it the interface is
  /// requester-managed: its account may neither change nor delete it.
  package var requesterID: String?
  /// Who asked for it with a call of its own; such an interface is not managed by a service.
  package var creatorID: String?
  /// The service to which it is attached from the start, `amazon-aws` for NAT gateways and endpoints.
  package var attachedService: String?
  package var tags: Tags = [:]

  package init(subnetID: String) { self.subnetID = subnetID }

  package init(subnetID: Subnet.ID) { self.init(subnetID: subnetID.text) }
}
