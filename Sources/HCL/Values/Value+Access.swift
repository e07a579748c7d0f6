/// Why a value has no such attribute or element.
public struct AccessError: Error, Hashable, Sendable {
  /// In Terraform's words.
  public var summary: String
  /// What there is instead.
  public var detail: String
}

extension Value {
  /// An attribute or an element, as `.name` and `[key]` select them. Of what is not known the part is not known either,
  /// and its origin has the step in its path.
  public func applying(_ step: Reference.Step) -> Result<Value, AccessError> {
    switch step {
    case .attribute(let name): attribute(name).map { $0.marked(marks) }
    case .index(let key): element(key).map { $0.marked(marks).marked(key.marks) }
    }
  }

  private func attribute(_ name: String) -> Result<Value, AccessError> {
    func unsupported(_ detail: String) -> Result<Value, AccessError> {
      .failure(AccessError(summary: "Unsupported attribute", detail: detail))
    }
    switch content {
    case .object(let attributes):
      if let value = attributes[name] ?? Self.openAttribute(name, of: attributes) { return .success(value) }
      return unsupported(
        "This object does not have an attribute named \"\(name)\".\(Suggestion.text(for: name, among: attributes.keys))"
      )
    case .map(_, let elements):
      if let value = elements[name] { return .success(value) }
      return .failure(
        AccessError(
          summary: "Missing map element",
          detail: "This map does not have an element with the key \"\(name)\"."
            + Suggestion.text(for: name, among: elements.keys)
        )
      )
    case .null:
      return .failure(
        AccessError(
          summary: "Attempt to get attribute from null value",
          detail: "This value is null, so it does not have any attributes."
        )
      )
    case .unknown(let type, let origin):
      let part = origin.map { $0.part($0.attribute.isEmpty ? name : "\($0.attribute).\(name)") }
      switch type {
      case .dynamic: return .success(Value(.unknown(.dynamic, part)))
      case .map(let element): return .success(Value(.unknown(element, part)))
      case .object(let attributes, _):
        if let type = attributes[name] { return .success(Value(.unknown(type, part))) }
        return unsupported("This object does not have an attribute named \"\(name)\".")
      default: return unsupported(Self.noAttributes(type, name))
      }
    default: return unsupported(Self.noAttributes(type, name))
    }
  }

  private static func noAttributes(_ type: ValueType, _ name: String) -> String {
    switch type {
    case .list(.object), .set(.object):
      let kind = if case .list = type { "list" } else { "set" }
      return
        "Can't access attributes on a \(kind) of objects. Did you mean to access attribute \"\(name)\" for a specific "
        + "element of the \(kind), or across all elements of the \(kind)?"
    case .bool, .number, .string: return "Can't access attributes on a primitive-typed value (\(type.friendlyName))."
    default: return "This value does not have any attributes."
    }
  }

  private func element(_ key: Value) -> Result<Value, AccessError> {
    func invalid(_ detail: String) -> Result<Value, AccessError> {
      .failure(AccessError(summary: "Invalid index", detail: detail))
    }
    if isNull {
      return .failure(
        AccessError(
          summary: "Attempt to index null value",
          detail: "This value is null, so it does not have any indices."
        )
      )
    }
    if key.isNull { return invalid("Can't use a null value as an indexing key.") }
    let prefix = "The given key does not identify an element in this collection value"
    switch content {
    case .list(let type, let elements): return sequence(elements, key, prefix) { Value(.unknown(type, nil)) }
    case .tuple(let elements): return sequence(elements, key, prefix) { .unknown }
    case .map, .object:
      let name: Value
      do { name = try key.unmarked.converted(to: .string) } catch { return invalid("\(prefix): \(error.message).") }
      let elements = attributes ?? [:]
      guard let name = name.stringValue else {
        let type: ValueType = if case .map(let type, _) = content { type } else { .dynamic }
        return .success(Value(.unknown(type, nil), marks: deepMarks))
      }
      if let value = elements[name] ?? Self.openAttribute(name, of: elements) { return .success(value) }
      return invalid("\(prefix).\(Suggestion.text(for: name, among: elements.keys))")
    case .set:
      return invalid(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, "
          + "so it's only possible to perform operations across all elements of the set."
      )
    case .unknown(let type, let origin): return unknownElement(key, type, origin)
    default: return invalid("This value does not have any indices.")
    }
  }

  private func sequence(_ elements: [Value], _ key: Value, _ prefix: String, _ unknown: () -> Value)
    -> Result<Value, AccessError>
  {
    func invalid(_ detail: String) -> Result<Value, AccessError> {
      .failure(AccessError(summary: "Invalid index", detail: "\(prefix): \(detail)."))
    }
    let index: Value
    do { index = try key.unmarked.converted(to: .number) } catch { return invalid(error.message) }
    guard let number = index.numberValue else { return .success(unknown().marked(deepMarks)) }
    guard number.isInteger else {
      return invalid(
        "indexing a sequence requires a whole number, but the given index (\(number)) has a fractional part"
      )
    }
    if number.signum < 0 { return invalid("a negative number is not a valid index for a sequence") }
    if let position = number.int, position < elements.count { return .success(elements[position]) }
    return invalid(
      elements.isEmpty
        ? "the collection has no elements"
        : "the given index is greater than or equal to the length of the collection (\(elements.count) element\(elements.count == 1 ? "" : "s"))"
    )
  }

  private func unknownElement(_ key: Value, _ type: ValueType, _ origin: Origin?) -> Result<Value, AccessError> {
    func invalid(_ detail: String) -> Result<Value, AccessError> {
      .failure(AccessError(summary: "Invalid index", detail: detail))
    }
    var part: Origin?
    if let origin, key.isKnown {
      let text = key.stringValue.map(GoQuoting.quoted) ?? key.numberValue?.description
      part = text.map { origin.part("\(origin.attribute)[\($0)]") }
    }
    switch type {
    case .dynamic: return .success(Value(.unknown(.dynamic, part)))
    case .list(let element):
      do { _ = try key.unmarked.converted(to: .number) } catch {
        return invalid("The given key does not identify an element in this collection value: \(error.message).")
      }
      return .success(Value(.unknown(element, part)))
    case .map(let element):
      do { _ = try key.unmarked.converted(to: .string) } catch {
        return invalid("The given key does not identify an element in this collection value: \(error.message).")
      }
      return .success(Value(.unknown(element, part)))
    case .tuple(let elements):
      guard let index = key.intValue else { return .success(Value(.unknown(.dynamic, nil))) }
      guard elements.indices.contains(index) else {
        return invalid("The given key does not identify an element in this collection value.")
      }
      return .success(Value(.unknown(elements[index], part)))
    case .object(let attributes, _):
      guard let name = key.stringValue else { return .success(Value(.unknown(.dynamic, nil))) }
      guard let type = attributes[name] else {
        return invalid("The given key does not identify an element in this collection value.")
      }
      return .success(Value(.unknown(type, part)))
    case .set:
      return invalid(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, "
          + "so it's only possible to perform operations across all elements of the set."
      )
    default: return invalid("This value does not have any indices.")
    }
  }
}
