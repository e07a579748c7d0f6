import Findings
import IPAddressing
import VPCModel

/// Entries that never decide.
enum NetworkACLEntryFamily: AuditFamily {
  static let contradicted = Check(
    id: "acl-entry-without-effect",
    title: "A network ACL entry is overruled by those before it",
    severity: .low,
    explanation:
      "The lowest number that matches decides. Everything this entry speaks of is decided before, and the other way:"
      + " what it was meant to deny passes, or what it was meant to allow does not.",
    equivalents: equivalents
  )

  static let redundant = Check(
    id: "acl-entry-redundant",
    title: "A network ACL entry repeats those before it",
    severity: .info,
    explanation:
      "Everything the entry speaks of is decided before, with the same result. It counts against the ACL's 20 entries.",
    equivalents: equivalents
  )

  private static let equivalents = [
    "np-guard": ["nacl-rule-shadowed"], "Batfish": ["filterLineReachability BLOCKING_LINES"],
  ]

  static let checks = [contradicted, redundant]

  static func findings(_ context: AuditContext) -> [Finding] {
    context.network.networkACLs.sorted.flatMap { acl -> [Finding] in
      var overruled: [(NetworkACL.Entry, [NetworkACL.Entry])] = []
      var repeated: [(NetworkACL.Entry, [NetworkACL.Entry])] = []
      for direction in TrafficDirection.allCases {
        let entries = acl.entries(direction)
        for (position, entry) in entries.enumerated() where !entry.isFinal {
          guard let deciders = deciders(of: entry, among: entries[..<position]) else { continue }
          if deciders.allSatisfy({ $0.action == entry.action }) {
            repeated.append((entry, deciders))
          } else {
            overruled.append((entry, deciders))
          }
        }
      }
      return [make(contradicted, acl, overruled, context), make(redundant, acl, repeated, context)].compactMap { $0 }
    }
  }

  /// The entries that decide all of an entry's traffic before it, each some of it; `nil` where some is left to it, or where
  /// it speaks of no traffic at all. O(entries), exact over blocks and ports together.
  private static func deciders(
    of entry: NetworkACL.Entry,
    among earlier: ArraySlice<NetworkACL.Entry>
  ) -> [NetworkACL.Entry]? {
    var left = UndecidedTraffic(IPAddressSet(entry.cidr), entry.traffic)
    guard !left.isEmpty else { return nil }
    var deciders: [NetworkACL.Entry] = []
    for candidate in earlier where left.decide(candidate) {
      deciders.append(candidate)
      if left.isEmpty { return deciders }
    }
    return nil
  }

  private static func make(
    _ check: Check,
    _ acl: NetworkACL,
    _ entries: [(NetworkACL.Entry, [NetworkACL.Entry])],
    _ context: AuditContext
  ) -> Finding? {
    guard let first = entries.first?.0 else { return nil }
    return Finding(
      checkID: check.id,
      severity: acl.subnetIDs.isEmpty && !acl.isDefault ? .info : check.severity,
      message: "\(counted(entries.count, "entry", "entries")) of network ACL \(context.names.full(acl))"
        + " never decide\(entries.count == 1 ? "s" : "")"
        + (check.id == contradicted.id ? ", and say the opposite of what happens" : ""),
      details: entries.prefix(8).map { entry, deciders in
        "\(entry.direction.rawValue) \(entry.action.rawValue) \(entry.words) comes after"
          + " \(deciders.map { "\($0.action.rawValue) \($0.words)" }.joined(separator: " and "))"
      },
      subjects: [context.subject(acl)],
      fixes: [
        AuditFix.command(
          AWSCommand("ec2 delete-network-acl-entry").option("network-acl-id", acl.id.text)
            .option(first.direction.rawValue).option("rule-number", "\(first.number)"),
          summary: check.id == redundant.id ? "Delete it." : "Delete it, or make it anew under a lower number."
        )
      ]
    )
  }
}
