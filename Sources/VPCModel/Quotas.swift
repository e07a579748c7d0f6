/// Limits of an account in a region. Defaults are AWS's (VPC user guide, "Amazon VPC quotas").
package struct Quotas: Hashable, Sendable, Codable {
  /// For each group and direction, IPv4 and IPv6 counted apart.
  package var rulesPerGroup = 60
  package var groupsPerInterface = 5
  package var groupsPerRegion = 2500
  /// `rulesPerGroup` × `groupsPerInterface` may not exceed this.
  package var rulesPerInterface = 1000
  /// For each direction and family, the final `*` entry included.
  package var entriesPerNetworkACL = 20
  package var networkACLsPerVPC = 200
  package var entriesPerPrefixList = 1000

  package init() {}
}
