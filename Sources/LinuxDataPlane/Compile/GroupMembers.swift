import IPAddressing
import VPCModel

/// The private addresses of each group's members, and the sets in the table that hold those of the groups that rules
/// refer to.
struct GroupMembers: Sendable {
  /// How many interfaces own an address: two VPCs may use one twice.
  private var owners: [SecurityGroup.ID: [IPPrefix: Int]] = [:]
  private var users: [SecurityGroup.ID: Int] = [:]
  /// Groups some of whose members own whole prefixes.
  private(set) var groupsWithPrefixes: Set<SecurityGroup.ID> = []
  var sets = ChangingSets()

  mutating func add(_ interface: NetworkInterface) {
    for group in Set(interface.groupIDs) {
      for prefix in interface.ownPrefixes { count(prefix, 1, group) }
    }
  }

  mutating func remove(_ interface: NetworkInterface) {
    for group in Set(interface.groupIDs) {
      for prefix in interface.ownPrefixes { count(prefix, -1, group) }
    }
  }

  private mutating func count(_ prefix: IPPrefix, _ change: Int, _ group: SecurityGroup.ID) {
    let old = owners[group]?[prefix] ?? 0
    let new = old + change
    owners[group, default: [:]][prefix] = new > 0 ? new : nil
    guard (old > 0) != (new > 0) else { return }
    guard prefix.isHost else { return prefixesChanged(group) }
    sets.set(
      new > 0 ? .member : nil,
      for: NamedSet.Key(Octets(prefix.first)),
      in: MemberSets.name(group, prefix.family)
    )
  }

  private mutating func prefixesChanged(_ group: SecurityGroup.ID) {
    let hasPrefixes = owners[group]?.keys.contains { !$0.isHost } ?? false
    if hasPrefixes { groupsWithPrefixes.insert(group) } else { groupsWithPrefixes.remove(group) }
    guard users[group] != nil else { return }
    for family in [IPFamily.ipv4, .ipv6] { makePrefixes(group, family) }
  }

  private mutating func makePrefixes(_ group: SecurityGroup.ID, _ family: IPFamily) {
    let name = MemberSets.prefixesName(group, family)
    let prefixes = owners[group]?.keys.filter { !$0.isHost && $0.family == family } ?? []
    let merged = IPPrefix.merged(Array(prefixes), family)
    sets.make(
      name,
      NamedSet(
        .init(key: [family.addressType], isInterval: true),
        Dictionary(merged.map { ($0, .member) }) { first, _ in first }
      )
    )
  }

  /// Another group's rules refer to the group: its members must be in the table.
  mutating func retain(_ group: SecurityGroup.ID) {
    users[group, default: 0] += 1
    guard users[group] == 1 else { return }
    for family in [IPFamily.ipv4, .ipv6] {
      let hosts = owners[group]?.keys.filter { $0.isHost && $0.family == family } ?? []
      sets.make(
        MemberSets.name(group, family),
        NamedSet(
          MemberSets.declaration(family),
          Dictionary(hosts.map { (NamedSet.Key(Octets($0.first)), .member) }) { first, _ in first }
        )
      )
      if groupsWithPrefixes.contains(group) { makePrefixes(group, family) }
    }
  }

  mutating func release(_ group: SecurityGroup.ID) {
    guard let count = users[group] else { return }
    users[group] = count > 1 ? count - 1 : nil
    guard count == 1 else { return }
    for family in [IPFamily.ipv4, .ipv6] {
      sets.remove(MemberSets.name(group, family))
      sets.remove(MemberSets.prefixesName(group, family))
    }
  }
}
