/// Which types convert to which, and the type that several have in common, as go-cty's `convert` package has it.
enum Unification {
  /// Whether values of one type can be values of the other; `unsafely` also where that depends on the value. O(size of
  /// the types).
  static func canConvert(_ from: ValueType, to target: ValueType, unsafely: Bool) -> Bool {
    if from == target { return true }
    switch (from, target) {
    case (_, .dynamic): return true
    case (.dynamic, _): return unsafely
    case (.bool, .string), (.number, .string): return true
    case (.string, .bool), (.string, .number): return unsafely
    case (.list(let from), .list(let to)), (.list(let from), .set(let to)), (.set(let from), .list(let to)),
      (.set(let from), .set(let to)), (.map(let from), .map(let to)):
      return canConvert(from, to: to, unsafely: unsafely)
    case (.tuple(let elements), .list(let to)), (.tuple(let elements), .set(let to)):
      return canConvertAll(elements, to: to, unsafely: unsafely)
    case (.tuple(let from), .tuple(let to)):
      return from.count == to.count && zip(from, to).allSatisfy { canConvert($0, to: $1, unsafely: unsafely) }
    case (.object(let attributes, _), .map(let to)):
      return canConvertAll(attributes.sorted { $0.key < $1.key }.map(\.value), to: to, unsafely: unsafely)
    case (.object(let from, _), .object(let to, let optional)):
      return to.allSatisfy { name, type in
        from[name].map { canConvert($0, to: type, unsafely: unsafely) }
          ?? (optional.contains(name) || from[Value.openAttribute] != nil)
      }
    case (.map(let from), .object(let to, let optional)):
      return to.allSatisfy { name, type in
        canConvert(from, to: type, unsafely: unsafely) || unsafely && optional.contains(name)
      }
    default: return false
    }
  }

  private static func canConvertAll(_ types: [ValueType], to target: ValueType, unsafely: Bool) -> Bool {
    if types.isEmpty { return true }
    guard target == .dynamic else { return types.allSatisfy { canConvert($0, to: target, unsafely: unsafely) } }
    guard let common = unified(types, unsafely: unsafely) else { return false }
    return types.allSatisfy { canConvert($0, to: common, unsafely: unsafely) }
  }

  /// Whether a value's type allows a conversion; the type is only made where it is not plain.
  static func canConvert(_ value: Value, to target: ValueType) -> Bool {
    value.hasType(target) || canConvert(value.type, to: target, unsafely: true)
  }

  /// The open parts of one type filled in from another that it converts to.
  static func merged(_ from: ValueType, _ target: ValueType) -> ValueType {
    switch (from, target) {
    case (_, .dynamic): from
    case (.list(let from), .list(let to)), (.set(let from), .list(let to)): .list(merged(from, to))
    case (.set(let from), .set(let to)), (.list(let from), .set(let to)): .set(merged(from, to))
    case (.map(let from), .map(let to)): .map(merged(from, to))
    case (.tuple(let from), .tuple(let to)) where from.count == to.count:
      .tuple(zip(from, to).map { merged($0, $1) })
    case (.object(let from, _), .object(let to, _)):
      .object(
        Dictionary(uniqueKeysWithValues: to.map { name, type in (name, from[name].map { merged($0, type) } ?? type) }),
        optional: []
      )
    default: target
    }
  }

  /// The common type of values. O(size).
  static func unifiedTypes(of values: [Value]) -> ValueType? {
    guard let first = values.first?.type else { return nil }
    if values.allSatisfy({ $0.hasType(first) }) { return first }
    return unified(values.map(\.type))
  }

  /// The type that values of all of these can be converted to, if there is one; of no types there is none.
  static func unified(_ all: [ValueType], unsafely: Bool = true) -> ValueType? {
    var seen: Set<ValueType> = []
    let types = all.filter { seen.insert($0).inserted }
    guard let first = types.first else { return nil }
    if types.count == 1 { return first }
    var kinds = Kinds()
    for type in types { kinds.add(type) }
    let count = types.count
    if kinds.maps > 0, kinds.maps + kinds.dynamics == count {
      return collection(types, kinds, unsafely).map { .map($0) } ?? (kinds.dynamics > 0 ? .dynamic : nil)
    } else if kinds.maps > 0, kinds.maps + kinds.objects + kinds.dynamics == count {
      let objects = types.filter(\.isObject)
      if let map = objectsAsMap(objects, unsafely),
        case .map(let element)? = unified(types.map { $0.isObject ? map : $0 }, unsafely: unsafely)
      {
        return .map(element)
      }
    } else if kinds.lists > 0, kinds.lists + kinds.dynamics == count {
      return collection(types, kinds, unsafely).map { .list($0) } ?? (kinds.dynamics > 0 ? .dynamic : nil)
    } else if kinds.lists > 0, kinds.lists + kinds.tuples + kinds.dynamics == count {
      let tuples = types.filter(\.isTuple)
      if let list = tuplesAsList(tuples, unsafely),
        case .list(let element)? = unified(types.map { $0.isTuple ? list : $0 }, unsafely: unsafely)
      {
        return .list(element)
      }
    } else if kinds.sets > 0, kinds.sets + kinds.dynamics == count {
      return collection(types, kinds, unsafely).map { .set($0) } ?? (kinds.dynamics > 0 ? .dynamic : nil)
    } else if kinds.objects > 0, kinds.objects + kinds.dynamics == count {
      return kinds.dynamics > 0 ? .dynamic : objects(types, unsafely)
    } else if kinds.tuples > 0, kinds.tuples + kinds.dynamics == count {
      return kinds.dynamics > 0 ? .dynamic : tuples(types, unsafely)
    } else if kinds.objects > 0, kinds.tuples > 0 {
      return nil
    }
    for wanted in preferred(types)
    where types.allSatisfy({ $0 == wanted || canConvert($0, to: wanted, unsafely: unsafely) }) {
      return wanted
    }
    return nil
  }

  private struct Kinds {
    var maps = 0, lists = 0, sets = 0, objects = 0, tuples = 0, dynamics = 0

    mutating func add(_ type: ValueType) {
      switch type {
      case .map: maps += 1
      case .list: lists += 1
      case .set: sets += 1
      case .object: objects += 1
      case .tuple: tuples += 1
      case .dynamic: dynamics += 1
      case .bool, .number, .string: break
      }
    }
  }

  private static func collection(_ types: [ValueType], _ kinds: Kinds, _ unsafely: Bool) -> ValueType? {
    kinds.dynamics > 0 ? nil : unified(types.compactMap(\.elementType), unsafely: unsafely)
  }

  private static func objects(_ types: [ValueType], _ unsafely: Bool) -> ValueType? {
    let attributes = types.compactMap(\.attributeTypes)
    guard let first = attributes.first else { return nil }
    guard attributes.allSatisfy({ $0.count == first.count && $0.keys.allSatisfy { first[$0] != nil } }) else {
      return objectsAsMap(types, unsafely)
    }
    var result: [String: ValueType] = [:]
    for name in first.keys {
      guard let common = unified(attributes.compactMap { $0[name] }, unsafely: unsafely) else { return nil }
      result[name] = common
    }
    let common = ValueType.object(result, optional: [])
    if types.allSatisfy({ canConvert($0, to: common, unsafely: unsafely) }) { return common }
    return objectsAsMap(types, unsafely)
  }

  private static func objectsAsMap(_ types: [ValueType], _ unsafely: Bool) -> ValueType? {
    let all = types.compactMap(\.attributeTypes).flatMap { $0.sorted { $0.key < $1.key }.map(\.value) }
    guard let element = unified(all, unsafely: unsafely) else { return nil }
    return types.allSatisfy { canConvert($0, to: .map(element), unsafely: unsafely) } ? .map(element) : nil
  }

  private static func tuples(_ types: [ValueType], _ unsafely: Bool) -> ValueType? {
    let elements = types.compactMap(\.tupleTypes)
    guard let first = elements.first else { return nil }
    guard elements.allSatisfy({ $0.count == first.count }) else { return tuplesAsList(types, unsafely) }
    var result: [ValueType] = []
    for index in first.indices {
      guard let common = unified(elements.map { $0[index] }, unsafely: unsafely) else { return nil }
      result.append(common)
    }
    if types.allSatisfy({ canConvert($0, to: .tuple(result), unsafely: unsafely) }) { return .tuple(result) }
    return tuplesAsList(types, unsafely)
  }

  private static func tuplesAsList(_ types: [ValueType], _ unsafely: Bool) -> ValueType? {
    guard let element = unified(types.compactMap(\.tupleTypes).flatMap { $0 }, unsafely: unsafely) else { return nil }
    return types.allSatisfy { canConvert($0, to: .list(element), unsafely: unsafely) } ? .list(element) : nil
  }

  /// Types with those before the others that they are more general than.
  private static func preferred(_ types: [ValueType]) -> [ValueType] {
    var edges = [[Int]](repeating: [], count: types.count)
    var incoming = [Int](repeating: 0, count: types.count)
    for first in types.indices {
      for second in types.indices where second > first {
        let order = generality(types[first], types[second])
        if order < 0 {
          edges[first].append(second)
          incoming[second] += 1
        } else if order > 0 {
          edges[second].append(first)
          incoming[first] += 1
        }
      }
    }
    var queue = types.indices.filter { incoming[$0] == 0 }
    var next = 0
    while next < queue.count {
      for other in edges[queue[next]] {
        incoming[other] -= 1
        if incoming[other] == 0 { queue.append(other) }
      }
      next += 1
    }
    return queue.map { types[$0] }
  }

  /// Negative where the first is the more general.
  private static func generality(_ left: ValueType, _ right: ValueType) -> Int {
    switch (left, right) {
    case (.dynamic, .dynamic): return 0
    // Anything converts to `any`, so that it is preferred to nothing.
    case (.dynamic, _): return 1
    case (_, .dynamic): return -1
    case (.string, .string): return 0
    case (.string, .bool), (.string, .number): return -1
    case (.bool, .string), (.number, .string): return 1
    case (.list(let left), .list(let right)), (.set(let left), .set(let right)), (.map(let left), .map(let right)):
      return generality(left, right)
    case (.tuple, .set), (.list, .set), (.list, .tuple), (.map, .object): return -1
    case (.set, .tuple), (.set, .list), (.tuple, .list), (.object, .map): return 1
    case (.object(let left, _), .object(let right, _)):
      guard left.count == right.count, left.keys.allSatisfy({ right[$0] != nil }) else { return 0 }
      return overall(left.map { name, type in right[name].map { generality(type, $0) } ?? 0 })
    case (.tuple(let left), .tuple(let right)):
      return left.count == right.count ? overall(zip(left, right).map { generality($0, $1) }) : 0
    default: return 0
    }
  }

  private static func overall(_ orders: [Int]) -> Int {
    let (isMore, isLess) = (orders.contains { $0 < 0 }, orders.contains { $0 > 0 })
    return isMore == isLess ? 0 : isMore ? -1 : 1
  }
}

extension ValueType {
  fileprivate var isObject: Bool { if case .object = self { true } else { false } }
  fileprivate var isTuple: Bool { if case .tuple = self { true } else { false } }

  fileprivate var attributeTypes: [String: ValueType]? {
    if case .object(let attributes, _) = self { attributes } else { nil }
  }

  fileprivate var tupleTypes: [ValueType]? {
    if case .tuple(let elements) = self { elements } else { nil }
  }
}
