import ArgumentParser
import VPCModel

/// `rules-per-group=100` on the command line.
struct QuotaSetting: ExpressibleByArgument, Hashable {
  private static let members: [String: any WritableKeyPath<Quotas, Int> & Sendable] = [
    "rules-per-group": \.rulesPerGroup,
    "groups-per-interface": \.groupsPerInterface,
    "groups-per-region": \.groupsPerRegion,
    "entries-per-network-acl": \.entriesPerNetworkACL,
    "network-acls-per-vpc": \.networkACLsPerVPC,
    "entries-per-prefix-list": \.entriesPerPrefixList,
  ]

  static var allValueStrings: [String] { members.keys.sorted().map { "\($0)=…" } }

  let name: String
  let value: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, Self.members[parts[0]] != nil, let value = Int(parts[1]), (1...100_000).contains(value)
    else { return nil }
    name = parts[0]
    self.value = value
  }

  func apply(to quotas: inout Quotas) {
    if let member = Self.members[name] { quotas[keyPath: member] = value }
  }
}
