import HCL

/// A name in an expression and the steps that follow it, as far as they are written and not computed.
struct StaticReference: Hashable {
  enum Step: Hashable {
    /// `.name`
    case name(String)
    /// `["name"]`
    case key(String)
    /// `[0]`
    case index(Int)
    /// An index that is computed.
    case anyIndex
    case splat
  }

  var root: String
  var steps: [Step]
  var range: SourceRange

  /// What is referred to, in its module and without instance keys: `var.x`, `local.x`, `module.x`, `module.x.y`,
  /// `aws_vpc.main`, `data.aws_vpc.main`; `nil` for `each`, `count`, `path`, `self`, `terraform`, and for what is no
  /// reference that Terraform has.
  var address: String? {
    switch root {
    case "each", "count", "path", "self", "terraform": return nil
    case "var", "local":
      guard case .name(let name)? = steps.first else { return nil }
      return "\(root).\(name)"
    case "module":
      guard case .name(let name)? = steps.first else { return nil }
      guard let output = attribute(after: 1) else { return "module.\(name)" }
      return "module.\(name).\(output)"
    case "data", "resource":
      guard steps.count >= 2, case .name(let type) = steps[0], case .name(let name) = steps[1] else { return nil }
      return root == "data" ? "data.\(type).\(name)" : "\(type).\(name)"
    default:
      guard case .name(let name)? = steps.first else { return nil }
      return "\(root).\(name)"
    }
  }

  /// The attribute that is taken of each instance of what the first steps name: with or without an index before it.
  func attribute(after count: Int) -> String? {
    var rest = steps.dropFirst(count)
    switch rest.first {
    case .key?, .index?, .anyIndex?, .splat?: rest.removeFirst()
    case .name?, nil: break
    }
    if case .name(let name)? = rest.first { return name }
    return nil
  }
}

/// Finds the references of expressions, without the names that the expressions bind themselves.
struct ReferenceCollector {
  private(set) var references: [StaticReference] = []
  /// Names of for expressions, template loops and dynamic blocks around, as often as they are bound.
  private var bound: [String] = []

  static func references(in expression: Expression) -> [StaticReference] {
    var collector = Self()
    collector.visit(expression)
    return collector.references
  }

  mutating func binding(_ names: [String?], _ body: (inout Self) -> Void) {
    let before = bound.count
    for case let name? in names { bound.append(name) }
    body(&self)
    bound.removeSubrange(before...)
  }

  /// Depth of recursion: that of the expression, which the parser limits.
  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .literal, .splatElement, .invalid: break
    case .variable, .attribute, .index, .splat: visitTraversal(expression)
    case .template(let parts): visit(parts)
    case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner): visit(inner)
    case .call(let call): for argument in call.arguments { visit(argument) }
    case .tuple(let elements): for element in elements { visit(element) }
    case .object(let items):
      for item in items {
        visit(item.key)
        visit(item.value)
      }
    case .forTuple(let loop), .forObject(let loop):
      visit(loop.collection)
      binding([loop.keyName, loop.valueName]) { collector in
        if let key = loop.key { collector.visit(key) }
        collector.visit(loop.result)
        if let condition = loop.condition { collector.visit(condition) }
      }
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    case .binary(_, let left, let right):
      visit(left)
      visit(right)
    }
  }

  private mutating func visit(_ parts: [TemplatePart]) {
    for part in parts {
      switch part {
      case .text: break
      case .interpolation(let expression): visit(expression)
      case .conditional(let condition, let then, let otherwise):
        visit(condition)
        visit(then)
        visit(otherwise)
      case .loop(let keyName, let valueName, let collection, let body):
        visit(collection)
        binding([keyName, valueName]) { $0.visit(body) }
      }
    }
  }

  private mutating func visitTraversal(_ expression: Expression) {
    var reversed: [StaticReference.Step] = []
    var current = expression
    while true {
      switch current.kind {
      case .variable(let root):
        guard !bound.contains(root) else { return }
        references.append(StaticReference(root: root, steps: reversed.reversed(), range: expression.range))
        return
      case .attribute(let base, let name):
        reversed.append(.name(name))
        current = base
      case .index(let base, let key):
        switch Self.literal(key) {
        case .string(let name)?:
          reversed.append(.key(name))
        case .number(let number)?:
          reversed.append(Int(exactly: number.double).map { .index($0) } ?? .anyIndex)
        default:
          visit(key)
          reversed.append(.anyIndex)
        }
        current = base
      case .splat(let base, _, let each):
        var names: [StaticReference.Step] = []
        visitSplat(each, into: &names)
        reversed += names
        reversed.append(.splat)
        current = base
      default:
        return visit(current)
      }
    }
  }

  /// The steps that are taken of a splat's element, last first.
  private mutating func visitSplat(_ each: Expression, into reversed: inout [StaticReference.Step]) {
    var current = each
    while true {
      switch current.kind {
      case .attribute(let base, let name):
        reversed.append(.name(name))
        current = base
      case .index(let base, let key):
        if Self.literal(key) == nil { visit(key) }
        reversed.append(.anyIndex)
        current = base
      case .splat(let base, _, let inner):
        visitSplat(inner, into: &reversed)
        reversed.append(.splat)
        current = base
      case .splatElement: return
      default: return visit(current)
      }
    }
  }

  private static func literal(_ expression: Expression) -> Value.Content? {
    guard case .literal(let value) = expression.kind else { return nil }
    return value.content
  }
}
