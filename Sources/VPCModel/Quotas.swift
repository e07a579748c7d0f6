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
  /// AWS's own default is 5, which it raises on request and nearly every account has raised. Nobody is here to ask, and
  /// VPCs cost nothing, so this begins where AWS's adjustments usually end.
  package var vpcsPerRegion = 100
  package var subnetsPerVPC = 200
  package var ipv4BlocksPerVPC = 5
  package var ipv6BlocksPerVPC = 5
  package var dhcpOptionsSetsPerRegion = 100

  package init() {}
}

extension Quotas {
  /// Why AWS would not grant these, `nil` where it would: an interface carries 16 groups at most, and groups × rules stay
  /// within `rulesPerInterface` (VPC user guide, "Amazon VPC quotas").
  package var problem: String? {
    if groupsPerInterface > 16 { return "groups-per-interface is \(groupsPerInterface); AWS grants 16 at most" }
    let (product, isOverflow) = rulesPerGroup.multipliedReportingOverflow(by: groupsPerInterface)
    if isOverflow || product > rulesPerInterface {
      return "rules-per-group × groups-per-interface is \(rulesPerGroup) × \(groupsPerInterface)"
        + " = \(product); AWS grants \(rulesPerInterface) at most"
    }
    return nil
  }
}
