/// Blocks of both families read from a text with one on each line.
///
/// A line holds a CIDR block or a single address, with spaces or tabs around it; empty lines and what follows `#` are
/// skipped. Host bits are cleared, as EC2 does with CIDR blocks.
package struct PrefixListText: Hashable, Sendable {
  package var v4: [IPv4Prefix] = []
  package var v6: [IPv6Prefix] = []

  package init(v4: [IPv4Prefix] = [], v6: [IPv6Prefix] = []) {
    self.v4 = v4
    self.v6 = v6
  }

  /// How many blocks there are.
  package var count: Int { v4.count + v6.count }

  /// The fewest blocks that hold the same addresses. O(n).
  package var aggregated: PrefixListText {
    PrefixListText(v4: IPv4Prefix.aggregated(v4), v6: IPv6Prefix.aggregated(v6))
  }

  /// Reads a whole text. O(bytes).
  ///
  /// - Throws: ``PrefixListTextError`` for the first line that is neither.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(PrefixListTextError) {
    var lineNumber = 0
    var start = 0
    while start < bytes.count {
      lineNumber += 1
      var end = start
      var comment: Int?
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if comment == nil, bytes[end] == UInt8(ascii: "#") { comment = end }
        end += 1
      }
      let line = Self.trimmed(bytes, start, comment ?? end)
      start = end + 1
      if line.isEmpty { continue }
      if let prefix = Self.plainIPv4(bytes, line) {
        v4.append(prefix)
      } else if let prefix = Self.plainIPv6(bytes, line) {
        v6.append(prefix)
      } else {
        try appendSlowly(String(decoding: bytes[line], as: UTF8.self), lineNumber)
      }
    }
  }

  /// One block on each line, IPv4 first.
  package var text: String {
    var lines = ""
    for prefix in v4 {
      lines += prefix.description
      lines += "\n"
    }
    for prefix in v6 {
      lines += prefix.description
      lines += "\n"
    }
    return lines
  }

  /// Reads a whole text, such as a file's contents. O(bytes).
  package init(parsing bytes: some Collection<UInt8>) throws(PrefixListTextError) {
    let result = bytes.withContiguousStorageIfAvailable { bytes in
      Result { () throws(PrefixListTextError) in try Self(parsing: bytes) }
    }
    guard let result else {
      self = try Self(parsing: ContiguousArray(bytes))
      return
    }
    self = try result.get()
  }

  /// Reads a whole text. O(bytes).
  package init(parsing text: String) throws(PrefixListTextError) {
    var text = text
    let result = text.withUTF8 { bytes in Result { () throws(PrefixListTextError) in try Self(parsing: bytes) } }
    self = try result.get()
  }

  /// The general reader, which also says what is wrong.
  private mutating func appendSlowly(_ text: String, _ line: Int) throws(PrefixListTextError) {
    do throws(AddressParseError) {
      let prefix =
        text.utf8.contains(UInt8(ascii: "/"))
        ? try IPPrefix(canonicalizing: text) : IPPrefix(host: try IPAddress(parsing: text))
      switch prefix {
      case .v4(let prefix): v4.append(prefix)
      case .v6(let prefix): v6.append(prefix)
      }
    } catch {
      throw PrefixListTextError(line: line, error: error)
    }
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var (lower, upper) = (start, end)
    while lower < upper, isBlank(bytes[lower]) { lower += 1 }
    while lower < upper, isBlank(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  // MARK: The forms that nearly all lines have

  /// A decimal number without a leading zero, at most three digits; moves the position behind it.
  private static func decimal(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ end: Int) -> UInt32? {
    let start = position
    var value: UInt32 = 0
    while position < end, position - start < 3 {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt32(digit)
      position += 1
    }
    let count = position - start
    return count == 0 || count > 1 && bytes[start] == UInt8(ascii: "0") ? nil : value
  }

  /// What follows the address: nothing, or a slash and the length.
  private static func length(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ position: inout Int,
    _ end: Int,
    width: Int
  ) -> Int? {
    if position == end { return width }
    guard bytes[position] == UInt8(ascii: "/") else { return nil }
    position += 1
    guard let length = decimal(bytes, &position, end), position == end, length <= width else { return nil }
    return Int(length)
  }

  private static func plainIPv4(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> IPv4Prefix? {
    var position = line.lowerBound
    var address: UInt32 = 0
    for part in 0..<4 {
      if part > 0 {
        guard position < line.upperBound, bytes[position] == UInt8(ascii: ".") else { return nil }
        position += 1
      }
      guard let octet = decimal(bytes, &position, line.upperBound), octet <= 255 else { return nil }
      address = address << 8 | octet
    }
    guard let length = length(bytes, &position, line.upperBound, width: 32) else { return nil }
    return IPv4Prefix(unchecked: IPv4Address(address & ~IPv4Prefix.hostMask(length)), length: length)
  }

  /// Hexadecimal groups, perhaps with one `::`; whatever is unusual is left to the general reader.
  private static func plainIPv6(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> IPv6Prefix? {
    var position = line.lowerBound
    let end = line.upperBound
    var groups: UInt128 = 0
    var count = 0
    var countBeforeEllipsis: Int?
    func isColon(_ index: Int) -> Bool { index < end && bytes[index] == UInt8(ascii: ":") }
    if isColon(position) {
      guard isColon(position + 1) else { return nil }
      countBeforeEllipsis = 0
      position += 2
    }
    while count < 8, position < end, bytes[position] != UInt8(ascii: "/") {
      let start = position
      var group: UInt128 = 0
      while position < end, position - start < 4, let digit = hexadecimal(bytes[position]) {
        group = group << 4 | digit
        position += 1
      }
      guard position > start else { return nil }
      groups = groups << 16 | group
      count += 1
      guard isColon(position) else { break }
      if isColon(position + 1) {
        guard countBeforeEllipsis == nil else { return nil }
        countBeforeEllipsis = count
        position += 2
      } else {
        position += 1
        // A colon must be followed by a group.
        guard position < end, hexadecimal(bytes[position]) != nil else { return nil }
      }
    }
    if let before = countBeforeEllipsis {
      guard count < 8 else { return nil }
      let bitsAfter = 16 * (count - before)
      let after = groups & ~(UInt128.max << bitsAfter)
      groups = (groups >> bitsAfter) << (128 - 16 * before) | after
    } else if count != 8 {
      return nil
    }
    guard let length = length(bytes, &position, end, width: 128) else { return nil }
    return IPv6Prefix(unchecked: IPv6Address(groups & ~IPv6Prefix.hostMask(length)), length: length)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt128? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt128(byte &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt128(byte &- UInt8(ascii: "a") &+ 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt128(byte &- UInt8(ascii: "A") &+ 10)
    default: nil
    }
  }
}

/// A line that is neither a CIDR block nor an address.
package struct PrefixListTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  package let line: Int
  package let error: AddressParseError

  package var description: String { "line \(line): \(error)" }
}
