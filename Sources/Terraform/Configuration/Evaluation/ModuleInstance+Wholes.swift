import HCL

extension ModuleInstance {
  /// All instances of a resource as an expression sees them: an object, a tuple of them for `count`, an object of them
  /// for `for_each`. Made once, so that what is done in each of many instances is not a walk over all of them each time.
  func wholeResource(_ number: Int) -> Value {
    remembering(declaration.resources[number].key) {
      Self.whole(expansion(ofResource: number)) { object(ofResource: number, $0) }
    }
  }

  /// All instances of a module likewise, with their outputs.
  func wholeModule(_ call: ModuleCallDeclaration) -> Value {
    remembering("module.\(call.name)") {
      Self.whole(expansion(ofCall: call)) { key in
        guard let child = child(call, key) else { return .unknown }
        var outputs: [String: Value] = [:]
        for name in child.declaration.outputs.keys.sorted() { outputs[name] = child.output(name) }
        return .object(outputs)
      }
    }
  }

  private static func whole(_ expansion: Expansion, _ object: (ResourceAddress.InstanceKey?) -> Value) -> Value {
    switch expansion.shape {
    case .single, .unknown: return object(nil)
    case .count: return .tuple(expansion.keys.map(object))
    case .forEach:
      var instances: [String: Value] = [:]
      for case .name(let name)? in expansion.keys { instances[name] = object(.name(name)) }
      return .object(instances)
    }
  }

  /// Kept unless something in it was under way, and so was taken as unknown for now.
  private func remembering(_ name: String, _ work: () -> Value) -> Value {
    if let known = wholes[name] { return known }
    let before = session.pendingReads
    let value = work()
    if session.pendingReads == before { wholes[name] = value }
    return value
  }
}
