package import Findings
package import VPCModel

extension Ownership {
  /// Everything that is wrong about who owns which rules. O(rules).
  ///
  /// - Parameter quotas: of the account, as far as they are known.
  package func findings(quotas: Quotas = Quotas()) -> [Finding] {
    var findings: [Finding] = []
    for group in groups {
      for direction in TrafficDirection.allCases {
        let side = group[direction]
        findings += inlineAndStandalone(group, direction, side)
        findings += severalManagers(group, direction, side)
        findings += duplicates(group, direction, side)
        findings += mixedResources(group, direction, side)
        findings += exclusive(group, direction, side)
        findings += overQuota(group, direction, side, quotas)
      }
    }
    findings += refusedRules()
    findings += names()
    findings += unread()
    return findings
  }

  /// How many places a finding shows; the rest it counts.
  static let placeLimit = 10

  func subject(_ group: Group) -> Finding.Subject {
    Finding.Subject(
      id: directory.knownIDs[group.key] ?? group.key.words,
      name: group.key.words,
      kind: "security group"
    )
  }

  /// The configuration's files' folder, where there are several to tell apart.
  func configurationWords(_ number: Int) -> String {
    configurations.count > 1 ? " (configuration \(number + 1))" : ""
  }

  /// `3 ingress blocks`
  func count(_ number: Int, _ one: String) -> String { number == 1 ? "1 \(one)" : "\(number) \(one)s" }

  /// The distinct places of entries, one for each resource or block.
  func locations(_ entries: [Entry], note: (Entry) -> String) -> [Finding.Location] {
    var seen: Set<String> = []
    var result: [Finding.Location] = []
    for entry in entries {
      let block = entry.rule.style.isInline ? String(entry.rule.part.prefix { $0 != "." }) : ""
      guard seen.insert("\(entry.configuration) \(entry.rule.address) \(block)").inserted else { continue }
      if result.count == Self.placeLimit { break }
      if let location = location(of: entry, note: note(entry)) { result.append(location) }
    }
    return result
  }

  /// The distinct resources of entries, in order.
  func resources(_ entries: [Entry]) -> [ResourceAddress] {
    var seen: Set<ResourceAddress> = []
    return entries.map(\.rule.address).filter { seen.insert($0).inserted }
  }

  func words(_ addresses: [ResourceAddress]) -> String {
    let shown = addresses.prefix(3).map(\.description).joined(separator: ", ")
    return addresses.count > 3 ? "\(shown) and \(addresses.count - 3) more" : shown
  }
}
