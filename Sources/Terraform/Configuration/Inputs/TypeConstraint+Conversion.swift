import HCL

extension TypeConstraint {
  struct ConversionProblem: Error {
    var reason: String
  }

  /// A value as the constraint has it: defaults filled in, then converted.
  func converting(_ value: Value) -> Result<Value, ConversionProblem> {
    let filled = defaults.map { Self.filling(value, from: $0) } ?? value
    do throws(ConversionError) {
      return .success(try filled.converted(to: type))
    } catch {
      return .failure(ConversionProblem(reason: error.message))
    }
  }

  /// See github.com/hashicorp/hcl, ext/typeexpr/defaults.go. Depth of recursion: that of the type.
  private static func filling(_ value: Value, from defaults: Defaults) -> Value {
    guard value.isKnown, !value.isNull else { return value }
    switch (defaults, value.content) {
    case (.object(let values, let inner), .object(var attributes)), (.object(let values, let inner), .map(_, var attributes)):
      for (name, value) in values where attributes[name]?.isNull ?? true { attributes[name] = value }
      for (name, defaults) in inner {
        if let attribute = attributes[name] { attributes[name] = filling(attribute, from: defaults) }
      }
      return Value(.object(attributes), marks: value.marks)
    case (.elements(let defaults), .list(_, let elements)), (.elements(let defaults), .set(_, let elements)),
      (.elements(let defaults), .tuple(let elements)):
      return Value(.tuple(elements.map { filling($0, from: defaults) }), marks: value.marks)
    case (.elements(let defaults), .map(_, let elements)), (.elements(let defaults), .object(let elements)):
      return Value(.object(elements.mapValues { filling($0, from: defaults) }), marks: value.marks)
    case (.tuple(let defaults), .tuple(let elements)):
      let filled = elements.enumerated().map { number, element in
        defaults[number].map { filling(element, from: $0) } ?? element
      }
      return Value(.tuple(filled), marks: value.marks)
    default: return value
    }
  }
}
