import IPAddressing
import VPCModel

/// A network interface's number in one engine, for callers that decide many flows.
package struct InterfaceIndex: Hashable, Sendable {
  let rawValue: UInt32

  init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// Interfaces and the policy of each; numbers of removed interfaces are used again.
struct InterfaceTable: Sendable {
  private(set) var indices: [NetworkInterface.ID: UInt32] = [:]
  /// The policy of each number.
  private(set) var policies: ContiguousArray<PolicyTable.Index> = []
  private var free: [UInt32] = []

  func index(of id: NetworkInterface.ID) -> UInt32? { indices[id] }

  mutating func set(_ id: NetworkInterface.ID, policy: PolicyTable.Index) {
    if let index = indices[id] {
      policies[Int(index)] = policy
    } else if let index = free.popLast() {
      indices[id] = index
      policies[Int(index)] = policy
    } else {
      indices[id] = UInt32(truncatingIfNeeded: policies.count)
      policies.append(policy)
    }
  }

  /// The policy that the interface had.
  mutating func remove(_ id: NetworkInterface.ID) -> PolicyTable.Index? {
    guard let index = indices.removeValue(forKey: id) else { return nil }
    free.append(index)
    let policy = policies[Int(index)]
    policies[Int(index)] = PolicyTable.none
    return policy
  }
}

/// Compiled policies, shared by interfaces; numbers of unused ones are used again. Number 0 is the policy
/// of interfaces that are gone: it denies everything.
struct PolicyTable: Sendable {
  typealias Index = UInt32
  static let none: Index = 0

  private struct Slot: Sendable {
    var key: PolicyKey?
    var users: Int
    var compiled: CompiledPolicy
    /// Ingress and egress; present in an engine with address classes.
    var classRows: (ClassRows, ClassRows)?
  }

  private var indices: [PolicyKey: Index] = [:]
  private var slots: ContiguousArray<Slot>
  private var free: [Index] = []
  /// What decisions read: ingress at twice the policy's number, egress behind it. Each points into a
  /// filter that the slot of the same number keeps alive.
  private(set) var viewsV4: ContiguousArray<FilterView<UInt32>>
  private(set) var viewsV6: ContiguousArray<FilterView<UInt128>>

  /// As `viewsV4`, and as long where the engine has address classes; else empty.
  private(set) var classViews: ContiguousArray<ClassRowsView> = []

  init() {
    let empty = CompiledPolicy([], platform: [])
    slots = [Slot(key: nil, users: 1, compiled: empty)]
    viewsV4 = [empty.ingressV4.view, empty.egressV4.view]
    viewsV6 = [empty.ingressV6.view, empty.egressV6.view]
  }

  subscript(index: Index) -> CompiledPolicy { slots[Int(index)].compiled }

  func index(of key: PolicyKey) -> Index? { indices[key] }
  func key(of index: Index) -> PolicyKey? { slots[Int(index)].key }

  mutating func add(_ key: PolicyKey, _ compiled: CompiledPolicy, _ classes: AddressClasses?) -> Index {
    let index: Index
    if let reused = free.popLast() {
      index = reused
      slots[Int(index)] = Slot(key: key, users: 0, compiled: compiled)
    } else {
      index = Index(truncatingIfNeeded: slots.count)
      slots.append(Slot(key: key, users: 0, compiled: compiled))
      viewsV4 += [compiled.ingressV4.view, compiled.egressV4.view]
      viewsV6 += [compiled.ingressV6.view, compiled.egressV6.view]
    }
    indices[key] = index
    replace(index, with: compiled, classes)
    return index
  }

  mutating func replace(_ index: Index, with compiled: CompiledPolicy, _ classes: AddressClasses?) {
    slots[Int(index)].compiled = compiled
    if let classes { combine(index, for: classes) }
    viewsV4[Int(index) * 2] = compiled.ingressV4.view
    viewsV4[Int(index) * 2 + 1] = compiled.egressV4.view
    viewsV6[Int(index) * 2] = compiled.ingressV6.view
    viewsV6[Int(index) * 2 + 1] = compiled.egressV6.view
  }

  /// Has every policy combine its rows for address classes.
  mutating func use(_ classes: AddressClasses) {
    classViews = []
    classViews.reserveCapacity(slots.count * 2)
    for index in slots.indices { combine(Index(truncatingIfNeeded: index), for: classes) }
  }

  /// Combines one policy's rows; a new policy's for the first time.
  mutating func combine(_ index: Index, for classes: AddressClasses) {
    let compiled = slots[Int(index)].compiled
    let rows = (ClassRows(compiled.ingressV4, classes), ClassRows(compiled.egressV4, classes))
    slots[Int(index)].classRows = rows
    let first = Int(index) * 2
    if first < classViews.count {
      classViews[first] = rows.0.view
      classViews[first + 1] = rows.1.view
    } else {
      classViews += [rows.0.view, rows.1.view]
    }
  }

  mutating func retain(_ index: Index) { slots[Int(index)].users += 1 }

  /// The key of the policy where this was its last user; the policy is gone then.
  mutating func release(_ index: Index, _ classes: AddressClasses?) -> PolicyKey? {
    slots[Int(index)].users -= 1
    guard slots[Int(index)].users == 0, let key = slots[Int(index)].key else { return nil }
    indices[key] = nil
    replace(index, with: slots[0].compiled, classes)
    slots[Int(index)].key = nil
    free.append(index)
    return key
  }

  var count: Int { indices.count }
  /// Bytes of the compiled filters.
  var byteCount: Int {
    indices.values.reduce(0) { total, index in
      let slot = slots[Int(index)]
      let classRows = slot.classRows.map { $0.0.byteCount + $0.1.byteCount } ?? 0
      return total + slot.compiled.byteCount + classRows
    }
  }
  /// All IPv4 prefixes that rules name.
  var prefixesV4: Set<IPv4Prefix> {
    var prefixes: Set<IPv4Prefix> = []
    for index in indices.values {
      let compiled = slots[Int(index)].compiled
      prefixes.formUnion(compiled.ingressV4.rowsOfPrefixes.lazy.map(\.prefix))
      prefixes.formUnion(compiled.egressV4.rowsOfPrefixes.lazy.map(\.prefix))
    }
    return prefixes
  }
}
