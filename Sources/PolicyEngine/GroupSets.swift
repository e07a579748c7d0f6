import VPCModel

/// What an address can be a member of: a security group, or the platform's services, which groups never filter.
enum MembershipKey: Hashable, Sendable {
  case platformEverywhere
  case platform(VPC.ID)
  case group(SecurityGroup.ID)
}

/// A number for a `MembershipKey`, dense from 0.
typealias GroupIndex = UInt32

/// The sets of groups that addresses belong to, each stored once. Set 0 is empty.
///
/// Far fewer than addresses: machines that do the same work carry the same groups.
struct GroupSets: Sendable {
  typealias SetID = UInt32

  /// One set as the decision reads it. Most have one or two groups, so these are at hand.
  struct Entry: Sendable {
    /// `absent` where the set has none.
    var first: GroupIndex
    var second: GroupIndex
    /// Where further groups are among the elements.
    var furtherOffset: UInt32
    var furtherCount: UInt32
  }

  /// A group that no rule refers to.
  static let absent = GroupIndex.max

  private var indices: [MembershipKey: GroupIndex] = [:]
  private var ids: [[GroupIndex]: SetID] = [[]: 0]
  private(set) var entries: ContiguousArray<Entry> = [
    Entry(first: absent, second: absent, furtherOffset: 0, furtherCount: 0)
  ]
  /// Of each set the groups behind its second.
  private(set) var elements: ContiguousArray<GroupIndex> = []

  var groupCount: Int { indices.count }

  /// The group's number, given on first use.
  mutating func index(of key: MembershipKey) -> GroupIndex {
    if let known = indices[key] { return known }
    let index = GroupIndex(truncatingIfNeeded: indices.count)
    indices[key] = index
    return index
  }

  /// The set's number, given on first use. `groups` need not be sorted.
  mutating func set(of groups: [GroupIndex]) -> SetID {
    let sorted = groups.count < 2 ? groups : Array(Set(groups)).sorted()
    if let known = ids[sorted] { return known }
    let id = SetID(truncatingIfNeeded: entries.count)
    ids[sorted] = id
    let further = sorted.dropFirst(2)
    entries.append(
      Entry(
        first: sorted.first ?? Self.absent,
        second: sorted.count > 1 ? sorted[1] : Self.absent,
        furtherOffset: UInt32(truncatingIfNeeded: elements.count),
        furtherCount: UInt32(truncatingIfNeeded: further.count)
      )
    )
    elements += further
    return id
  }

  mutating func union(_ sets: [SetID]) -> SetID {
    set(of: sets.flatMap { members(of: $0) })
  }

  func members(of id: SetID) -> [GroupIndex] {
    let entry = entries[Int(id)]
    let further = elements[Int(entry.furtherOffset)..<Int(entry.furtherOffset + entry.furtherCount)]
    return [entry.first, entry.second].filter { $0 != Self.absent } + further
  }

  /// Bytes held, for the state-growth figures.
  var byteCount: Int {
    entries.count * MemoryLayout<Entry>.stride + elements.count * MemoryLayout<GroupIndex>.stride
  }
}
