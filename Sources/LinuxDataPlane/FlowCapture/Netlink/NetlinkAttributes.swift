/// The attributes of a netlink message, or of one attribute that nests others: length, type, value, each padded to four
/// bytes (RFC 3549, section 2.2; `struct nlattr`).
///
/// Total: what does not fit ends the sequence. Valid for as long as the bytes that it was made from.
struct NetlinkAttributes: Sequence, IteratorProtocol {
  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ bytes: Slice<UnsafeRawBufferPointer>) { rest = bytes }

  /// An attribute: its type without the flags for nesting and byte order, and its value.
  mutating func next() -> (type: Int, value: Slice<UnsafeRawBufferPointer>)? {
    guard let length = rest.hostUInt16(at: 0).map(Int.init), length >= 4, length <= rest.count,
      let type = rest.hostUInt16(at: 2)
    else { return nil }
    let value = rest.dropFirst(4).prefix(length - 4)
    rest = rest.dropFirst((length + 3) & ~3)
    return (Int(type & 0x3FFF), value)
  }
}

/// The messages of one datagram from a netlink socket (`struct nlmsghdr`). Total, as ``NetlinkAttributes``.
struct NetlinkMessages: Sequence, IteratorProtocol {
  struct Message {
    let type: UInt16
    let flags: UInt16
    let sequence: UInt32
    let body: Slice<UnsafeRawBufferPointer>

    /// The attributes after the header of the netfilter family (`struct nfgenmsg`, four bytes).
    var attributes: NetlinkAttributes { NetlinkAttributes(body.dropFirst(4)) }

    /// The address family in that header.
    var family: UInt8? { body.first }
  }

  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ bytes: Slice<UnsafeRawBufferPointer>) { rest = bytes }

  mutating func next() -> Message? {
    guard let length = rest.hostUInt32(at: 0).map(Int.init), length >= 16, length <= rest.count,
      let type = rest.hostUInt16(at: 4), let flags = rest.hostUInt16(at: 6), let sequence = rest.hostUInt32(at: 8)
    else { return nil }
    let body = rest.dropFirst(16).prefix(length - 16)
    rest = rest.dropFirst((length + 3) & ~3)
    return Message(type: type, flags: flags, sequence: sequence, body: body)
  }
}

/// Numbers at offsets from the beginning; `nil` past the end.
extension Slice<UnsafeRawBufferPointer> {
  func byte(at offset: Int) -> UInt8? {
    offset >= 0 && offset < count ? self[startIndex + offset] : nil
  }

  /// A number in network order, as packets and netfilter's attributes have it.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at offset: Int = 0) -> Number? {
    load(Number.self, at: offset).map { Number(bigEndian: $0) }
  }

  /// Numbers in the machine's order, as netlink's own headers have them.
  func hostUInt16(at offset: Int) -> UInt16? { load(UInt16.self, at: offset) }
  func hostUInt32(at offset: Int) -> UInt32? { load(UInt32.self, at: offset) }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at offset: Int) -> Number? {
    let width = MemoryLayout<Number>.size
    guard offset >= 0, count >= width, offset <= count - width else { return nil }
    return UnsafeRawBufferPointer(rebasing: self).loadUnaligned(fromByteOffset: offset, as: Number.self)
  }
}
