/// Why a value can't be converted: a clause without a full stop, as errors quote it.
public struct ConversionError: Error, Hashable, Sendable {
  /// `a number is required`, with the path in front of it where it is about a part.
  public var message: String

  init(_ message: String) { self.message = message }

  /// The error of an element, as an error of the whole.
  func inside(_ step: String) -> ConversionError {
    ConversionError(message.hasPrefix(".") || message.hasPrefix("[") ? step + message : "\(step): \(message)")
  }
}

extension Value {
  /// The value as a value of another type, by the rules of Terraform's automatic conversion; attributes that the type
  /// calls optional and the value lacks become null. O(size).
  ///
  /// What is not known stays unknown, and keeps its origin where its type was open or is the same.
  public func converted(to target: ValueType) throws(ConversionError) -> Value {
    if case .dynamic = target { return self }
    if summary.hasMarks, !marks.isEmpty {
      return try Value(content).converted(to: target).marked(marks)
    }
    switch content {
    case .unknown(let type, let origin):
      guard Unification.canConvert(type, to: target, unsafely: true) else {
        throw ConversionError(Mismatch.message(type, target))
      }
      let result = Unification.merged(type, target.withoutOptionalAttributes)
      let isWhole = type == result || type.isCollection && target.isCollection || type == .dynamic && !result.isParsed
      return Value(.unknown(result, isWhole ? origin : nil))
    case .null(let type):
      guard Unification.canConvert(type, to: target, unsafely: true) else {
        throw ConversionError(Mismatch.message(type, target))
      }
      return Value(.null(Unification.merged(type, target.withoutOptionalAttributes)))
    case .bool, .number, .string: return try convertedPrimitive(to: target)
    case .list(let type, let elements):
      switch target {
      case .list(type), .list(.dynamic): return self
      case .list(let wanted): return try Self.sequence(elements, of: type, isList: true, wanted, self, target)
      case .set(let wanted): return try Self.sequence(elements, of: type, isList: false, wanted, self, target)
      default: throw ConversionError(Mismatch.message(self.type, target))
      }
    case .set(let type, let elements):
      switch target {
      case .set(type), .set(.dynamic): return self
      case .set(let wanted): return try Self.sequence(elements, of: type, isList: false, wanted, self, target)
      case .list(let wanted):
        guard hasKnownLength else {
          guard Unification.canConvert(type, to: wanted, unsafely: true) else {
            throw ConversionError(Mismatch.message(self.type, target))
          }
          let element = wanted == .dynamic ? type : wanted.withoutOptionalAttributes
          return Value(.unknown(.list(element), nil), marks: deepMarks)
        }
        return try Self.sequence(elements, of: type, isList: true, wanted, self, target)
      default: throw ConversionError(Mismatch.message(self.type, target))
      }
    case .tuple(let elements): return try convertedTuple(elements, to: target)
    case .map(let type, let elements):
      switch target {
      case .map(type), .map(.dynamic): return self
      case .map(let wanted):
        guard Unification.canConvert(type, to: wanted, unsafely: true) else {
          throw ConversionError(Mismatch.message(self.type, target))
        }
        return try Self.map(elements, wanted)
      case .object(let wanted, let optional): return try Self.object(elements, of: type, wanted, optional)
      default: throw ConversionError(Mismatch.message(self.type, target))
      }
    case .object(let attributes):
      switch target {
      case .map(let wanted) where isOpenObject: return Value(.unknown(.map(wanted), nil), marks: deepMarks)
      case .map(let wanted): return try Self.map(attributes, of: self, wanted)
      case .object(let wanted, let optional): return try Self.object(attributes, wanted, optional, self, target)
      default: throw ConversionError(Mismatch.message(self.type, target))
      }
    }
  }

  private func convertedPrimitive(to target: ValueType) throws(ConversionError) -> Value {
    switch (content, target) {
    case (.bool, .bool), (.number, .number), (.string, .string): return self
    case (.bool(let value), .string): return Value(.string(value ? "true" : "false"))
    case (.number(let number), .string):
      guard let text = number.text else {
        throw ConversionError("the number is too large to be written out in digits")
      }
      return Value(.string(text))
    case (.string(let text), .number):
      guard let number = Number(text) else {
        throw ConversionError(
          "cannot convert \(GoQuoting.quoted(text)) to number; given string must be a decimal representation of a number"
        )
      }
      return Value(.number(number))
    case (.string(let text), .bool):
      switch text {
      case "true", "1": return .true
      case "false", "0": return .false
      default:
        let lower = text.lowercased()
        if lower == "true" || lower == "false" {
          throw ConversionError("a bool is required; to convert from string, use lowercase \"\(lower)\"")
        }
        throw ConversionError(Mismatch.message(.string, .bool))
      }
    default: throw ConversionError(Mismatch.message(type, target))
    }
  }

  private static func sequence(
    _ elements: [Value],
    of type: ValueType,
    isList: Bool,
    _ wanted: ValueType,
    _ whole: Value,
    _ target: ValueType
  ) throws(ConversionError) -> Value {
    guard Unification.canConvert(type, to: wanted, unsafely: true) else {
      throw ConversionError(Mismatch.message(whole.type, target))
    }
    if type == wanted || wanted == .dynamic { return isList ? list(type, elements) : set(type, elements) }
    if elements.isEmpty {
      let element = wanted.withoutOptionalAttributes
      return isList ? list(element, []) : set(element, [])
    }
    let (common, converted) = try unified(try each(elements, to: wanted))
    return isList ? list(common, converted) : set(common, converted)
  }

  private static func each(_ elements: [Value], to wanted: ValueType) throws(ConversionError) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do { result.append(try element.converted(to: wanted)) } catch { throw error.inside("[\(index)]") }
    }
    return result
  }

  /// Elements that were converted to a type with `any` in it may still differ.
  private static func unified(_ elements: [Value]) throws(ConversionError) -> (ValueType, [Value]) {
    guard let first = elements.first?.type else { return (.dynamic, []) }
    if elements.allSatisfy({ $0.hasType(first) }) { return (first, elements) }
    guard let common = Unification.unified(elements.map(\.type)) else {
      throw ConversionError("cannot find a common base type for all elements")
    }
    return (common, try each(elements, to: common))
  }

  private func convertedTuple(_ elements: [Value], to target: ValueType) throws(ConversionError) -> Value {
    switch target {
    case .list(var wanted), .set(var wanted):
      let isList = if case .list = target { true } else { false }
      if elements.isEmpty {
        let element = wanted.withoutOptionalAttributes
        return isList ? Self.list(element, []) : Self.set(element, [])
      }
      if wanted == .dynamic {
        guard let common = Unification.unifiedTypes(of: elements) else {
          throw ConversionError(isList ? "all list elements must have the same type" : Mismatch.message(type, target))
        }
        wanted = common
        if common == .dynamic, !elements.allSatisfy({ $0.hasType(.dynamic) }) {
          // Some element's type is not known, and so the common one is not either.
          return Value(.unknown(isList ? .list(.dynamic) : .set(.dynamic), nil), marks: deepMarks)
        }
      }
      for (index, element) in elements.enumerated() {
        guard Unification.canConvert(element, to: wanted) else {
          throw ConversionError(Mismatch.message(element.type, wanted)).inside("[\(index)]")
        }
      }
      let (common, converted) = try Self.unified(try Self.each(elements, to: wanted))
      return isList ? Self.list(common, converted) : Self.set(common, converted)
    case .tuple(let wanted):
      guard wanted.count == elements.count else { throw ConversionError(Mismatch.message(type, target)) }
      var result: [Value] = []
      for (index, element) in elements.enumerated() {
        do { result.append(try element.converted(to: wanted[index])) } catch { throw error.inside("[\(index)]") }
      }
      return .tuple(result)
    default: throw ConversionError(Mismatch.message(type, target))
    }
  }

  private static func map(_ attributes: [String: Value], of whole: Value, _ wanted: ValueType) throws(ConversionError)
    -> Value
  {
    if attributes.isEmpty { return map(wanted.withoutOptionalAttributes, [:]) }
    var wanted = wanted
    if wanted == .dynamic {
      let ordered = attributes.sorted { $0.key < $1.key }.map(\.value)
      guard let common = Unification.unifiedTypes(of: ordered) else {
        throw ConversionError("all map elements must have the same type")
      }
      wanted = common
      if common == .dynamic, !attributes.values.allSatisfy({ $0.hasType(.dynamic) }) {
        return Value(.unknown(.map(.dynamic), nil), marks: whole.deepMarks)
      }
    }
    return try map(attributes, wanted)
  }

  private static func map(_ elements: [String: Value], _ wanted: ValueType) throws(ConversionError) -> Value {
    if elements.isEmpty { return map(wanted.withoutOptionalAttributes, [:]) }
    var converted: [String: Value] = [:]
    converted.reserveCapacity(elements.count)
    for (key, element) in elements.sorted(by: { $0.key < $1.key }) {
      do { converted[key] = try element.converted(to: wanted) } catch {
        throw error.inside("[\(GoQuoting.quoted(key))]")
      }
    }
    guard let first = converted.first?.value.type else { return map(wanted, [:]) }
    if converted.values.allSatisfy({ $0.hasType(first) }) { return map(first, converted) }
    guard let common = Unification.unified(converted.sorted { $0.key < $1.key }.map(\.value.type)) else {
      throw ConversionError("cannot find a common base type for all elements")
    }
    for (key, element) in converted { converted[key] = try element.converted(to: common) }
    return map(common, converted)
  }

  private static func object(
    _ elements: [String: Value],
    of type: ValueType,
    _ wanted: [String: ValueType],
    _ optional: Set<String>
  ) throws(ConversionError) -> Value {
    var result: [String: Value] = [:]
    for (name, target) in wanted.sorted(by: { $0.key < $1.key }) {
      let isOptional = optional.contains(name)
      guard let element = elements[name] else {
        guard isOptional else {
          throw ConversionError("map has no element for required attribute \(GoQuoting.quoted(name))")
        }
        result[name] = .null(target.withoutOptionalAttributes)
        continue
      }
      do { result[name] = try element.converted(to: target) } catch {
        throw error.inside("[\(GoQuoting.quoted(name))]")
      }
    }
    for (name, target) in wanted where elements[name] == nil && !optional.contains(name) {
      guard Unification.canConvert(type, to: target, unsafely: true) else {
        throw ConversionError(Mismatch.message(type, target))
      }
    }
    return object(result)
  }

  private static func object(
    _ attributes: [String: Value],
    _ wanted: [String: ValueType],
    _ optional: Set<String>,
    _ whole: Value,
    _ target: ValueType
  ) throws(ConversionError) -> Value {
    var result: [String: Value] = [:]
    result.reserveCapacity(wanted.count)
    var missing: [String] = []
    for (name, target) in wanted {
      if let value = attributes[name] ?? Self.openAttribute(name, of: attributes) {
        do { result[name] = try value.converted(to: target) } catch { throw error.inside(".\(name)") }
      } else if optional.contains(name) {
        result[name] = .null(target.withoutOptionalAttributes)
      } else {
        missing.append(name)
      }
    }
    if !missing.isEmpty { throw ConversionError(Mismatch.missing(missing.sorted())) }
    return object(result)
  }

  /// Whether the value is of exactly this type. O(size) of objects and tuples, and makes no type.
  public func hasType(_ type: ValueType) -> Bool {
    switch (content, type) {
    case (.unknown(let own, _), _), (.null(let own), _): own == type
    case (.bool, .bool), (.number, .number), (.string, .string): true
    case (.list(let own, _), .list(let element)), (.set(let own, _), .set(let element)),
      (.map(let own, _), .map(let element)):
      own == element
    case (.tuple(let elements), .tuple(let types)):
      elements.count == types.count && zip(elements, types).allSatisfy { $0.hasType($1) }
    case (.object(let attributes), .object(let types, let optional)):
      optional.isEmpty && attributes.count == types.count
        && attributes.allSatisfy { name, value in types[name].map { value.hasType($0) } ?? false }
    default: false
    }
  }
}

extension ValueType {
  /// Whether a text becomes another value by a conversion to this type.
  fileprivate var isParsed: Bool { self == .number || self == .bool }
}

/// What a conversion lacks, in words.
enum Mismatch {
  static func message(_ got: ValueType, _ wanted: ValueType) -> String {
    switch (got, wanted) {
    case (.object(let got, _), .object(let wanted, let optional)):
      let missing = wanted.keys.filter { got[$0] == nil && !optional.contains($0) }.sorted()
      if !missing.isEmpty { return Self.missing(missing) }
      for (name, type) in wanted.sorted(by: { $0.key < $1.key }) {
        if let own = got[name], !Unification.canConvert(own, to: type, unsafely: true) {
          return "attribute \(GoQuoting.quoted(name)): \(message(own, type))"
        }
      }
    case (.tuple(let got), .tuple(let wanted)) where got.count != wanted.count:
      return "tuple of \(wanted.count) elements is required"
    case (.list(let got), .list(let wanted)), (.set(let got), .set(let wanted)), (.map(let got), .map(let wanted)),
      (.list(let got), .set(let wanted)), (.set(let got), .list(let wanted)):
      return "incorrect \(kind(of: wanted)) element type: \(message(got, wanted))"
    default: break
    }
    return "\(wanted.constraintName) required"
  }

  private static func kind(of type: ValueType) -> String { "collection" }

  static func missing(_ names: [String]) -> String {
    let quoted = names.map(GoQuoting.quoted)
    switch quoted.count {
    case 1: return "attribute \(quoted[0]) is required"
    case 2: return "attributes \(quoted[0]) and \(quoted[1]) are required"
    default:
      return "attributes \(quoted.dropLast().joined(separator: ", ")), and \(quoted.last ?? "") are required"
    }
  }
}
