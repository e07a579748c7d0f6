import IPAddressing
import PolicyEngine

/// Destination address → interface, for a data plane that is not told the device: open addressing, linear probing, at
/// most a quarter full.
struct DestinationTable {
  private struct Slot {
    var address: UInt32
    var interface: InterfaceIndex
  }

  /// Address 0.0.0.0, which no interface has, marks an empty slot.
  private let slots: UnsafeMutableBufferPointer<Slot>
  private let shift: UInt32

  init?(_ interfaces: [(address: IPv4Address, index: InterfaceIndex)]) {
    guard let first = interfaces.first else { return nil }
    var bits: UInt32 = 4
    while 1 << bits < interfaces.count * 4 { bits += 1 }
    shift = 32 - bits
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: Slot(address: 0, interface: first.index))
    for (address, index) in interfaces {
      var position = Int(truncatingIfNeeded: (address.rawValue &* 0x9E37_79B1) &>> shift)
      while slots[position].address != 0 { position = (position &+ 1) & (slots.count - 1) }
      slots[position] = Slot(address: address.rawValue, interface: index)
    }
  }

  func deallocate() { slots.deallocate() }

  @inline(__always)
  func interface(at address: UInt32) -> InterfaceIndex? {
    var position = Int(truncatingIfNeeded: (address &* 0x9E37_79B1) &>> shift)
    while true {
      let slot = slots[position]
      if slot.address == address { return slot.interface }
      if slot.address == 0 { return nil }
      position = (position &+ 1) & (slots.count &- 1)
    }
  }
}
