/// Splits and decodes a form body in one pass over its bytes.
///
/// `application/x-www-form-urlencoded` (https://url.spec.whatwg.org/#application/x-www-form-urlencoded), read strictly:
/// a broken escape or text that is no UTF-8 is an error here, where the standard would let it pass. A gateway that guesses
/// at a rule's address has opened something.
struct FormParser {
  private let body: [UInt8]
  private let limits: QueryLimits

  private(set) var names: [UInt8] = []
  private(set) var entries: [QueryParameters.Entry] = []
  private(set) var action: String?
  private(set) var version: String?
  private var count = 0

  init(body: [UInt8], limits: QueryLimits) {
    self.body = body
    self.limits = limits
  }

  mutating func parse() throws(EC2Error) {
    guard body.count <= limits.bytes else {
      throw .malformedQueryString("The request is longer than \(limits.bytes) bytes")
    }
    var position = 0
    while position < body.count {
      // Two empty pieces, as in `a=1&&b=2`, are nothing.
      if body[position] == UInt8(ascii: "&") {
        position += 1
        continue
      }
      try parameter(&position)
    }
  }

  /// Reads one `name=value` and the `&` behind it.
  private mutating func parameter(_ position: inout Int) throws(EC2Error) {
    guard count < limits.parameters else {
      throw .malformedQueryString("The request has more than \(limits.parameters) parameters")
    }
    count += 1
    let start = names.count
    try decode(
      &position,
      into: &names,
      stop: UInt8(ascii: "="),
      limit: limits.nameBytes,
      what: "The name of a parameter"
    )
    let name = start..<names.count
    try check(name: name)

    var bytes: [UInt8] = []
    if position < body.count, body[position] == UInt8(ascii: "=") {
      position += 1
      try decode(
        &position,
        into: &bytes,
        stop: UInt8(ascii: "&"),
        limit: limits.valueBytes,
        what: "The value of a parameter"
      )
    }
    if position < body.count { position += 1 }
    guard let value = String(validating: bytes, as: UTF8.self) else {
      throw .malformedQueryString("The value of the parameter \(text(name)) is not UTF-8")
    }
    try keep(name: name, value: value)
  }

  /// Decodes up to `stop`, to `&` or to the end.
  private func decode(
    _ position: inout Int,
    into text: inout [UInt8],
    stop: UInt8,
    limit: Int,
    what: String
  ) throws(EC2Error) {
    let end = text.count + limit
    while position < body.count {
      var byte = body[position]
      if byte == stop || byte == UInt8(ascii: "&") { return }
      position += 1
      if byte == UInt8(ascii: "+") {
        byte = UInt8(ascii: " ")
      } else if byte == UInt8(ascii: "%") {
        guard position + 1 < body.count, let high = hexadecimal(body[position]),
          let low = hexadecimal(body[position + 1])
        else {
          throw .malformedQueryString("The request has a % that is not followed by two hexadecimal digits")
        }
        byte = high << 4 | low
        position += 2
      }
      guard text.count < end else {
        throw .malformedQueryString("\(what) is longer than \(limit) bytes")
      }
      text.append(byte)
    }
  }

  private func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A name is printable ASCII, in segments of which none is empty.
  private func check(name: Range<Int>) throws(EC2Error) {
    guard names[name].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .malformedQueryString("The name of a parameter has a character that no parameter's name has")
    }
    var depth = 1
    var previous = UInt8(ascii: ".")
    for byte in names[name] {
      if byte == UInt8(ascii: ".") {
        guard previous != byte else { break }
        depth += 1
      }
      previous = byte
    }
    guard previous != UInt8(ascii: ".") else {
      throw .malformedQueryString("The name of the parameter '\(text(name))' has an empty segment")
    }
    guard depth <= limits.depth else {
      throw .malformedQueryString("The name of the parameter \(text(name)) has more than \(limits.depth) segments")
    }
  }

  private mutating func keep(name: Range<Int>, value: String) throws(EC2Error) {
    switch text(name) {
    case "Action":
      guard action == nil else { throw .malformedQueryString("The parameter Action occurs more than once") }
      action = value
    case "Version":
      guard version == nil else { throw .malformedQueryString("The parameter Version occurs more than once") }
      version = value
    case let name where isOfSignature(name):
      break
    default:
      entries.append(QueryParameters.Entry(name: name, value: value, position: entries.count))
      return
    }
    names.removeSubrange(name)
  }

  /// Whether a parameter belongs to signature version 4 in a URL, or to its predecessors 1 and 2.
  private func isOfSignature(_ name: String) -> Bool {
    switch name {
    case "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SecurityToken", "Timestamp", "Expires":
      true
    default:
      name.utf8.count > 6 && name.prefix(6).lowercased() == "x-amz-"
    }
  }

  private func text(_ name: Range<Int>) -> String {
    String(decoding: names[name], as: UTF8.self)
  }
}
