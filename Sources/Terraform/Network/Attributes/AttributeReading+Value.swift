import HCL

extension AttributeReading<String> {
  /// A text, or a number or boolean as Terraform would convert it to one.
  init(text value: Value?) {
    guard let value else {
      self = .absent
      return
    }
    self =
      switch value.content {
      case .unknown(_, let origin): .unknown(NotKnown(origin: origin, origins: value.marks.origins))
      case .null: .absent
      case .string(""): .absent
      case .string(let text): .known(text)
      case .bool(let flag): .known(flag ? "true" : "false")
      case .number(let number): AttributeReading<Int>.wholeNumber(number).map(String.init)
      case .list, .set, .map, .tuple, .object: .unknown(NotKnown(fault: "a text is expected here"))
      }
  }
}

extension AttributeReading<Bool> {
  init(flag value: Value?) {
    self =
      switch AttributeReading<String>(text: value) {
      case .absent: .absent
      case .known("true"), .known("1"): .known(true)
      case .known("false"), .known("0"): .known(false)
      case .known(let text): .unknown(NotKnown(fault: "\"\(text)\" is neither true nor false"))
      case .unknown(let reason): .unknown(reason)
      }
  }
}

extension AttributeReading<Int> {
  init(wholeNumber value: Value?) {
    if let value, case .number(let number) = value.content {
      self = .wholeNumber(number)
      return
    }
    self = AttributeReading<String>(text: value).parsed { text in
      Int(text).map(Parsed.value) ?? .fault("\"\(text)\" is no whole number")
    }
  }

  fileprivate static func wholeNumber(_ number: Number) -> AttributeReading<Int> {
    number.int.map(AttributeReading.known)
      ?? .unknown(NotKnown(fault: "a whole number is expected here"))
  }
}

extension AttributeReading<[Value]> {
  /// The elements of a list, set or tuple; some may be unknown. A set's come in the order in which they are held.
  init(elements value: Value?) {
    guard let value else {
      self = .absent
      return
    }
    self =
      switch value.content {
      case .unknown(_, let origin): .unknown(NotKnown(origin: origin, origins: value.marks.origins))
      case .null: .absent
      case .list(_, let elements), .set(_, let elements), .tuple(let elements): .known(elements)
      case .bool, .number, .string, .map, .object: .unknown(NotKnown(fault: "a list is expected here"))
      }
  }
}

extension AttributeReading<[String: Value]> {
  init(members value: Value?) {
    guard let value else {
      self = .absent
      return
    }
    self =
      switch value.content {
      case .unknown(_, let origin): .unknown(NotKnown(origin: origin, origins: value.marks.origins))
      case .null: .absent
      case .map(_, let members), .object(let members): .known(members)
      case .bool, .number, .string, .list, .set, .tuple: .unknown(NotKnown(fault: "an object is expected here"))
      }
  }
}
