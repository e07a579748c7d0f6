package import HCL
package import IPAddressing
package import VPCModel

/// The network that a configuration, a plan or a state describes, and how it hangs together with what was read.
///
/// Identifiers are EC2's where the input has them, and otherwise the Terraform address (`aws_security_group.web`), with
/// what it is of it where one resource makes several things. What Terraform does not manage but EC2 makes with what it
/// does (a VPC's default group, default network ACL and main route table) is in the network as EC2 makes it, and in
/// ``implicit``.
package struct TerraformNetwork: Sendable {
  /// Where a part of the network comes from.
  package struct Source: Hashable, Sendable, Comparable {
    package var address: ResourceAddress
    /// The path of the attribute or block in the resource that made it: `ingress[0].cidr_blocks`; empty for the resource.
    package var part: String

    package init(_ address: ResourceAddress, part: String = "") {
      self.address = address
      self.part = part
    }

    package static func < (left: Self, right: Self) -> Bool {
      left.address != right.address ? left.address < right.address : left.part < right.part
    }
  }

  /// Something that the input leaves open and that bears on what the network allows.
  package struct Unresolved: Hashable, Sendable {
    package var address: ResourceAddress
    /// The path in the resource: `ingress[0].cidr_blocks`.
    package var attribute: String
    /// Whose values it depends on, sorted; empty where the input does not tell.
    package var origins: [Value.Origin]
    package var range: SourceRange?
    /// What is open because of it, as a sentence without its full stop: `who may reach its members is not known`.
    package var effect: String
  }

  /// Addresses that were made up for an interface, because only AWS will choose them.
  package struct SyntheticAddresses: Hashable, Sendable {
    /// Private addresses, each of them from a block of the subnet that EC2 will choose from.
    package var addresses: [IPAddress] = []
    /// The subnet's blocks that they are from.
    package var ranges: [IPPrefix] = []
    /// Public addresses; nothing is known of the real ones.
    package var publicAddresses: [IPv4Address] = []
  }

  package var network: Network
  /// Where each resource and each rule comes from, by the text of its identifier; several for a rule that is written in
  /// several places.
  package var sources: [String: [Source]]
  /// The identifiers of what a resource made, by its address, the most telling first: for a workload its instance, or its
  /// interfaces.
  package var identifiers: [ResourceAddress: [String]]
  /// Interfaces whose addresses are not (all) real.
  package var synthetic: [NetworkInterface.ID: SyntheticAddresses]
  /// IPv6 blocks that were made up for VPCs and their subnets, because only AWS will choose them.
  package var syntheticBlocks: Set<IPPrefix>
  /// Identifiers of what EC2 makes by itself and the input says nothing about.
  package var implicit: Set<String>
  /// Identifiers of resources that are not in the network because a part of them is not known (a network ACL of which an
  /// entry is not), and of those that stand for an unknown number of instances.
  package var openResources: Set<String>
  /// Sorted by address and attribute.
  package var unresolved: [Unresolved]
  package var diagnostics: [Diagnostic]
  /// Where the resources and their parts are written, for those of a configuration.
  package var places: [ResourceAddress: ResourceInstance.Place]

  /// Where a source is written; of a part that has no place of its own, its block's or the resource's header.
  package func range(of source: Source) -> SourceRange? {
    guard let place = places[source.address] else { return nil }
    return place.range(of: source.part)
  }
}

extension ResourceInstance.Place {
  /// Where a part is written, or the nearest thing around it.
  package func range(of part: String) -> SourceRange {
    var path = part[...]
    while !path.isEmpty {
      if let range = parts[String(path)] { return range }
      path = path.lastIndex(of: ".").map { path[..<$0] } ?? ""
    }
    return header
  }
}
