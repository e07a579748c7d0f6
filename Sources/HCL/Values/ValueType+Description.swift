extension ValueType {
  /// As errors name it: `list of string`, `object`.
  public var friendlyName: String {
    switch self {
    case .dynamic: "dynamic"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let element): "list of \(element.elementName)"
    case .set(let element): "set of \(element.elementName)"
    case .map(let element): "map of \(element.elementName)"
    case .tuple: "tuple"
    case .object: "object"
    }
  }

  /// As an error names what a constraint wants: `any type`, where nothing is known.
  var constraintName: String {
    if case .dynamic = self { "any type" } else { friendlyName }
  }

  private var elementName: String {
    if case .dynamic = self { "any single type" } else { friendlyName }
  }

  var isPrimitive: Bool {
    switch self {
    case .bool, .number, .string: true
    default: false
    }
  }

  var isCollection: Bool {
    switch self {
    case .list, .set, .map: true
    default: false
    }
  }

  /// Whether it is or contains `any`.
  var hasDynamic: Bool {
    switch self {
    case .dynamic: true
    case .bool, .number, .string: false
    case .list(let element), .set(let element), .map(let element): element.hasDynamic
    case .tuple(let elements): elements.contains(where: \.hasDynamic)
    case .object(let attributes, _): attributes.values.contains(where: \.hasDynamic)
    }
  }

  /// The type that values have: no attribute of it is optional.
  public var withoutOptionalAttributes: ValueType {
    switch self {
    case .dynamic, .bool, .number, .string: self
    case .list(let element): .list(element.withoutOptionalAttributes)
    case .set(let element): .set(element.withoutOptionalAttributes)
    case .map(let element): .map(element.withoutOptionalAttributes)
    case .tuple(let elements): .tuple(elements.map(\.withoutOptionalAttributes))
    case .object(let attributes, _): .object(attributes.mapValues(\.withoutOptionalAttributes), optional: [])
    }
  }

  /// Of a list, set or map.
  var elementType: ValueType? {
    switch self {
    case .list(let element), .set(let element), .map(let element): element
    default: nil
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// As a constraint is written: `list(object({name = string}))`.
  public var description: String {
    switch self {
    case .dynamic: return "any"
    case .bool: return "bool"
    case .number: return "number"
    case .string: return "string"
    case .list(let element): return "list(\(element))"
    case .set(let element): return "set(\(element))"
    case .map(let element): return "map(\(element))"
    case .tuple(let elements): return "tuple([\(elements.map(\.description).joined(separator: ", "))])"
    case .object(let attributes, let optional):
      let parts = attributes.sorted { $0.key < $1.key }.map { name, type in
        optional.contains(name) ? "\(name) = optional(\(type))" : "\(name) = \(type)"
      }
      return "object({\(parts.joined(separator: ", "))})"
    }
  }
}
