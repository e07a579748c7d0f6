/// What the security groups of a network interface say to a flow's first packet.
package enum SecurityGroupVerdict: Hashable, Sendable {
  /// A rule allows it. Several may; this is the first of them by group and rule identifier.
  case allowed(by: SecurityGroupRule.ID)
  /// Security groups do not filter traffic with the platform's own services.
  case notFiltered(PlatformService)
  /// No rule allows it: the default.
  case denied
  /// No known rule allows it, and something unknown could.
  case unknown(Unknown)

  /// What would have to be known.
  package enum Unknown: Hashable, Sendable {
    /// The rule would allow it if its peer, which the network does not tell, held the address.
    case rule(SecurityGroupRule.ID)
    /// A group on the interface is not in the network, so its rules are not known.
    case group(SecurityGroup.ID)
    /// The interface itself is not in the network.
    case networkInterface(NetworkInterface.ID)
  }
}
