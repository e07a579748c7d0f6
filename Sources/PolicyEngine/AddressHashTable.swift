import IPAddressing

/// Exact addresses to small numbers: open addressing, linear probing, at most half full, so that a
/// look-up is one multiplication and nearly always one cache line. 0 stands for absence.
struct AddressHashTable<RawValue: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  struct Slot: Sendable {
    var key: RawValue
    /// 0 in an empty slot.
    var value: UInt32
  }

  private(set) var slots: ContiguousArray<Slot>
  private(set) var count = 0
  /// How far the 64-bit hash is shifted down to a slot number.
  private(set) var shift: UInt64

  init(minimumCapacity: Int = 0) {
    var bits: UInt64 = 4
    while (1 << bits) < minimumCapacity * 2 { bits += 1 }
    slots = ContiguousArray(repeating: Slot(key: 0, value: 0), count: 1 << bits)
    shift = 64 - bits
  }

  /// Fibonacci hashing (Knuth, TAOCP 3, 6.4): neighbouring addresses land apart.
  @inline(__always)
  static func hash(_ key: RawValue) -> UInt64 {
    var folded = UInt64(truncatingIfNeeded: key)
    if RawValue.bitWidth > 64 {
      folded ^= UInt64(truncatingIfNeeded: key >> 64) &* 0xD6E8_FEB8_6659_FD93
      folded ^= folded >> 29
    }
    return folded &* 0x9E37_79B9_7F4A_7C15
  }

  subscript(key: RawValue) -> UInt32 {
    slots.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return Self.look(up: key, in: base, shift: shift, mask: buffer.count &- 1)
    }
  }

  @inline(__always)
  static func look(up key: RawValue, in slots: UnsafePointer<Slot>, shift: UInt64, mask: Int) -> UInt32 {
    var position = Int(truncatingIfNeeded: hash(key) &>> shift)
    while true {
      let slot = slots[position]
      if slot.key == key || slot.value == 0 { return slot.value }
      position = (position &+ 1) & mask
    }
  }

  /// Sets or, with 0, removes. Amortised O(1).
  mutating func set(_ key: RawValue, to value: UInt32) {
    guard value != 0 else { return remove(key) }
    if (count + 1) * 2 > slots.count { grow() }
    var position = home(of: key)
    while slots[position].value != 0, slots[position].key != key { position = (position + 1) & (slots.count - 1) }
    if slots[position].value == 0 { count += 1 }
    slots[position] = Slot(key: key, value: value)
  }

  /// Later entries of the probe sequence move up, so that no tombstones remain.
  private mutating func remove(_ key: RawValue) {
    let mask = slots.count - 1
    var hole = home(of: key)
    while slots[hole].value != 0, slots[hole].key != key { hole = (hole + 1) & mask }
    guard slots[hole].value != 0 else { return }
    count -= 1
    var next = (hole + 1) & mask
    while slots[next].value != 0 {
      // An entry may fill the hole unless its home lies behind the hole.
      let distance = (next - home(of: slots[next].key)) & mask
      if distance >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = Slot(key: 0, value: 0)
  }

  private func home(of key: RawValue) -> Int { Int(truncatingIfNeeded: Self.hash(key) &>> shift) }

  private mutating func grow() {
    var larger = Self(minimumCapacity: slots.count)
    for slot in slots where slot.value != 0 { larger.set(slot.key, to: slot.value) }
    self = larger
  }

  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }
}
