extension Value {
  /// Where a value that is unknown or secret got that from.
  public struct Marks: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// Absent where nothing is marked, as nearly everywhere: a value has one word for its marks.
    private var storage: Storage?

    private final class Storage: Hashable, Sendable {
      let isSensitive: Bool
      let isEphemeral: Bool
      let origins: Set<Origin>

      init(isSensitive: Bool, isEphemeral: Bool, origins: Set<Origin>) {
        self.isSensitive = isSensitive
        self.isEphemeral = isEphemeral
        self.origins = origins
      }

      static func == (left: Storage, right: Storage) -> Bool {
        left === right
          || left.isSensitive == right.isSensitive && left.isEphemeral == right.isEphemeral
            && left.origins == right.origins
      }

      func hash(into hasher: inout Hasher) {
        hasher.combine(isSensitive)
        hasher.combine(isEphemeral)
        hasher.combine(origins)
      }
    }

    private mutating func set(isSensitive: Bool, isEphemeral: Bool, origins: Set<Origin>) {
      storage =
        isSensitive || isEphemeral || !origins.isEmpty
        ? Storage(isSensitive: isSensitive, isEphemeral: isEphemeral, origins: origins) : nil
    }

    /// Whether the value must not be shown.
    public var isSensitive: Bool {
      get { storage?.isSensitive ?? false }
      set { set(isSensitive: newValue, isEphemeral: isEphemeral, origins: origins) }
    }

    /// Whether the value must not be kept in a state or a plan.
    public var isEphemeral: Bool {
      get { storage?.isEphemeral ?? false }
      set { set(isSensitive: isSensitive, isEphemeral: newValue, origins: origins) }
    }

    /// Of every unknown that went into the value.
    public var origins: Set<Origin> {
      get { storage?.origins ?? [] }
      set { set(isSensitive: isSensitive, isEphemeral: isEphemeral, origins: newValue) }
    }

    /// Whether nothing is marked.
    public var isEmpty: Bool { storage == nil }

    /// Nothing is marked.
    public init() { storage = nil }

    /// Marks of a value.
    public init(isSensitive: Bool = false, origins: Set<Origin> = []) {
      set(isSensitive: isSensitive, isEphemeral: false, origins: origins)
    }

    /// The origins of a value that is not secret.
    public init(arrayLiteral elements: Origin...) {
      self.init(origins: Set(elements))
    }

    /// Adds what another value depends on.
    public mutating func formUnion(_ other: Marks) {
      guard let second = other.storage else { return }
      guard let first = storage else {
        storage = second
        return
      }
      if first === second { return }
      set(
        isSensitive: first.isSensitive || second.isSensitive,
        isEphemeral: first.isEphemeral || second.isEphemeral,
        origins: second.origins.isSubset(of: first.origins) ? first.origins : first.origins.union(second.origins)
      )
    }

    /// What either depends on.
    public func union(_ other: Marks) -> Marks {
      var result = self
      result.formUnion(other)
      return result
    }
  }

  /// The value, depending on more.
  public func marked(_ more: Marks) -> Value {
    if more.isEmpty { return self }
    var result = self
    result.marks.formUnion(more)
    return result
  }

  /// The value without marks of its own; its elements keep theirs.
  public var unmarked: Value { marks.isEmpty ? self : Value(content) }

  /// The marks of the value and of all that is in it. O(1) where there are none, else O(size).
  public var deepMarks: Marks {
    guard summary.hasMarks else { return [] }
    var result = marks
    for element in children where element.summary.hasMarks { result.formUnion(element.deepMarks) }
    return result
  }

  /// The value without any marks, and all that it had. O(1) where there are none, else O(size).
  public func deeplyUnmarked() -> (value: Value, marks: Marks) {
    guard summary.hasMarks else { return (self, []) }
    var marks = marks
    let value = stripped(into: &marks)
    return (value, marks)
  }

  private func stripped(into marks: inout Marks) -> Value {
    guard summary.hasMarks else { return self }
    marks.formUnion(self.marks)
    func strip(_ elements: [Value]) -> [Value] { elements.map { $0.stripped(into: &marks) } }
    return switch content {
    case .list(let type, let elements): Value(.list(type, strip(elements)))
    case .set(let type, let elements): Value(.set(type, strip(elements)))
    case .tuple(let elements): Value(.tuple(strip(elements)))
    case .map(let type, let elements): Value(.map(type, elements.mapValues { $0.stripped(into: &marks) }))
    case .object(let attributes): Value(.object(attributes.mapValues { $0.stripped(into: &marks) }))
    default: Value(content)
    }
  }
}
