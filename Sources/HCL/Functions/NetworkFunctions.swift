import BigInt

/// `cidrhost`, `cidrnetmask`, `cidrsubnet` and `cidrsubnets`, of IPv4 and IPv6.
enum NetworkFunctions {
  static let all: [String: Function] = [
    "cidrhost": Function([.init("prefix", .string), .init("hostnum", .number)], returns: .string) {
      arguments,
      _ throws(FunctionError) in
      guard let prefix = try prefix(arguments, 0) else { return Value(.unknown(.string, nil)) }
      let number = arguments.number(1)
      guard number.isInteger, let integer = number.bigInteger(limit: 129) else {
        throw FunctionError("value must be a whole number", argument: 1)
      }
      guard let host = UInt128(exactly: integer.magnitude),
        let address = prefix.host(host, fromEnd: integer.sign == .minus)
      else {
        throw FunctionError(
          "prefix of \(prefix.length) does not accommodate a host numbered \(number)"
        )
      }
      return .string(address.text)
    },
    "cidrnetmask": Function([.init("prefix", .string)], returns: .string) { arguments, _ throws(FunctionError) in
      guard let prefix = try prefix(arguments, 0) else { return Value(.unknown(.string, nil)) }
      guard !prefix.address.isIPv6 else {
        throw FunctionError("IPv6 addresses cannot have a netmask: \(GoQuoting.quoted(arguments.text(0)))", argument: 0)
      }
      return .string(IPAddressValue(bits: prefix.mask, isIPv6: false).text)
    },
    "cidrsubnet": Function(
      [.init("prefix", .string), .init("newbits", .number), .init("netnum", .number)],
      returns: .string
    ) { arguments, _ throws(FunctionError) in
      guard let prefix = try prefix(arguments, 0) else { return Value(.unknown(.string, nil)) }
      let added = try arguments.integer(1)
      guard arguments.number(2).isInteger, let integer = arguments.number(2).bigInteger(limit: 129) else {
        throw FunctionError("value must be a whole number", argument: 2)
      }
      guard (-128...128).contains(added), (0...prefix.address.width).contains(prefix.length + added) else {
        throw FunctionError("insufficient address space to extend prefix of \(prefix.length) by \(added)")
      }
      guard let subnet = prefix.subnet(added, integer) else {
        throw FunctionError(
          "prefix extension of \(added) does not accommodate a subnet numbered \(arguments.number(2))"
        )
      }
      return .string(subnet.text)
    },
    "cidrsubnets": Function(
      [.init("prefix", .string)],
      variadic: .init("newbits", .number),
      returns: .list(.string),
      subnets
    ),
  ]

  /// `nil` of an IPv4 address in IPv6's clothes: what Terraform makes of its bits is neither.
  private static func prefix(_ arguments: [Value], _ index: Int) throws(FunctionError) -> IPPrefixValue? {
    guard let prefix = IPPrefixValue(arguments.text(index)) else {
      throw FunctionError("invalid CIDR expression: invalid CIDR address: \(arguments.text(index))", argument: index)
    }
    return prefix.address.isIPv6 && prefix.address.bits >> 32 == 0xFFFF ? nil : prefix
  }

  private static let subnets: Function.Body = { arguments, _ throws(FunctionError) in
    guard let prefix = try prefix(arguments, 0) else { return Value(.unknown(.list(.string), nil)) }
    if arguments.count == 1 { return .list(.string, []) }
    if prefix.address.bits == 0 {
      // Terraform begins with the block before the first one, of which there is none.
      throw FunctionError("not enough remaining address space for subnets of a prefix that begins with address zero")
    }
    var result: [Value] = []
    /// The first address that is still free, and whether there is one.
    var next = prefix.address.bits
    var isFull = false
    let (end, _) = prefix.address.bits.addingReportingOverflow(prefix.hostMask)
    for index in 1..<arguments.count {
      let added = try arguments.integer(index)
      guard added >= 1 else { throw FunctionError("must extend prefix by at least one bit", argument: index) }
      guard added <= 32 else {
        throw FunctionError("may not extend prefix by more than 32 bits", argument: index)
      }
      let length = prefix.length + added
      guard length <= prefix.address.width else {
        throw FunctionError(
          "would extend prefix to \(length) bits, which is too long for an IPv\(prefix.address.isIPv6 ? 6 : 4) address",
          argument: index
        )
      }
      let hosts = IPPrefixValue.hostMask(prefix.address.width - length)
      let (raised, overflow) = next.addingReportingOverflow(hosts)
      let start = raised & ~hosts
      let (last, lastOverflow) = start.addingReportingOverflow(hosts)
      if isFull || overflow || lastOverflow || last > end {
        throw FunctionError(
          "not enough remaining address space for a subnet with a prefix of \(length) bits after \(result.last?.stringValue ?? "")",
          argument: index
        )
      }
      result.append(
        .string(IPPrefixValue(address: IPAddressValue(bits: start, isIPv6: prefix.address.isIPv6), length: length).text)
      )
      isFull = last == end
      next = isFull ? last : last + 1
    }
    return .list(.string, result)
  }
}

/// An address as a number, just so much as the functions need.
struct IPAddressValue {
  var bits: UInt128
  var isIPv6: Bool

  var width: Int { isIPv6 ? 128 : 32 }

  init(bits: UInt128, isIPv6: Bool) {
    self.bits = bits
    self.isIPv6 = isIPv6
  }

  /// Dotted decimal or RFC 4291. Parts of IPv4 addresses may begin with zeros, which count for nothing, as in Terraform.
  init?(_ text: String) {
    if text.utf8.contains(UInt8(ascii: ":")) {
      guard let bits = Self.parseIPv6(text) else { return nil }
      self.init(bits: bits, isIPv6: true)
    } else {
      guard let bits = Self.parseIPv4(text[...]) else { return nil }
      self.init(bits: UInt128(bits), isIPv6: false)
    }
  }

  private static func parseIPv4(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let value = UInt8(part)
      else { return nil }
      bits = bits << 8 | UInt32(value)
    }
    return bits
  }

  private static func parseIPv6(_ text: String) -> UInt128? {
    func groups(_ text: Substring) -> [UInt16]? {
      if text.isEmpty { return [] }
      var result: [UInt16] = []
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
          guard let bits = parseIPv4(part) else { return nil }
          result += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
        } else {
          guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ Hexadecimal.value($0) != nil }),
            let value = UInt16(part, radix: 16)
          else { return nil }
          result.append(value)
        }
      }
      return result
    }
    let all: [UInt16]
    if let gap = text.range(of: "::") {
      guard text.range(of: "::", from: gap.upperBound) == nil, let before = groups(text[..<gap.lowerBound]),
        let after = groups(text[gap.upperBound...]), before.count + after.count < 8
      else { return nil }
      all = before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after
    } else {
      guard let groups = groups(text[...]), groups.count == 8 else { return nil }
      all = groups
    }
    return all.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// As RFC 5952 writes it.
  var text: String {
    if !isIPv6 { return (0..<4).reversed().map { String(bits >> (8 * $0) & 0xFF) }.joined(separator: ".") }
    if bits >> 32 == 0xFFFF { return IPAddressValue(bits: bits & 0xFFFF_FFFF, isIPv6: false).text }
    let groups = (0..<8).reversed().map { UInt16(truncatingIfNeeded: bits >> (16 * $0)) }
    var longest = 0..<0
    var index = 0
    while index < 8 {
      var end = index
      while end < 8, groups[end] == 0 { end += 1 }
      if end - index > longest.count, end - index > 1 { longest = index..<end }
      index = max(end, index + 1)
    }
    func text(_ groups: ArraySlice<UInt16>) -> String { groups.map { String($0, radix: 16) }.joined(separator: ":") }
    if longest.isEmpty { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }
}

/// A block of addresses.
struct IPPrefixValue {
  var address: IPAddressValue
  var length: Int

  init(address: IPAddressValue, length: Int) {
    self.address = address
    self.length = length
  }

  /// `10.0.0.0/8`; bits behind the length count for nothing.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddressValue(String(parts[0])),
      !parts[1].isEmpty, parts[1].utf8.count <= 3,
      parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let length = Int(parts[1]),
      length <= address.width
    else { return nil }
    self.init(address: address, length: length)
    self.address.bits &= mask
  }

  static func hostMask(_ bits: Int) -> UInt128 { bits >= 128 ? .max : (1 << UInt128(bits)) - 1 }

  var hostMask: UInt128 { Self.hostMask(address.width - length) }

  var mask: UInt128 { (address.isIPv6 ? UInt128.max : 0xFFFF_FFFF) & ~hostMask }

  func host(_ number: UInt128, fromEnd: Bool) -> IPAddressValue? {
    if fromEnd {
      guard number >= 1, number - 1 <= hostMask else { return nil }
      return IPAddressValue(bits: address.bits | (hostMask - (number - 1)), isIPv6: address.isIPv6)
    }
    guard number <= hostMask else { return nil }
    return IPAddressValue(bits: address.bits | number, isIPv6: address.isIPv6)
  }

  /// A block of a length that is so many bits longer, by its number. With negative numbers Terraform computes as here,
  /// whatever that may be good for.
  func subnet(_ added: Int, _ number: BigInt) -> IPPrefixValue? {
    if added >= 0, number > BigInt(Self.hostMask(added)) { return nil }
    let value = (BigInt(address.bits) | number << (address.width - length - added)).magnitude
    guard value.bitWidth <= address.width, let bits = UInt128(exactly: value) else { return nil }
    return IPPrefixValue(address: IPAddressValue(bits: bits, isIPv6: address.isIPv6), length: length + added)
  }

  var text: String { "\(address.text)/\(length)" }
}
