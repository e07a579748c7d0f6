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

  /// One set as the decision reads it.
  struct Entry: Sendable {
    /// Bit `group mod 64` for each group: most look-ups end at one comparison with the filter's own.
    var signature: UInt64
    var offset: UInt32
    var count: UInt32
  }

  private var indices: [MembershipKey: GroupIndex] = [:]
  private var ids: [[GroupIndex]: SetID] = [[]: 0]
  private(set) var entries: ContiguousArray<Entry> = [Entry(signature: 0, offset: 0, count: 0)]
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
    entries.append(
      Entry(
        signature: sorted.reduce(0) { $0 | Self.bit($1) }, offset: UInt32(truncatingIfNeeded: elements.count),
        count: UInt32(truncatingIfNeeded: sorted.count)))
    elements += sorted
    return id
  }

  mutating func union(_ sets: [SetID]) -> SetID {
    set(of: sets.flatMap { members(of: $0) })
  }

  func members(of id: SetID) -> [GroupIndex] {
    let entry = entries[Int(id)]
    return Array(elements[Int(entry.offset)..<Int(entry.offset + entry.count)])
  }

  static func bit(_ group: GroupIndex) -> UInt64 { 1 << UInt64(group & 63) }

  /// Bytes held, for the state-growth figures.
  var byteCount: Int {
    entries.count * MemoryLayout<Entry>.stride + elements.count * MemoryLayout<GroupIndex>.stride
  }
}
