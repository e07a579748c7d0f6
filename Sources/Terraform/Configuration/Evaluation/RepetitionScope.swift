import HCL

/// What `count.index`, `each.key` and `each.value` are for one instance.
enum RepetitionScope {
  case none
  case count(index: Value)
  case each(key: Value, value: Value)
}

/// The instances that a `count` or `for_each` makes.
struct Expansion {
  enum Shape {
    case single
    case count
    case forEach
    /// Only known after apply.
    case unknown
  }

  var shape: Shape
  /// One for each instance, in Terraform's order; a single `nil` without repetition and where it is unknown.
  var keys: [ResourceAddress.InstanceKey?]
  /// Of `for_each`, in the order of the keys; of an unknown one its only element.
  private var values: [Value] = []
  private var numbers: [ResourceAddress.InstanceKey: Int] = [:]

  static let single = Self(shape: .single, keys: [nil])

  private init(shape: Shape, keys: [ResourceAddress.InstanceKey?]) {
    self.shape = shape
    self.keys = keys
  }

  static func count(_ count: Int) -> Self {
    Self(shape: .count, keys: (0..<max(0, count)).map { .index($0) })
  }

  static func forEach(_ elements: [(key: String, value: Value)]) -> Self {
    var result = Self(shape: .forEach, keys: elements.map { .name($0.key) })
    result.values = elements.map(\.value)
    for (number, element) in elements.enumerated() { result.numbers[.name(element.key)] = number }
    return result
  }

  static func unknown(_ marks: Value.Marks, isCount: Bool) -> Self {
    var result = Self(shape: .unknown, keys: [nil])
    result.values = isCount ? [] : [Value.unknown(.dynamic, marks: marks)]
    return result
  }

  /// The key that an index names, where it is one for this shape.
  func key(_ index: Value) -> ResourceAddress.InstanceKey? {
    switch shape {
    case .count: (try? index.unmarked.converted(to: .number))?.intValue.map { .index($0) }
    case .forEach: (try? index.unmarked.converted(to: .string))?.stringValue.map { .name($0) }
    case .single, .unknown: nil
    }
  }

  func contains(_ key: ResourceAddress.InstanceKey?) -> Bool {
    switch (shape, key) {
    case (.single, nil), (.unknown, nil): true
    case (.count, .index(let index)?): keys.indices.contains(index)
    case (.forEach, let key?): numbers[key] != nil
    default: false
    }
  }

  func scope(of key: ResourceAddress.InstanceKey?) -> RepetitionScope {
    switch (shape, key) {
    case (.single, _): return .none
    case (.count, .index(let index)?): return .count(index: .number(index))
    case (.forEach, .name(let name)?):
      guard let number = numbers[.name(name)] else { return .none }
      return .each(key: .string(name), value: values[number])
    case (.unknown, _):
      guard let value = values.first else { return .count(index: .unknown(.number)) }
      return .each(key: .unknown(.string, marks: value.marks), value: value)
    default: return .none
    }
  }
}
