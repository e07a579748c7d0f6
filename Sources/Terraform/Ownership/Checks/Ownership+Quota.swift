import Findings
import HCL
import VPCModel

extension Ownership {
  /// More rules than EC2 takes, in one family. What is not known counts for nothing, and is said.
  func overQuota(_ group: Group, _ direction: TrafficDirection, _ side: Side, _ quotas: Quotas) -> [Finding] {
    let entries = side.inline + side.standalone
    let limit = quotas.rulesPerGroup
    guard
      entries.count > limit || entries.contains(where: { if case .prefixList = $0.rule.peer { true } else { false } })
    else { return [] }
    var (ipv4, ipv6, open) = (0, 0, 0)
    var seen: Set<RuleContent> = []
    for entry in entries where !entry.content.isKnown || seen.insert(entry.content).inserted {
      switch entry.rule.peer {
      case .ipv4: ipv4 += 1
      case .ipv6: ipv6 += 1
      case .group, .itself:
        ipv4 += 1
        ipv6 += 1
      case .prefixList(let list):
        let weight = weight(list, in: entry.configuration)
        if weight == nil { open += 1 }
        ipv4 += weight ?? 1
        ipv6 += weight ?? 1
      case .missing: break
      case .open: open += 1
      }
    }
    let check = Check.terraformRulesOverQuota
    return [("IPv4", ipv4), ("IPv6", ipv6)].compactMap { family, number -> Finding? in
      guard number > limit else { return nil }
      var details = [
        "EC2 takes \(limit) for each direction and family (VPC quota \"Inbound or outbound rules per security group\")."
      ]
      if !side.inline.isEmpty {
        details.append("An apply that fails on the quota has by then deleted the old rules that changed.")
      }
      if open > 0 { details.append("\(count(open, "list")) of unknown length may add to it.") }
      return Finding(
        checkID: check.id,
        severity: check.severity,
        message:
          "\(group.key.words) has \(number) \(direction.rawValue) rules that count for \(family), \(number - limit)"
          + " more than EC2 takes",
        details: details,
        subjects: [subject(group)],
        locations: locations(entries) { "\($0.rule.words)" },
        aspect: "\(direction.rawValue) \(family)"
      )
    }
  }

  /// What a prefix list counts as, where a configuration manages it with a known `max_entries`.
  private func weight(_ list: Reading<Referent>, in configuration: Int) -> Int? {
    guard case .known(.attribute(let origin)) = list, let address = ResourceAddress(parsing: origin.address) else {
      return nil
    }
    return instance(at: address, in: configuration)?.argument("max_entries")?.integer.known
  }
}
