import IPAddressing

/// Exact addresses to small numbers: open addressing, linear probing, at most a quarter full, so that
/// nearly every key lies in its home slot or the one behind. 0 stands for absence.
struct AddressHashTable<RawValue: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  struct Slot: Sendable {
    var key: RawValue
    /// The value, 0 in an empty slot; and one bit of the slot as a home: whether some key that belongs here
    /// lies further than one slot away.
    var content: UInt32

    static var strays: UInt32 { 1 << 31 }
    var value: UInt32 {
      get { content & ~Self.strays }
      set { content = (content & Self.strays) | newValue }
    }
    var isFree: Bool { value == 0 }
  }

  private(set) var slots: ContiguousArray<Slot>
  private(set) var count = 0
  /// How far the 64-bit hash is shifted down to a slot number.
  private(set) var shift: UInt64

  init(minimumCapacity: Int = 0) {
    var bits: UInt64 = 4
    while (1 << bits) < minimumCapacity * 4 { bits += 1 }
    slots = ContiguousArray(repeating: Slot(key: 0, content: 0), count: 1 << bits)
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

  /// The first two slots are compared without branching, since whether an address is there cannot be
  /// predicted; that a key strayed further is rare, and known without comparing.
  @inline(__always)
  static func look(up key: RawValue, in slots: UnsafePointer<Slot>, shift: UInt64, mask: Int) -> UInt32 {
    let home = Int(truncatingIfNeeded: hash(key) &>> shift)
    let first = slots[home]
    let second = slots[(home &+ 1) & mask]
    if _slowPath(first.content & Slot.strays != 0) { return lookFurther(for: key, in: slots, from: home, mask: mask) }
    return ((first.key == key ? first.content : 0) | (second.key == key ? second.value : 0))
  }

  @inline(never)
  private static func lookFurther(
    for key: RawValue,
    in slots: UnsafePointer<Slot>,
    from home: Int,
    mask: Int
  ) -> UInt32 {
    var position = home
    while slots[position].key != key, !slots[position].isFree { position = (position &+ 1) & mask }
    return slots[position].value
  }

  /// Sets or, with 0, removes. Amortised O(1). Values stay below 2³¹.
  mutating func set(_ key: RawValue, to value: UInt32) {
    guard value != 0 else { return remove(key) }
    if (count + 1) * 4 > slots.count { grow() }
    let home = home(of: key)
    var position = home
    while !slots[position].isFree, slots[position].key != key { position = (position + 1) & (slots.count - 1) }
    if slots[position].isFree { count += 1 }
    place(key, value, at: position, home: home)
  }

  private mutating func place(_ key: RawValue, _ value: UInt32, at position: Int, home: Int) {
    slots[position].key = key
    slots[position].value = value
    if (position - home) & (slots.count - 1) > 1 { slots[home].content |= Slot.strays }
  }

  /// Later entries of the probe sequence move up, so that no tombstones remain. A home may keep its mark
  /// for strays that have gone, which costs a longer look-up and no more.
  private mutating func remove(_ key: RawValue) {
    let mask = slots.count - 1
    var hole = home(of: key)
    while !slots[hole].isFree, slots[hole].key != key { hole = (hole + 1) & mask }
    guard !slots[hole].isFree else { return }
    count -= 1
    var next = (hole + 1) & mask
    while !slots[next].isFree {
      // An entry may fill the hole unless its home lies behind the hole.
      let home = home(of: slots[next].key)
      if (next - home) & mask >= (next - hole) & mask {
        place(slots[next].key, slots[next].value, at: hole, home: home)
        hole = next
      }
      next = (next + 1) & mask
    }
    // Key 0 is 0.0.0.0 or ::, so an empty slot must also say by its value that it is empty: it does.
    slots[hole].key = 0
    slots[hole].value = 0
  }

  private func home(of key: RawValue) -> Int { Int(truncatingIfNeeded: Self.hash(key) &>> shift) }

  private mutating func grow() {
    var larger = Self(minimumCapacity: slots.count / 2)
    for slot in slots where !slot.isFree { larger.set(slot.key, to: slot.value) }
    self = larger
  }

  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }
}
