import HCL

/// One instance of a module, whose values are worked out when somebody asks, and kept.
final class ModuleInstance {
  /// A value that is being worked out, or has been.
  enum Memo {
    case pending
    case value(Value)
  }

  let session: EvaluationSession
  let tree: ModuleTree
  let steps: [ResourceAddress.ModuleStep]
  /// `module.app["a"]`; empty for the root module.
  let address: String
  let parent: ModuleInstance?
  let call: ModuleCallDeclaration?
  /// Of the call, in the calling module.
  let repetition: RepetitionScope
  /// Whether it stands for all instances of a module whose number is only known after apply.
  let standsForUnknownCount: Bool
  /// The arguments of the call, or what the caller of the root module gives, by variable.
  let arguments: [String: Argument]
  /// What `file` and its like may read.
  let files: ModuleFiles

  enum Argument {
    case expression(Expression)
    case value(Value, from: String)
  }

  var variables: [String: Memo] = [:]
  var locals: [String: Memo] = [:]
  var outputs: [String: Memo] = [:]
  var childExpansions: [String: Expansion] = [:]
  var children: [String: [ResourceAddress.InstanceKey?: ModuleInstance]] = [:]
  var resourceExpansions: [Int: Expansion] = [:]
  /// By number of the resource, then by instance and name; until the instance is whole.
  var attributes: [Int: [AttributeKey: Memo]] = [:]
  /// Instances of which all is known that the configuration says.
  var wholeInstances: [InstanceNumber: Value] = [:]
  /// What only the provider knows, where somebody asked for it.
  var computed: [InstanceNumber: [String: Value]] = [:]
  /// Of resources with dynamic blocks: where what an attribute or a block type says is written.
  var places: [Int: [AttributeKey: [PlaceParts.Part]]] = [:]
  var pendingExpansions: Set<String> = []
  /// All instances of a resource or module, by its name.
  var wholes: [String: Value] = [:]

  struct InstanceNumber: Hashable {
    var resource: Int
    var key: ResourceAddress.InstanceKey?
  }

  struct AttributeKey: Hashable {
    var instance: ResourceAddress.InstanceKey?
    var name: String
  }

  init(
    session: EvaluationSession,
    tree: ModuleTree,
    steps: [ResourceAddress.ModuleStep] = [],
    parent: ModuleInstance? = nil,
    call: ModuleCallDeclaration? = nil,
    repetition: RepetitionScope = .none,
    standsForUnknownCount: Bool = false,
    arguments: [String: Argument]
  ) {
    self.session = session
    self.tree = tree
    self.steps = steps
    address = ResourceAddress.moduleAddress(steps)
    self.parent = parent
    self.call = call
    self.repetition = repetition
    self.standsForUnknownCount = standsForUnknownCount
    self.arguments = arguments
    files = ModuleFiles(session: session, folder: tree.declaration.folder)
  }

  var declaration: ModuleDeclaration { tree.declaration }

  /// With the module's address before it: `module.app["a"].local.x`.
  func qualified(_ name: String) -> String { address.isEmpty ? name : "\(address).\(name)" }

  // MARK: Locals and outputs

  func local(_ name: String) -> Value? {
    guard let declared = declaration.locals[name] else { return nil }
    return remembered(\.locals, .local, name, as: "local.\(name)", at: declared.nameRange) {
      evaluate(declared.expression, in: LocalScope(module: self))
    }
  }

  func output(_ name: String) -> Value? {
    guard let declared = declaration.outputs[name] else { return nil }
    return remembered(\.outputs, .output, name, as: "output.\(name)", at: declared.range) {
      guard let expression = declared.value else { return .unknown }
      let value = evaluate(expression, in: LocalScope(module: self))
      return declared.isSensitive ? value.marked(Value.Marks(isSensitive: true)) : value
    }
  }

  /// A value that is worked out once. One that needs itself is unknown, and reported.
  func remembered(
    _ memos: ReferenceWritableKeyPath<ModuleInstance, [String: Memo]>,
    _ kind: EvaluationOrder.Node.Kind,
    _ name: String,
    as subject: String,
    at range: SourceRange,
    _ work: () -> Value
  ) -> Value {
    switch self[keyPath: memos][name] {
    case .value(let value): return value
    case .pending:
      session.pendingReads += 1
      session.report(
        .error,
        "Cycle",
        "The value of \(qualified(subject)) depends on itself. Take one of the references on the way out.",
        at: range
      )
      return .unknown
    case nil: break
    }
    self[keyPath: memos][name] = .pending
    let value = session.nested(
      subject: qualified(subject),
      at: range,
      .init(module: self, kind: kind, name: name),
      work
    )
    self[keyPath: memos][name] = .value(value)
    return value
  }

  // MARK: Expressions

  /// An expression's value. What is wrong with it is reported, and makes it unknown.
  func evaluate(_ expression: Expression, in scope: LocalScope) -> Value {
    if case .literal(let value) = expression.kind { return value }
    var evaluator = Evaluator(scope: scope, files: files, budget: session.budget)
    let value = evaluator.evaluate(expression)
    for diagnostic in evaluator.diagnostics { session.report(diagnostic) }
    for path in files.takeRefusals() {
      let detail =
        "\(path) is outside of the configuration's folder, where nothing is read: what comes of it is not known here."
      session.report(.warning, "File out of reach", detail, at: expression.range)
      session.note(NotRead(.file, path, detail, at: expression.range))
    }
    return value
  }
}
