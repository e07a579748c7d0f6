extension Value {
  /// The value's type. Of an object or a tuple it is worked out from the parts: O(size).
  public var type: ValueType {
    switch content {
    case .unknown(let type, _), .null(let type): type
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .list(let type, _): .list(type)
    case .set(let type, _): .set(type)
    case .map(let type, _): .map(type)
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .object(let attributes): .object(attributes.mapValues(\.type), optional: [])
    }
  }

  /// Whether the value itself is known; of a collection its elements may still not be.
  public var isKnown: Bool {
    if case .unknown = content { false } else { true }
  }

  /// Whether nothing in the value is unknown. O(1).
  public var isWhollyKnown: Bool { summary.isWhollyKnown }

  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// Whether the value can't be null: known and something else, or the identity of a resource.
  var isDefinitelyNotNull: Bool {
    switch content {
    case .null: false
    case .unknown(_, let origin): origin?.isIdentity ?? false
    default: true
    }
  }

  /// Where a value that is not known will come from, if it was passed on whole.
  public var origin: Origin? {
    if case .unknown(_, let origin) = content { origin } else { nil }
  }

  /// The text of a known string.
  public var stringValue: String? {
    if case .string(let value) = content { value } else { nil }
  }

  /// The number of a known number.
  public var numberValue: Number? {
    if case .number(let value) = content { value } else { nil }
  }

  /// The number of a known whole number that fits.
  public var intValue: Int? { numberValue?.int }

  /// The truth of a known bool.
  public var boolValue: Bool? {
    if case .bool(let value) = content { value } else { nil }
  }

  /// The elements of a known list, set or tuple, in their order, without what the whole is marked with.
  public var elements: [Value]? {
    switch content {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements
    default: nil
    }
  }

  /// The elements of a known map or object by their names, without what the whole is marked with.
  public var attributes: [String: Value]? {
    switch content {
    case .map(_, let elements), .object(let elements): elements
    default: nil
    }
  }

  /// Whether this is a map or an object, in order of their keys' bytes, as Terraform iterates over them. O(n log n).
  public var orderedAttributes: [(key: String, value: Value)]? {
    attributes?.sorted { $0.key < $1.key }
  }

  /// Everything directly in the value, in no particular order.
  var children: [Value] { elements ?? attributes.map { Array($0.values) } ?? [] }

  /// Whether the length is known: a set with elements that are not known may turn out to have fewer.
  var hasKnownLength: Bool {
    switch content {
    case .unknown, .null: false
    case .set(_, let elements): elements.count <= 1 || isWhollyKnown
    default: true
    }
  }

  /// An attribute of a known object or map.
  public subscript(name: String) -> Value? { attributes?[name] }

  /// An element of a known list or tuple (or of a set, in its order).
  public subscript(index: Int) -> Value? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
