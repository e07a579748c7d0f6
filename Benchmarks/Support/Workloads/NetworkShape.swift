/// How much there is of everything in a generated network.
package struct NetworkShape: Sendable {
  /// Groups, each the only one of its interfaces: as many policies.
  package var groups: Int
  /// Ingress rules of each group; an egress rule for everything comes on top, as EC2 makes it.
  package var rulesPerGroup: Int
  /// At most 240: they lie in one /24.
  package var interfacesPerGroup: Int
  /// Interfaces of one further group, to which one rule of every group refers; 0 for no such group.
  package var referencedMembers: Int
  /// How many rules in a hundred refer to another of the groups.
  package var referencePercent: Int

  package init(
    groups: Int,
    rulesPerGroup: Int,
    interfacesPerGroup: Int,
    referencedMembers: Int = 0,
    referencePercent: Int = 0
  ) {
    self.groups = groups
    self.rulesPerGroup = rulesPerGroup
    self.interfacesPerGroup = interfacesPerGroup
    self.referencedMembers = referencedMembers
    self.referencePercent = referencePercent
  }

  /// All ingress rules.
  package var ruleCount: Int { groups * rulesPerGroup }
  package var interfaceCount: Int { groups * interfacesPerGroup + referencedMembers }
}

extension NetworkShape {
  /// The cases in which the engine is held against DPDK's rte_acl, by name.
  package static let comparedWithACL: [(name: String, shape: NetworkShape)] = [
    ("300 rules, 20 policies", NetworkShape(groups: 20, rulesPerGroup: 15, interfacesPerGroup: 4)),
    ("300 rules, 5 policies", NetworkShape(groups: 5, rulesPerGroup: 60, interfacesPerGroup: 13)),
    (
      "10,000 members, 20 policies",
      NetworkShape(groups: 20, rulesPerGroup: 15, interfacesPerGroup: 4, referencedMembers: 10_000)
    ),
  ]

  /// A network of about as many rules, none of whose groups has more than 50.
  package static func ofRules(_ count: Int) -> NetworkShape {
    let rulesPerGroup = min(50, max(5, count / 2))
    let groups = max(2, count / rulesPerGroup)
    return NetworkShape(
      groups: groups,
      rulesPerGroup: rulesPerGroup,
      interfacesPerGroup: max(2, (63 + groups) / groups),
      referencePercent: 20
    )
  }
}
