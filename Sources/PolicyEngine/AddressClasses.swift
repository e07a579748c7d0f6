import IPAddressing

/// The classes into which a network's rules and members cut the IPv4 addresses, and a trie from an address to
/// its class: three loads, no branch.
///
/// A class is a prefix that some rule names (an address belongs to the longest that holds it) together with the
/// set of groups whose member the address is. Classes are numbered along the address space, so that a prefix
/// holds a contiguous run of them. They are a fast way, not the truth: what a change makes that has no class yet
/// is of class 0, "look closer", which `Decider` answers from the policy's own tables.
struct AddressClasses: Sendable {
  typealias Class = UInt32

  /// One for each upper half of an address. An entry is twice a cell's number; odd where the next octet counts
  /// on from that cell.
  private(set) var root: ContiguousArray<UInt32>
  /// Cell `c` below `capacity` stands for class `c` and leads to itself. Behind these come nodes of 256 cells.
  private(set) var cells: ContiguousArray<UInt32>
  /// How many numbers there are for classes, in use or free. A multiple of 64.
  let capacity: Int
  /// How many classes are in use, class 0 included.
  private(set) var count: Int

  /// The prefixes of rules in order, parents first; the first is 0.0.0.0/0, named by a rule or not.
  let prefixes: [IPv4Prefix]
  /// For each prefix its first class; one more at the end. The class of the prefix without groups comes first.
  let firstClass: [Class]
  /// What each class in use stands for.
  private(set) var meanings: [Meaning]
  private var numbers: [Meaning: Class]
  /// For each group the classes whose set holds it, as long as they were numbered when all were made.
  let classesOfGroup: [GroupIndex: [Class]]

  struct Meaning: Hashable, Sendable {
    var prefix: Int
    var set: GroupSets.SetID
  }

  /// Larger tries would not stay in a processor's caches: 16 MB of nodes.
  private static let largestNodeCount = 1 << 14

  /// - Returns: `nil` where the trie would be too large to be fast.
  ///   O(n log n) for n prefixes and members.
  init?(_ named: some Sequence<IPv4Prefix>, _ members: Membership<IPv4Address>, _ sets: GroupSets) {
    let prefixes = Set(named).union([.all]).sorted()
    // First the prefixes alone, each a provisional class of its own number.
    var trie = Trie(leaves: prefixes.count)
    for index in prefixes.indices.sorted(by: { prefixes[$0].length < prefixes[$1].length }) {
      trie.set(prefixes[index], to: UInt32(index))
      if trie.nodeCount > Self.largestNodeCount { return nil }
    }
    var pairs: Set<Meaning> = Set(prefixes.indices.map { Meaning(prefix: $0, set: 0) })
    for slot in members.single.slots where !slot.isFree {
      pairs.insert(Meaning(prefix: Int(trie.look(up: slot.key)), set: slot.value))
    }
    let meanings = pairs.sorted { ($0.prefix, $0.set) < ($1.prefix, $1.set) }

    // Then the classes proper, 1 and up.
    var numbers: [Meaning: Class] = [:]
    var firstClass: [Class] = []
    var classesOfGroup: [GroupIndex: [Class]] = [:]
    for (position, meaning) in meanings.enumerated() {
      let number = Class(position + 1)
      numbers[meaning] = number
      if meaning.set == 0 { firstClass.append(number) }
      for group in sets.members(of: meaning.set) { classesOfGroup[group, default: []].append(number) }
    }
    count = meanings.count + 1
    firstClass.append(Class(count))
    // A quarter in reserve for what changes bring.
    capacity = (count + count / 4 + 64 + 63) / 64 * 64

    trie.renumber(firstClass, leaves: capacity)
    for slot in members.single.slots where !slot.isFree {
      let prefix = Int(meanings[Int(trie.look(up: slot.key)) - 1].prefix)
      trie.set(IPv4Prefix(host: IPv4Address(slot.key)), to: numbers[Meaning(prefix: prefix, set: slot.value)] ?? 0)
      if trie.nodeCount > Self.largestNodeCount { return nil }
    }
    for prefix in members.delegatedPrefixes { trie.set(prefix, to: 0) }

    self.prefixes = prefixes
    self.firstClass = firstClass
    self.meanings = [Meaning(prefix: 0, set: 0)] + meanings
    self.numbers = numbers
    self.classesOfGroup = classesOfGroup
    root = trie.root
    cells = trie.cells
  }

  /// The classes that a prefix holds wholly, and the one of which it may hold a part, where no rule named the
  /// prefix when the classes were made. O(log n).
  func classes(in prefix: IPv4Prefix) -> (whole: Range<Int>, cut: Int?) {
    let first = prefixes.partitioningIndex { $0 >= prefix }
    let last = prefixes.partitioningIndex { $0.first > prefix.last }
    let whole = Int(firstClass[first])..<Int(firstClass[max(first, last)])
    if first < prefixes.count, prefixes[first] == prefix { return (whole, nil) }
    // The longest named prefix that holds it; 0.0.0.0/0 does in any case.
    for length in stride(from: prefix.length - 1, to: 0, by: -1) {
      guard let holder = try? IPv4Prefix(canonicalizing: prefix.address, length: length) else { continue }
      let index = prefixes.partitioningIndex { $0 >= holder }
      if index < prefixes.count, prefixes[index] == holder { return (whole, index) }
    }
    return (whole, 0)
  }

  /// The classes of a prefix itself, without those of the prefixes in it.
  func classes(of prefix: Int) -> Range<Int> { Int(firstClass[prefix])..<Int(firstClass[prefix + 1]) }

  /// An address became a member of other groups. O(1), but for a new node of 256 cells.
  mutating func relabel(_ address: IPv4Address, _ set: GroupSets.SetID) {
    var trie = take()
    defer { give(&trie) }
    let old = trie.look(up: address.rawValue)
    // Class 0 has forgotten its prefix.
    guard old != 0 else { return }
    let meaning = Meaning(prefix: meanings[Int(old)].prefix, set: set)
    if let known = numbers[meaning] {
      trie.set(IPv4Prefix(host: address), to: known)
    } else if count < capacity {
      let number = Class(count)
      count += 1
      numbers[meaning] = number
      meanings.append(meaning)
      trie.set(IPv4Prefix(host: address), to: number)
    } else {
      trie.set(IPv4Prefix(host: address), to: 0)
    }
  }

  /// Addresses of which nothing is known any more.
  mutating func forget(_ prefix: IPv4Prefix) {
    var trie = take()
    defer { give(&trie) }
    trie.set(prefix, to: 0)
  }

  /// Moves the trie's arrays out, so that changing them copies nothing.
  private mutating func take() -> Trie {
    let trie = Trie(root: root, cells: cells, leaves: capacity)
    root = []
    cells = []
    return trie
  }

  private mutating func give(_ trie: inout Trie) {
    root = trie.root
    cells = trie.cells
  }

  var byteCount: Int { (root.count + cells.count) * MemoryLayout<UInt32>.stride }
}

/// The trie: 16, 8 and 8 bits of an address.
private struct Trie {
  var root: ContiguousArray<UInt32>
  var cells: ContiguousArray<UInt32>
  private(set) var leaves: Int

  init(root: ContiguousArray<UInt32>, cells: ContiguousArray<UInt32>, leaves: Int) {
    self.root = root
    self.cells = cells
    self.leaves = leaves
  }

  init(leaves: Int) {
    self.leaves = leaves
    root = ContiguousArray(repeating: 0, count: 1 << 16)
    cells = ContiguousArray((0..<leaves).map { UInt32($0) << 1 })
  }

  var nodeCount: Int { (cells.count - leaves) >> 8 }

  func look(up address: UInt32) -> UInt32 {
    var entry = root[Int(address >> 16)]
    if entry & 1 != 0 { entry = cells[Int(entry >> 1) + Int(address >> 8 & 0xFF)] }
    if entry & 1 != 0 { entry = cells[Int(entry >> 1) + Int(address & 0xFF)] }
    return entry >> 1
  }

  /// Everything in the prefix, whatever it was.
  mutating func set(_ prefix: IPv4Prefix, to leaf: UInt32) {
    let first = prefix.first.rawValue
    let last = prefix.last.rawValue
    if prefix.length <= 16 {
      for index in Int(first >> 16)...Int(last >> 16) { root[index] = leaf << 1 }
      return
    }
    let second = node(at: root[Int(first >> 16)])
    root[Int(first >> 16)] = UInt32(second) << 1 | 1
    if prefix.length <= 24 {
      for index in Int(first >> 8 & 0xFF)...Int(last >> 8 & 0xFF) { cells[second + index] = leaf << 1 }
      return
    }
    let slot = second + Int(first >> 8 & 0xFF)
    let third = node(at: cells[slot])
    cells[slot] = UInt32(third) << 1 | 1
    for index in Int(first & 0xFF)...Int(last & 0xFF) { cells[third + index] = leaf << 1 }
  }

  /// The node an entry leads to, made where it is a leaf yet.
  private mutating func node(at entry: UInt32) -> Int {
    if entry & 1 != 0 { return Int(entry >> 1) }
    let node = cells.count
    cells += repeatElement(entry, count: 256)
    return node
  }

  /// Gives leaves new numbers, and room for more of them.
  mutating func renumber(_ numbers: [UInt32], leaves newLeaves: Int) {
    let shift = newLeaves - leaves
    func renumbered(_ entry: UInt32) -> UInt32 {
      entry & 1 == 0 ? numbers[Int(entry >> 1)] << 1 : UInt32(Int(entry >> 1) + shift) << 1 | 1
    }
    root = ContiguousArray(root.map(renumbered))
    let nodes = cells[leaves...].map(renumbered)
    cells = ContiguousArray((0..<newLeaves).map { UInt32($0) << 1 }) + nodes
    leaves = newLeaves
  }
}

extension Array {
  /// The first index at which a condition that never turns false again holds. O(log n).
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
