import HCL

/// Works out what a value hangs on before the value itself, where evaluation on demand would go too deep: a chain of
/// thousands of locals is walked with a stack of its own.
struct EvaluationOrder {
  /// How many evaluations may be under way, one for the sake of the other, before their order is worked out.
  static let threshold = 16

  /// Something that is evaluated once.
  struct Node {
    enum Kind: Hashable {
      case local, variable, output
      case attribute(Int, ResourceAddress.InstanceKey?)
    }

    var module: ModuleInstance
    var kind: Kind
    var name: String
  }

  private struct Key: Hashable {
    var module: ObjectIdentifier
    var kind: Node.Kind
    var name: String
  }

  private var stack: [(node: Node, isReady: Bool)] = []
  private var seen: Set<Key> = []

  /// Everything that a node hangs on, by what is written; the node itself is left to the caller.
  static func prepare(_ node: Node) {
    var order = Self()
    order.push(node)
    while let (next, isReady) = order.stack.popLast() {
      if isReady {
        if !order.stack.isEmpty { next.evaluate() }
      } else if !next.isEvaluated {
        order.stack.append((next, true))
        for dependency in next.dependencies { order.push(dependency) }
      }
    }
  }

  private mutating func push(_ node: Node) {
    let key = Key(module: ObjectIdentifier(node.module), kind: node.kind, name: node.name)
    if seen.insert(key).inserted { stack.append((node, false)) }
  }
}

extension EvaluationOrder.Node {
  fileprivate var isEvaluated: Bool {
    let memo: ModuleInstance.Memo? =
      switch kind {
      case .local: module.locals[name]
      case .variable: module.variables[name]
      case .output: module.outputs[name]
      case .attribute(let number, let key):
        module.wholeInstances[.init(resource: number, key: key)].map { .value($0) }
          ?? module.attributes[number]?[.init(instance: key, name: name)]
      }
    if case .value? = memo { return true }
    return false
  }

  fileprivate func evaluate() {
    switch kind {
    case .local: _ = module.local(name)
    case .variable: _ = module.variable(name)
    case .output: _ = module.output(name)
    case .attribute(let number, let key): _ = module.attribute(name, ofResource: number, key)
    }
  }

  /// What the expressions refer to, as far as it can be told without evaluation.
  fileprivate var dependencies: [EvaluationOrder.Node] {
    switch kind {
    case .local: nodes(of: module.declaration.locals[name]?.expression, in: module)
    case .output: nodes(of: module.declaration.outputs[name]?.value, in: module)
    case .variable:
      if case .expression(let expression)? = module.arguments[name], let parent = module.parent {
        nodes(of: expression, in: parent)
      } else {
        []
      }
    case .attribute(let number, _):
      nodes(
        of: module.session.body(of: module.declaration.resources[number])[attribute: name]?.expression,
        in: module
      )
    }
  }

  private func nodes(of expression: Expression?, in module: ModuleInstance) -> [EvaluationOrder.Node] {
    guard let expression else { return [] }
    return expression.references.compactMap { node(of: $0, in: module) }
  }

  private func node(of reference: Reference, in module: ModuleInstance) -> EvaluationOrder.Node? {
    guard let name = reference.name(at: 0) else { return nil }
    switch reference.root {
    case "var": return .init(module: module, kind: .variable, name: name)
    case "local": return .init(module: module, kind: .local, name: name)
    case "module":
      guard let call = module.declaration.calls[name], case .single = call.repetition,
        let output = reference.name(at: 1), let child = module.child(call, nil)
      else { return nil }
      return .init(module: child, kind: .output, name: output)
    case "data", "each", "count", "self", "path", "terraform": return nil
    default:
      guard let number = module.declaration.resourceNumbers["\(reference.root).\(name)"],
        case .single = module.declaration.resources[number].repetition, let attribute = reference.name(at: 1)
      else { return nil }
      return .init(module: module, kind: .attribute(number, nil), name: attribute)
    }
  }
}
