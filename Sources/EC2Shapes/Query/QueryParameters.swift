/// The parameters of one request of the EC2 Query API.
///
/// Names are paths: `IpPermissions.1.IpRanges.2.CidrIp`. The parameters are kept sorted by path, a dot below every other
/// character, so that everything below a prefix is one run of the array: the sorted array is the tree, without nodes, and
/// without a hash that hostile names could make collide. Parsing `n` parameters costs O(n log n) comparisons of names.
///
/// Parameters of the signature (`X-Amz-*`, `Signature`, …) are not kept; they are the business of authentication.
package struct QueryParameters: Sendable {
  /// One parameter, with its place in the request.
  struct Entry: Sendable {
    /// The bytes of the name, in `names`.
    var name: Range<Int>
    var value: String
    /// Its number in the request, from 0.
    var position: Int
  }

  /// The bytes of all names, one after the other. ASCII without control characters.
  let names: [UInt8]
  /// Sorted by path; no two have the same name.
  let entries: [Entry]

  /// The parameter `Action`.
  package let action: String?
  /// The parameter `Version`: the date of the API, as `2016-11-15`.
  package let version: String?

  /// Parses a form body (`application/x-www-form-urlencoded`) or the query string of a URL.
  ///
  /// Throws `MalformedQueryString` where it is none, names a parameter twice, or exceeds the limits.
  package init(parsing body: [UInt8], limits: QueryLimits = .standard) throws(EC2Error) {
    var parser = FormParser(body: body, limits: limits)
    try parser.parse()
    var entries = parser.entries
    let names = parser.names
    entries.sort { Self.precedes($0.name, $1.name, in: names) }
    for (former, latter) in zip(entries, entries.dropFirst()) where names[former.name] == names[latter.name] {
      let name = String(decoding: names[former.name], as: UTF8.self)
      throw .malformedQueryString("The parameter \(name) occurs more than once")
    }
    self.names = names
    self.entries = entries
    self.action = parser.action
    self.version = parser.version
  }

  /// Whether one name comes before another, segment by segment.
  private static func precedes(_ left: Range<Int>, _ right: Range<Int>, in names: [UInt8]) -> Bool {
    var (i, j) = (left.lowerBound, right.lowerBound)
    while i < left.upperBound, j < right.upperBound {
      let (a, b) = (rank(names[i]), rank(names[j]))
      if a != b { return a < b }
      i += 1
      j += 1
    }
    return i == left.upperBound && j < right.upperBound
  }

  /// The place of a byte in the order of names: the dot is first. Names hold no byte below the space, so 0 is free.
  static func rank(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: ".") ? 0 : byte
  }

  /// The full name of an entry.
  func name(of entry: Entry) -> String {
    String(decoding: names[entry.name], as: UTF8.self)
  }

  /// The value of the parameter with exactly this full name. O(n).
  package func value(of name: String) -> String? {
    if name == "Action" { return action }
    if name == "Version" { return version }
    return entries.first { names[$0.name].elementsEqual(name.utf8) }?.value
  }

  /// The parameters in the order in which they came, for an audit trail: without `Action`, `Version` and the signature.
  /// Values are as they came, secrets such as `UserData` included.
  package var inOrder: [(name: String, value: String)] {
    entries.sorted { $0.position < $1.position }.map { (name(of: $0), $0.value) }
  }
}
