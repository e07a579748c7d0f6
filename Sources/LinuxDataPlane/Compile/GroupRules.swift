import IPAddressing
import VPCModel

/// A group's rules of one direction and family, sorted out by who is at the other end. In each list the rules stand by
/// identifier.
struct GroupRules {
  struct Entry {
    var rule: SecurityGroupRule.ID
    var selection: SpaceSelection
  }

  struct BlockEntry {
    var block: IPPrefix
    var entry: Entry
  }

  /// For 0.0.0.0/0 or ::/0.
  var forAnyone: [Entry] = []
  /// For the members of each group.
  var forMembers: [(group: SecurityGroup.ID, entries: [Entry])] = []
  /// For address blocks, those of prefix lists included.
  var forBlocks: [BlockEntry] = []

  /// What the rules hang on beside the group.
  var referencedGroups: Set<SecurityGroup.ID> = []
  var prefixLists: Set<PrefixList.ID> = []

  /// Peers that the network does not tell are left out: what is not known to be allowed is not let through.
  init(_ group: SecurityGroup, _ direction: TrafficDirection, _ family: IPFamily, in network: Network) {
    var members: [SecurityGroup.ID: [Entry]] = [:]
    for rule in group.rules.sorted(by: { $0.id < $1.id }) where rule.direction == direction {
      let selection = rule.traffic.selection
      let entry = Entry(rule: rule.id, selection: selection)
      switch rule.peer {
      case .ipv4(let prefix): add(.v4(prefix), entry, family)
      case .ipv6(let prefix): add(.v6(prefix), entry, family)
      case .prefixList(let id):
        prefixLists.insert(id)
        for listed in network.prefixLists[id]?.entries ?? [] {
          // Not the same to EC2 as a rule for anyone, where connections are tracked; the same to a packet.
          if listed.cidr.family == family { forBlocks.append(BlockEntry(block: listed.cidr, entry: entry)) }
        }
      case .securityGroup(let reference):
        referencedGroups.insert(reference.groupID)
        guard network.status(of: reference, from: group.id) == .usable else { continue }
        members[reference.groupID, default: []].append(entry)
      }
    }
    forMembers = members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private mutating func add(_ block: IPPrefix, _ entry: Entry, _ family: IPFamily) {
    guard block.family == family else { return }
    if block.length == 0 { forAnyone.append(entry) } else { forBlocks.append(BlockEntry(block: block, entry: entry)) }
  }

  var isEmpty: Bool { forAnyone.isEmpty && forMembers.isEmpty && forBlocks.isEmpty }
}
