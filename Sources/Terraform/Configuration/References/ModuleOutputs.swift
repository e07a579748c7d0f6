import HCL

/// The outputs of a configuration's modules: what each has, and which of them just pass something on.
package struct ModuleOutputs: Hashable, Sendable {
  /// Of a module, by the names of the calls that lead to it: the output's name by the expression that is its value.
  private var passed: [[String]: [String: String]] = [:]
  private var names: [[String]: Set<String>] = [:]

  package init() {}

  /// The output whose value is just this expression (`aws_security_group.this.id`).
  package func name(of expression: String, in module: [String]) -> String? { passed[module]?[expression] }

  /// The name, or one like it, that no output of the module has.
  package func freeName(_ name: String, in module: [String]) -> String {
    guard let taken = names[module], taken.contains(name) else { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  /// Depth of recursion: that of the modules, which is limited. O(outputs).
  init(_ tree: ModuleTree) {
    add(tree)
  }

  private mutating func add(_ module: ModuleTree) {
    for output in module.declaration.outputs.values.sorted(by: { $0.name < $1.name }) {
      names[module.path, default: []].insert(output.name)
      guard let text = output.value.flatMap(Self.traversal) else { continue }
      if passed[module.path]?[text] == nil { passed[module.path, default: [:]][text] = output.name }
    }
    for case .loaded(let child) in module.children.values { add(child) }
  }

  /// A reference through names and literal keys, as Terraform writes it; `nil` for any other expression.
  private static func traversal(_ expression: Expression) -> String? {
    var steps: [String] = []
    var current = expression
    while true {
      switch current.kind {
      case .attribute(let inner, let name):
        steps.append(".\(name)")
        current = inner
      case .index(let inner, let key):
        guard let step = key.literalKey else { return nil }
        steps.append(step)
        current = inner
      case .parentheses(let inner) where steps.isEmpty: current = inner
      case .variable(let root): return root + steps.reversed().joined()
      default: return nil
      }
    }
  }
}

extension Expression {
  /// `[0]`, `["a"]`, where the key is written out.
  fileprivate var literalKey: String? {
    switch kind {
    case .literal(let value):
      if let number = value.intValue { return ResourceAddress.InstanceKey.index(number).description }
      return value.stringValue.map { ResourceAddress.InstanceKey.name($0).description }
    case .template(let parts):
      guard parts.count == 1, case .text(let text)? = parts.first else { return nil }
      return ResourceAddress.InstanceKey.name(text).description
    default: return nil
    }
  }
}
