extension Value {
  /// `true`
  public static let `true` = Value(.bool(true))
  /// `false`
  public static let `false` = Value(.bool(false))
  /// `null`, of no particular type.
  public static let null = Value(.null(.dynamic))
  /// Nothing is known of it, not even its type.
  public static let unknown = Value(.unknown(.dynamic, nil))

  /// `true` or `false`.
  public static func bool(_ value: Bool) -> Value { value ? .true : .false }

  /// A number.
  public static func number(_ value: Number) -> Value { Value(.number(value)) }

  /// A whole number.
  public static func number(_ value: Int) -> Value { Value(.number(Number(value))) }

  /// A text; it is composed (NFC) if it is not yet. O(bytes).
  public static func string(_ text: String) -> Value { Value(.string(text.composed)) }

  /// A null of a type.
  public static func null(_ type: ValueType) -> Value { Value(.null(type)) }

  /// A value of a type that somebody else will know, marked with where it will come from.
  public static func unknown(_ type: ValueType, origin: Origin? = nil, marks: Marks = []) -> Value {
    var marks = marks
    if let origin { marks.formUnion([origin]) }
    return Value(.unknown(type, origin), marks: marks)
  }

  /// A list of elements that all have the type already.
  public static func list(_ type: ValueType, _ elements: [Value]) -> Value { Value(.list(type, elements)) }

  /// A set of elements that all have the type already: repetitions go, the rest is put in order. O(n log n).
  public static func set(_ type: ValueType, _ elements: [Value]) -> Value {
    var marks: Marks = []
    let elements = elements.map { element in
      // As in Terraform the elements of a set are not marked one by one, but where they came from is kept.
      guard element.summary.hasMarks, element.deepMarks.isSensitive else { return element }
      let (value, own) = element.deeplyUnmarked()
      marks.formUnion(own)
      return value.marked(Marks(origins: own.origins))
    }
    return Value(.set(type, SetOrder.normalized(elements)), marks: marks)
  }

  /// Elements of one type by their keys.
  public static func map(_ type: ValueType, _ elements: [String: Value]) -> Value { Value(.map(type, elements)) }

  /// Elements each of its own type.
  public static func tuple(_ elements: [Value]) -> Value { Value(.tuple(elements)) }

  /// Attributes each of its own type.
  public static func object(_ attributes: [String: Value]) -> Value { Value(.object(attributes)) }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(value) }
  /// A tuple, as brackets make one in a configuration.
  public init(arrayLiteral elements: Value...) { self = .tuple(elements) }
  /// An object, as braces make one in a configuration; of repeated keys the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}
