import HCL

/// What an attribute says.
enum AttributeReading<Known> {
  /// Not given, null, or an empty text, which is how states write that.
  case absent
  case known(Known)
  case unknown(NotKnown)

  var known: Known? {
    if case .known(let known) = self { return known }
    return nil
  }

  var notKnown: NotKnown? {
    if case .unknown(let reason) = self { return reason }
    return nil
  }

  var isAbsent: Bool {
    if case .absent = self { return true }
    return false
  }

  func map<Result>(_ transform: (Known) -> Result) -> AttributeReading<Result> {
    switch self {
    case .absent: .absent
    case .known(let known): .known(transform(known))
    case .unknown(let reason): .unknown(reason)
    }
  }

  /// - Parameter transform: what was found, or what is wrong with it in words.
  func parsed<Result>(_ transform: (Known) -> Parsed<Result>) -> AttributeReading<Result> {
    switch self {
    case .absent: return .absent
    case .known(let known):
      switch transform(known) {
      case .value(let value): return .known(value)
      case .fault(let fault): return .unknown(NotKnown(fault: fault))
      }
    case .unknown(let reason): return .unknown(reason)
    }
  }
}

/// What a text was found to mean, or what is wrong with it.
enum Parsed<Value> {
  case value(Value)
  case fault(String)
}

extension AttributeReading: Sendable where Known: Sendable {}

/// Why something is not known.
struct NotKnown: Hashable, Sendable {
  /// Whose value it is, where it was passed on whole.
  var origin: Value.Origin?
  /// Everything that went into it.
  var origins: Set<Value.Origin>
  /// What is wrong with what was found, where that is the reason.
  var fault: String?

  init(origin: Value.Origin? = nil, origins: Set<Value.Origin> = [], fault: String? = nil) {
    self.origin = origin
    self.origins = origins
    if let origin { self.origins.insert(origin) }
    self.fault = fault
  }

  /// `nil` for a value that is known.
  init?(_ value: Value) {
    guard case .unknown(_, let origin) = value.content else { return nil }
    self.init(origin: origin, origins: value.marks.origins)
  }

  /// Both at once, as of two attributes of which one thing is made.
  func joined(with other: NotKnown) -> NotKnown {
    NotKnown(origins: origins.union(other.origins), fault: fault ?? other.fault)
  }
}
