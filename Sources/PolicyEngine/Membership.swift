import IPAddressing

/// Address → the set of groups whose members hold it, for one family.
///
/// One table for single addresses, and where there are any, one for each length of delegated prefixes (AWS
/// hands out /28 and /80 only). An interface joining or leaving touches one element for each of its
/// addresses, whatever refers to its groups.
struct Membership<Address: IPAddressProtocol>: Sendable {
  /// Prefixes of one length.
  struct DelegatedTable: Sendable {
    let length: Int
    /// Clears the host bits.
    let mask: Address.RawValue
    /// Keyed by the prefix's first address.
    var sets = AddressHashTable<Address.RawValue>()

    init(length: Int) {
      self.length = length
      mask = length == 0 ? 0 : ~0 << (Address.bitWidth - length)
    }
  }

  private(set) var single: AddressHashTable<Address.RawValue>
  private(set) var delegated: [DelegatedTable] = []
  /// Every contribution to a prefix that more than one interface (or service) holds: VPCs may overlap.
  private var shared: [Prefix<Address>: [GroupSets.SetID]] = [:]

  /// Prefixes whose set changed since this was last emptied.
  var touched: [Prefix<Address>] = []

  init(minimumCapacity: Int = 0) {
    single = AddressHashTable(minimumCapacity: minimumCapacity)
  }

  mutating func add(_ prefix: Prefix<Address>, _ set: GroupSets.SetID, in sets: inout GroupSets) {
    guard set != 0 else { return }
    let present = self[prefix]
    if present == 0 {
      self[prefix] = set
    } else {
      let contributions = (shared[prefix] ?? [present]) + [set]
      shared[prefix] = contributions
      self[prefix] = sets.union(contributions)
    }
  }

  mutating func remove(_ prefix: Prefix<Address>, _ set: GroupSets.SetID, in sets: inout GroupSets) {
    guard set != 0 else { return }
    guard var contributions = shared[prefix] else {
      self[prefix] = 0
      return
    }
    if let position = contributions.firstIndex(of: set) { contributions.remove(at: position) }
    shared[prefix] = contributions.count > 1 ? contributions : nil
    self[prefix] = sets.union(contributions)
  }

  /// The set kept for exactly this prefix, 0 for none.
  private subscript(prefix: Prefix<Address>) -> GroupSets.SetID {
    get {
      if prefix.isHost { return single[prefix.address.rawValue] }
      return delegated.first { $0.length == prefix.length }?.sets[prefix.address.rawValue] ?? 0
    }
    set {
      touched.append(prefix)
      if prefix.isHost {
        single.set(prefix.address.rawValue, to: newValue)
        return
      }
      if let index = delegated.firstIndex(where: { $0.length == prefix.length }) {
        delegated[index].sets.set(prefix.address.rawValue, to: newValue)
        if delegated[index].sets.count == 0 { delegated.remove(at: index) }
      } else if newValue != 0 {
        var table = DelegatedTable(length: prefix.length)
        table.sets.set(prefix.address.rawValue, to: newValue)
        delegated.append(table)
      }
    }
  }

  /// The set kept for one address alone, 0 for none.
  func set(of address: Address) -> GroupSets.SetID { single[address.rawValue] }

  /// All delegated prefixes.
  var delegatedPrefixes: [Prefix<Address>] {
    delegated.flatMap { table in
      table.sets.slots.filter { !$0.isFree }.compactMap { Prefix(address: Address($0.key), length: table.length) }
    }
  }

  var addressCount: Int { single.count + delegated.reduce(0) { $0 + $1.sets.count } }
  var byteCount: Int { single.byteCount + delegated.reduce(0) { $0 + $1.sets.byteCount } }
}
