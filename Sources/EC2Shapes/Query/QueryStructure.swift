/// Reads members by name at one place in the tree of parameters, and remembers what was read.
///
/// A shape's `init(from:)` asks for its members; for a nested shape the reader moves down, and back up when that is read.
/// What nobody has asked for when the request is read is unknown: `finish()`.
package struct QueryStructure: ~Copyable {
  let parameters: QueryParameters
  /// For each entry, whether somebody has asked for it.
  var isRead: [Bool]
  /// The entries below the present place.
  var entries: Range<Int>
  /// The bytes of a name that lead to the present place, its dot included.
  var prefix: Int

  /// A reader at the root.
  package init(_ parameters: QueryParameters) {
    self.parameters = parameters
    isRead = Array(repeating: false, count: parameters.entries.count)
    entries = 0..<parameters.entries.count
    prefix = 0
  }

  /// Throws `UnknownParameter` for the first parameter of the request that nobody has asked for.
  package consuming func finish() throws(EC2Error) {
    let unread = parameters.entries.indices.lazy.filter { [isRead] in !isRead[$0] }
    let first = unread.min { [parameters] in parameters.entries[$0].position < parameters.entries[$1].position }
    if let first {
      throw .unknownParameter(parameters.name(of: parameters.entries[first]))
    }
  }

  /// Throws `MissingParameter` unless every one of these members is there, as a value, a list or a structure.
  package func require(_ members: StaticString...) throws(EC2Error) {
    for member in members where run(of: member).isEmpty {
      throw .missingParameter(path(member))
    }
  }

  /// Takes everything below a member as read, whatever it is. For what has no effect here.
  package mutating func ignore(_ member: StaticString) {
    for entry in run(of: member) {
      isRead[entry] = true
    }
  }

  // MARK: Scalars: nil where the member is absent

  /// The text of a member, which may be empty.
  package mutating func string(_ member: StaticString) throws(EC2Error) -> String? {
    value(member, length: member.utf8CodeUnitCount)
  }

  /// A 32-bit number: what EC2's model calls an integer.
  package mutating func integer(_ member: StaticString) throws(EC2Error) -> Int? {
    guard let text = try string(member) else { return nil }
    return try Int(number(text, as: Int32.self, path(member)))
  }

  /// A 64-bit number: what EC2's model calls a long.
  package mutating func long(_ member: StaticString) throws(EC2Error) -> Int? {
    guard let text = try string(member) else { return nil }
    return try Int(number(text, as: Int64.self, path(member)))
  }

  /// `true` or `false`, in any case.
  package mutating func boolean(_ member: StaticString) throws(EC2Error) -> Bool? {
    guard let text = try string(member) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      throw .invalidParameterValue(text, parameter: path(member), reason: "Expected 'true' or 'false'.")
    }
  }

  /// A finite number.
  package mutating func double(_ member: StaticString) throws(EC2Error) -> Double? {
    guard let text = try string(member) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw .invalidParameterValue(text, parameter: path(member), reason: "Expected a number.")
    }
    return number
  }

  /// A time as ISO 8601 writes it.
  package mutating func timestamp(_ member: StaticString) throws(EC2Error) -> Timestamp? {
    guard let text = try string(member) else { return nil }
    guard let timestamp = Timestamp(text) else {
      throw .invalidParameterValue(text, parameter: path(member), reason: "Expected a time, as 2006-01-02T15:04:05Z.")
    }
    return timestamp
  }

  /// Bytes, from base64.
  package mutating func blob(_ member: StaticString) throws(EC2Error) -> [UInt8]? {
    guard let text = try string(member) else { return nil }
    guard let bytes = Base64.decode(text) else {
      // The value is not repeated: it is long, and it may be a secret.
      throw EC2Error(code: "InvalidParameterValue", message: "Invalid BASE64 encoding of \(path(member))")
    }
    return bytes
  }

  /// A structure.
  package mutating func structure<Shape: QueryDecodable>(_ member: StaticString) throws(EC2Error) -> Shape? {
    let run = run(of: member)
    let length = member.utf8CodeUnitCount
    // The member's own name without a dot is not below it.
    let below = run.isEmpty || !isExactly(run.lowerBound, length: length) ? run : run.dropFirst()
    guard !below.isEmpty else { return nil }
    return try descend(to: below, prefix: prefix + length + 1)
  }

  func number<Number: FixedWidthInteger>(
    _ text: String,
    as type: Number.Type,
    _ path: @autoclosure () -> String
  ) throws(EC2Error) -> Number {
    guard let number = Number(text) else {
      throw .invalidParameterValue(
        text,
        parameter: path(),
        reason: "Expected a whole number of at most \(Number.bitWidth) bits."
      )
    }
    return number
  }
}
