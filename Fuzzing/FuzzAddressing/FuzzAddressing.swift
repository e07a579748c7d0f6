import Glibc
import IPAddressing

/// One text, read as everything that a rule, a route or a question can hold. What is read must print as a text that
/// reads the same, and addresses must be those that the C library reads.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzAddressing(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let text = String(decoding: bytes, as: UTF8.self)
  address(IPv4Address.self, text, systemFamily: AF_INET)
  address(IPv6Address.self, text, systemFamily: AF_INET6)
  prefix(IPv4Address.self, text)
  prefix(IPv6Address.self, text)
  eitherFamily(text)
  ports(text)
  protocols(text)
  addressSets(text)
  return 0
}

private func address<Address: IPAddressProtocol>(_: Address.Type, _ text: String, systemFamily: Int32) {
  let read = parse { () throws(AddressParseError) in try Address(parsing: text) }
  if let read {
    check(Address(read.description) == read, "\(text) prints as \(read), which reads differently")
  }
  // A C string ends at its first zero.
  guard !text.utf8.contains(0) else { return }
  var storage = in6_addr()
  let isReadBySystem = inet_pton(systemFamily, text, &storage) == 1
  check(isReadBySystem == (read != nil), "the C library \(isReadBySystem ? "reads" : "refuses") \(text)")
  guard let read else { return }
  let number = withUnsafeBytes(of: &storage) { bytes in
    bytes.prefix(Address.bitWidth / 8).reduce(Address.RawValue(0)) { $0 << 8 | Address.RawValue($1) }
  }
  check(number == read.rawValue, "\(text) is \(read), but not to the C library")
}

private func prefix<Address: IPAddressProtocol>(_: Address.Type, _ text: String) {
  let strict = parse { () throws(AddressParseError) in try Prefix<Address>(parsing: text) }
  let canonical = parse { () throws(AddressParseError) in try Prefix<Address>(canonicalizing: text) }
  if let strict { check(strict == canonical, "\(text) is \(strict), and \(canonical as Any) with host bits cleared") }
  guard let canonical else { return }
  check(Prefix(canonical.description) == canonical, "\(text) prints as \(canonical), which reads differently")
  check(canonical.contains(canonical.first) && canonical.contains(canonical.last), "\(canonical) lacks an end")
  if let (lower, upper) = canonical.halves {
    check(lower.parent == canonical && upper.parent == canonical, "\(canonical) is not its halves' parent")
    let (next, overflow) = lower.last.rawValue.addingReportingOverflow(1)
    check(!overflow && next == upper.first.rawValue, "\(canonical)'s halves do not touch")
  }
}

private func eitherFamily(_ text: String) {
  if let address = parse({ () throws(AddressParseError) in try IPAddress(parsing: text) }) {
    check(IPAddress(address.description) == address, "\(text) prints as \(address), which reads differently")
    check(IPPrefix(host: address).contains(address), "\(address) is not in its own prefix")
    _ = address.isGloballyRoutable
  }
  if let prefix = parse({ () throws(AddressParseError) in try IPPrefix(canonicalizing: text) }) {
    check(IPPrefix(prefix.description) == prefix, "\(text) prints as \(prefix), which reads differently")
  }
  _ = parse { () throws(AddressParseError) in try IPPrefix(parsing: text) }
}

private func ports(_ text: String) {
  do throws(PortParseError) {
    let range = try PortRange(parsing: text)
    check(range.lower <= range.upper, "\(text) ends before it begins")
    check(PortRange(range.description) == range, "\(text) prints as \(range), which reads differently")
  } catch {
    check(!error.description.isEmpty, "\(text) is refused without a word")
  }
}

private func protocols(_ text: String) {
  guard let number = IPProtocol(name: text) else { return }
  check(IPProtocol(name: number.description) == number, "\(text) prints as \(number), which reads differently")
  if let keyword = number.keyword {
    check(IPProtocol(name: keyword) == number, "\(keyword) is not protocol \(number.rawValue)")
  }
}

/// The blocks of a list separated by commas, as a set: what is in one of them is in the set, and in no complement.
private func addressSets(_ text: String) {
  let prefixes = text.split(separator: ",").prefix(16).compactMap { part in
    parse { () throws(AddressParseError) in try IPPrefix(canonicalizing: part) }
  }
  guard prefixes.count > 1 else { return }
  let set = IPAddressSet(prefixes)
  for prefix in prefixes {
    for address in [prefix.first, prefix.last] {
      check(set.contains(address), "the set of \(text) lacks \(address)")
      check(!set.complement.contains(address), "the complement of \(text) has \(address)")
    }
  }
  check(IPAddressSet(prefixes.reversed()) == set, "the set of \(text) depends on the order")
  check(set.complement.complement == set, "the set of \(text) is not its complement's complement")
}

/// The value, or `nil` when the text is refused; a refusal has words.
private func parse<Value>(_ read: () throws(AddressParseError) -> Value) -> Value? {
  do throws(AddressParseError) {
    return try read()
  } catch {
    check(!error.description.isEmpty, "a text is refused without a word")
    return nil
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
