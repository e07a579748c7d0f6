/// The order in which Terraform iterates over a set, and what it takes for a repetition.
enum SetOrder {
  /// Elements in order, each once. O(n log n) comparisons.
  static func normalized(_ elements: [Value]) -> [Value] {
    if elements.count <= 1 { return elements }
    var seen: Set<Value> = []
    var unique: [Value] = []
    for element in elements {
      // What is not known is the same as another only if it will come from the same place.
      let key = element.summary.hasMarks ? element.deeplyUnmarked().value : element
      if !key.isWhollyKnown, !hasOnlyOrigins(key) {
        unique.append(element)
      } else if seen.insert(key).inserted {
        unique.append(element)
      }
    }
    if unique.allSatisfy({ if case .string = $0.content { true } else { false } }) {
      return unique.sorted { ($0.stringValue ?? "") < ($1.stringValue ?? "") }
    }
    let keyed = unique.enumerated().map { (offset: $0.offset, key: Key($0.element), value: $0.element) }
    return keyed.sorted { left, right in
      if left.key == right.key { return left.offset < right.offset }
      return left.key < right.key
    }.map(\.value)
  }

  /// Whether every unknown in a value says where it will come from.
  private static func hasOnlyOrigins(_ value: Value) -> Bool {
    if value.isWhollyKnown { return true }
    if !value.isKnown { return value.origin != nil }
    return value.children.allSatisfy(hasOnlyOrigins)
  }

  /// What elements are compared by: known before unknown before null; then texts, numbers and bools by what they are,
  /// and everything else by bytes that stand for it.
  private struct Key: Comparable {
    enum Rank: Int { case known, unknown, null }

    var rank: Rank
    var number: Number?
    var text: [UInt8] = []

    init(_ value: Value) {
      switch value.content {
      case .unknown(_, let origin):
        rank = .unknown
        if let origin { text = Array("\(origin.address).\(origin.attribute)".utf8) }
      case .null: rank = .null
      case .number(let value):
        rank = .known
        number = value
      case .bool(let value):
        rank = .known
        number = value ? 1 : 0
      case .string(let value):
        rank = .known
        text = Array(value.utf8)
      default:
        rank = .known
        SetOrder.append(value, to: &text)
      }
    }

    static func == (left: Key, right: Key) -> Bool {
      left.rank == right.rank && left.number == right.number && left.text == right.text
    }

    static func < (left: Key, right: Key) -> Bool {
      if left.rank != right.rank { return left.rank.rawValue < right.rank.rawValue }
      if let first = left.number, let second = right.number { return first < second }
      return left.text.lexicographicallyPrecedes(right.text)
    }
  }

  /// The bytes that stand for a value: Terraform orders the objects of a set by them.
  private static func append(_ value: Value, to bytes: inout [UInt8]) {
    func add(_ character: Character) { bytes += String(character).utf8 }
    switch value.content {
    case .unknown: add("?")
    case .null: add("~")
    case .bool(let value): add(value ? "T" : "F")
    case .number(let value): bytes += value.shortText.utf8
    case .string(let value): bytes += GoQuoting.quoted(value).utf8
    case .list(_, let elements), .set(_, let elements):
      add("[")
      for element in elements {
        append(element, to: &bytes)
        add(";")
      }
      add("]")
    case .tuple(let elements):
      add("<")
      for element in elements {
        append(element, to: &bytes)
        add(";")
      }
      add(">")
    case .map(_, let elements):
      add("{")
      for (key, element) in elements.sorted(by: { $0.key < $1.key }) {
        bytes += GoQuoting.quoted(key).utf8
        add(":")
        append(element, to: &bytes)
        add(";")
      }
      add("}")
    case .object(let attributes):
      add("<")
      for (_, element) in attributes.sorted(by: { $0.key < $1.key }) {
        append(element, to: &bytes)
        add(";")
      }
      add(">")
    }
  }
}
