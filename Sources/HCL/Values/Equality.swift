extension Value {
  /// Whether two values are equal as `==` has it, marks aside; `nil` where that depends on what is not known. Values of
  /// different types are never equal. O(size).
  public func isEqual(to other: Value) -> Bool? {
    switch (content, other.content) {
    case (.unknown(let left, let origin), .unknown(let right, let otherOrigin)):
      if let origin, origin == otherOrigin, left == right { return true }
      return Self.cannotBeEqual(self, other) ? false : nil
    case (.unknown, _), (_, .unknown): return Self.cannotBeEqual(self, other) ? false : nil
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.string(let left), .string(let right)): return left == right
    case (.list(let leftType, let left), .list(let rightType, let right)):
      if !leftType.hasDynamic, !rightType.hasDynamic, leftType != rightType { return false }
      return Self.areEqual(left, right)
    case (.tuple(let left), .tuple(let right)):
      return type.couldBe(other.type) ? Self.areEqual(left, right) : false
    case (.set(let leftType, let left), .set(let rightType, let right)):
      if !leftType.hasDynamic, !rightType.hasDynamic, leftType != rightType { return false }
      return Self.areEqualSets(left, right, isWhollyKnown && other.isWhollyKnown)
    case (.map(let leftType, let left), .map(let rightType, let right)):
      if !leftType.hasDynamic, !rightType.hasDynamic, leftType != rightType { return false }
      return Self.areEqual(left, right)
    case (.object, .object) where isOpenObject || other.isOpenObject:
      return nil
    case (.object(let left), .object(let right)):
      return type.couldBe(other.type) ? Self.areEqual(left, right) : false
    default: return false
    }
  }

  /// Of which one at least is not known.
  private static func cannotBeEqual(_ left: Value, _ right: Value) -> Bool {
    if left.isNull { return right.isDefinitelyNotNull }
    if right.isNull { return left.isDefinitelyNotNull }
    // Two nulls are equal, whatever their types.
    guard left.isDefinitelyNotNull || right.isDefinitelyNotNull else { return false }
    if !left.type.couldBe(right.type) { return true }
    switch (left.content, right.content) {
    case (.string(let text), .unknown(_, let origin?)), (.unknown(_, let origin?), .string(let text)):
      // An identity is never empty.
      return origin.isIdentity && (text.isEmpty || !text.hasPrefix(origin.prefix))
    case (.unknown(_, let first?), .unknown(_, let second?)):
      // Identities of two kinds.
      return !first.prefix.hasPrefix(second.prefix) && !second.prefix.hasPrefix(first.prefix)
    default: return false
    }
  }

  private static func areEqual(_ left: [Value], _ right: [Value]) -> Bool? {
    if left.count != right.count { return false }
    var result: Bool? = true
    for (first, second) in zip(left, right) {
      switch first.isEqual(to: second) {
      case false?: return false
      case true?: break
      case nil: result = nil
      }
    }
    return result
  }

  private static func areEqual(_ left: [String: Value], _ right: [String: Value]) -> Bool? {
    if left.count != right.count { return false }
    var result: Bool? = true
    for (key, first) in left {
      guard let second = right[key] else { return false }
      switch first.isEqual(to: second) {
      case false?: return false
      case true?: break
      case nil: result = nil
      }
    }
    return result
  }

  private static func areEqualSets(_ left: [Value], _ right: [Value], _ areKnown: Bool) -> Bool? {
    if areKnown { return areEqual(left, right) }
    // The same origins are the same elements; whatever else is unknown may turn out to be anything.
    let first = Set(left.map { $0.deeplyUnmarked().value }), second = Set(right.map { $0.deeplyUnmarked().value })
    if first == second, first.allSatisfy({ $0.isWhollyKnown || $0.origin != nil }) { return true }
    return nil
  }
}

extension ValueType {
  /// Whether two types may turn out to be the same, once what is open in them is known.
  func couldBe(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.dynamic, _), (_, .dynamic): true
    case (.list(let left), .list(let right)), (.set(let left), .set(let right)), (.map(let left), .map(let right)):
      left.couldBe(right)
    case (.tuple(let left), .tuple(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.couldBe($1) }
    case (.object(let left, _), .object(let right, _)):
      left.count == right.count && left.allSatisfy { name, type in right[name].map { type.couldBe($0) } ?? false }
    default: self == other
    }
  }
}
