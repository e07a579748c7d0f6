import Findings
import IPAddressing
import VPCModel

/// A block where a reference to a group belongs.
enum GroupReferenceFamily: AuditFamily {
  static let check = Check(
    id: "cidr-instead-of-group",
    title: "A block stands for the members of one security group",
    severity: .low,
    explanation:
      "The block is within the VPC, has next to no room for anybody else, and its addresses are those of one group's"
      + " members. A reference to the group follows them"
      + " when machines come and go; the block lets in whoever gets such an address next.",
    equivalents: [:]
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    let index = VPCAddressIndex(context)
    return context.groups.flatMap { group -> [Finding] in
      group.rules.compactMap { rule -> Finding? in
        guard case .ipv4(let prefix) = rule.peer, index.isKnown(prefix, group.vpcID),
          let owners = index.soleGroup(in: prefix, group.vpcID)
        else { return nil }
        guard let target = context.network.securityGroups[owners], !target.isDefault,
          context.network.status(of: GroupReference(owners), from: group.id) == .usable
        else { return nil }
        var better = rule
        better.peer = .securityGroup(GroupReference(owners))
        better.tags = [:]
        let label = "\(group.name) \(rule.direction == .ingress ? "from" : "to") \(target.name) \(rule.traffic)"
        let count = context.members[owners]?.count ?? 0
        var fixes = AuditFix.rule(
          better,
          label: label,
          summary: "Let in the group, then take the block away.",
          context
        )
        let revoke = AuditFix.revoke([rule], context, summary: "Take the block away.")
        fixes.insert(contentsOf: revoke.filter { $0.form == .command }, at: 1)
        fixes += revoke.filter { $0.form == .terraform }
        return Finding(
          checkID: check.id,
          severity: check.severity,
          message: "\(prefix) in \(context.names.full(group.id)) is just the \(counted(count, "member"))"
            + " of \(context.names.full(owners))",
          details: [
            "rule: \(context.words(rule))", "members: \(context.list(context.members[owners] ?? []))",
          ],
          subjects: [context.subject(group.id), context.subject(owners)],
          fixes: fixes,
          aspect: "\(rule.direction.rawValue) \(rule.traffic) \(prefix)"
        )
      }
    }
  }
}

/// The private IPv4 addresses of each VPC in order, to ask who is in a block.
private struct VPCAddressIndex {
  private let entries: [VPC.ID: [(address: IPv4Address, interface: NetworkInterface)]]
  private let members: [SecurityGroup.ID: (count: Int, lowest: IPv4Address, highest: IPv4Address)]
  private let blocks: [VPC.ID: [IPv4Prefix]]
  private let subnets: [VPC.ID: [IPv4Prefix]]
  private let subnetAddresses: [VPC.ID: IPAddressSet]
  /// VPCs in which somebody may have any address.
  private let open: Set<VPC.ID>
  private let isComplete: Bool

  init(_ context: AuditContext) {
    var entries: [VPC.ID: [(address: IPv4Address, interface: NetworkInterface)]] = [:]
    var members: [SecurityGroup.ID: (count: Int, lowest: IPv4Address, highest: IPv4Address)] = [:]
    for interface in context.interfaces {
      for entry in interface.privateIPv4Addresses {
        entries[interface.vpcID, default: []].append((entry.address, interface))
        for group in Set(interface.groupIDs) {
          let known = members[group] ?? (0, entry.address, entry.address)
          members[group] = (known.count + 1, min(known.lowest, entry.address), max(known.highest, entry.address))
        }
      }
    }
    self.entries = entries.mapValues { $0.sorted { $0.address < $1.address } }
    self.members = members
    blocks = Dictionary(
      uniqueKeysWithValues: context.network.vpcs.unordered.map { ($0.id, $0.ipv4CIDRs) }
    )
    subnets = Dictionary(grouping: context.network.subnets.unordered, by: \.vpcID)
      .mapValues { $0.compactMap(\.ipv4CIDR) }
    subnetAddresses = subnets.mapValues { IPAddressSet($0.map(IPPrefix.v4)) }
    open = Set(context.interfaces.lazy.filter(\.isOfUnknownAddress).map(\.vpcID))
    isComplete = context.network.isComplete(.networkInterface)
  }

  /// Whether all who have an address in the block are known, and there is no room to speak of for others: a wider block
  /// means whoever comes to be in it, such as all of a subnet.
  func isKnown(_ prefix: IPv4Prefix, _ vpc: VPC.ID) -> Bool {
    guard isComplete, !open.contains(vpc), blocks[vpc]?.contains(where: { $0.contains(prefix) }) == true,
      // A part that no known subnet holds may be a subnet's that is not known, or to come.
      subnetAddresses[vpc]?.contains(IPAddressSet(.v4(prefix))) == true
    else { return false }
    let size = Int(prefix.last.rawValue - prefix.first.rawValue) + 1
    let taken = count(in: prefix, vpc)
    guard size <= 2 * taken else { return false }
    // EC2 keeps five addresses of each subnet for itself (VPC user guide, "Subnet sizing").
    let whole = (subnets[vpc] ?? []).count { prefix.contains($0) }
    return whole == 0 || taken + 5 * whole >= size
  }

  private func count(in prefix: IPv4Prefix, _ vpc: VPC.ID) -> Int {
    guard let entries = entries[vpc] else { return 0 }
    let start = firstIndex(entries) { $0 >= prefix.first }
    return max(0, firstIndex(entries) { $0 > prefix.last } - start)
  }

  /// The group that all in the block carry and nobody outside it; the first by identifier of several. O(log n).
  func soleGroup(in prefix: IPv4Prefix, _ vpc: VPC.ID) -> SecurityGroup.ID? {
    guard let entries = entries[vpc] else { return nil }
    let start = firstIndex(entries) { $0 >= prefix.first }
    let end = firstIndex(entries) { $0 > prefix.last }
    guard start < end, entries.indices.contains(start) else { return nil }
    return Set(entries[start].interface.groupIDs).sorted().first { group in
      guard let known = members[group] else { return false }
      // As many members as there are addresses, and all of them inside: nobody else is.
      return known.count == end - start && prefix.contains(known.lowest) && prefix.contains(known.highest)
    }
  }

  private func firstIndex(
    _ entries: [(address: IPv4Address, interface: NetworkInterface)],
    where condition: (IPv4Address) -> Bool
  ) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(entries[middle].address) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
