package import VPCModel

/// Random networks, flows and changes for tests: small, and crowded around the edges of EC2's behaviour.
///
/// Everything is a function of the seed, so that a failing test is told by one number. Addresses, ports and
/// identifiers come from small pools, so that rules overlap and flows hit them. What is made may be odd (a
/// group of another VPC on an interface, a route to nowhere) but is always something a snapshot can hold;
/// one account's VPC never has two interfaces with one address.
package enum RandomNetwork {
  /// How much there is of everything; the upper bounds are those of `.medium`: 4 VPCs, 60 interfaces,
  /// 24 groups of up to 14 rules.
  package enum Size: Sendable, CaseIterable {
    case tiny, small, medium

    var vpcs: Int { [.tiny: 2, .small: 3, .medium: 4][self, default: 2] }
    var subnetsPerVPC: Int { [.tiny: 1, .small: 2, .medium: 4][self, default: 1] }
    var interfaces: Int { [.tiny: 4, .small: 14, .medium: 60][self, default: 4] }
    var groups: Int { [.tiny: 4, .small: 9, .medium: 24][self, default: 4] }
    var rulesPerGroup: Int { [.tiny: 3, .small: 7, .medium: 14][self, default: 3] }
    var prefixLists: Int { [.tiny: 2, .small: 4, .medium: 8][self, default: 2] }
  }

  /// The network of a seed.
  package static func make(seed: UInt64, size: Size = .small) -> Network {
    var builder = RandomNetworkBuilder(random: SplitMix64(seed: seed))
    builder.addVPCs(size.vpcs, subnetsPerVPC: size.subnetsPerVPC)
    builder.addConnections()
    builder.addGroups(size.groups)
    builder.addInterfaces(size.interfaces)
    // Lists and rules speak of addresses and groups that exist, so they come after them.
    builder.addPrefixLists(size.prefixLists)
    builder.addRules(upTo: size.rulesPerGroup)
    builder.addGatewaysAndRoutes()
    builder.addNetworkACLs()
    builder.forgetSome()
    return builder.network
  }
}
