import HCL

/// Goes through all modules and gathers what a configuration says.
struct ConfigurationWalk {
  let session: EvaluationSession
  private(set) var instances: [ResourceInstance] = []
  private(set) var imports: [ImportBlock] = []
  private(set) var removals: [RemovedBlock] = []
  private(set) var moves: [MovedBlock] = []
  private(set) var outputs: [String: Value] = [:]
  private(set) var providers: [ProviderConfiguration] = []

  init(session: EvaluationSession) { self.session = session }

  /// All instances, by their addresses.
  mutating func takeInstances() -> [ResourceInstance] {
    var taken: [ResourceInstance] = []
    swap(&taken, &instances)
    taken.sort { $0.address < $1.address }
    return taken
  }

  /// Depth of recursion: that of the modules, which is limited.
  mutating func visit(_ module: ModuleInstance) {
    module.holdAgainstCheckRules()
    for name in module.declaration.locals.keys.sorted() { _ = module.local(name) }
    // Of the root module only: to make room many times is to copy many times.
    if module.parent == nil { instances.reserveCapacity(module.declaration.resources.count) }
    for number in module.declaration.resources.indices {
      for key in module.expansion(ofResource: number).keys { instances.append(module.instance(number, key)) }
    }
    for name in module.declaration.outputs.keys.sorted() {
      guard let value = module.output(name) else { continue }
      if module.parent == nil { outputs[name] = value }
    }
    visitBlocks(of: module)
    for call in module.declaration.calls.values.sorted(by: { $0.name < $1.name }) {
      for key in module.expansion(ofCall: call).keys {
        if let child = module.child(call, key) { visit(child) }
      }
    }
  }

  private mutating func visitBlocks(of module: ModuleInstance) {
    let path = module.tree.address
    for provider in module.declaration.providers {
      var body = BodyEvaluation(
        scope: LocalScope(module: module),
        subject: module.qualified("provider.\(provider.name)")
      )
      let values = body.object(provider.body).value
      providers.append(ProviderConfiguration(module: path, name: provider.name, values: values, range: provider.range))
    }
    // Once for each module, however many instances it has.
    guard visitedModules.insert(path).inserted else { return }
    for block in module.declaration.moves {
      guard let from = written("from", block), let to = written("to", block) else { continue }
      moves.append(MovedBlock(module: path, from: from, to: to, range: block.range))
    }
    for block in module.declaration.removals {
      guard let from = written("from", block) else { continue }
      let destroys = block.body.blocks("lifecycle").first?.body[attribute: "destroy"]?.expression.literalBool ?? true
      removals.append(
        RemovedBlock(from: path.isEmpty ? from : "\(path).\(from)", destroys: destroys, range: block.range)
      )
    }
    for block in module.declaration.imports {
      if module.parent == nil {
        visitImport(block, in: module)
      } else {
        session.report(
          .error,
          "Invalid import configuration",
          "Import blocks are allowed in the root module only.",
          at: block.headerRange
        )
      }
    }
  }

  private var visitedModules: Set<String> = []

  private mutating func visitImport(_ block: Block, in module: ModuleInstance) {
    guard let to = block.body[attribute: "to"], let id = block.body[attribute: "id"] else {
      session.report(
        .error,
        "Missing required argument",
        "An import block has the arguments to and id.",
        at: block.headerRange
      )
      return
    }
    var scopes = [LocalScope(module: module)]
    if let forEach = block.body[attribute: "for_each"] {
      let value = module.evaluate(forEach.expression, in: scopes[0])
      let elements: [(Value, Value)]
      switch value.content {
      case .map, .object: elements = (value.orderedAttributes ?? []).map { (.string($0.key), $0.value) }
      case .set(_, let set): elements = set.map { ($0, $0) }
      case .list(_, let list), .tuple(let list): elements = list.enumerated().map { (.number($0), $1) }
      default:
        let detail = "Which resources it imports is not known here: its for_each has no value yet."
        session.report(.warning, "Unknown for_each", detail, at: forEach.expression.range)
        session.note(NotRead(.instanceCount, "import", detail, at: forEach.expression.range))
        return
      }
      scopes = elements.map { LocalScope(module: module, repetition: .each(key: $0, value: $1)) }
    }
    for scope in scopes {
      guard let text = address(to.expression, in: scope), let address = ResourceAddress(parsing: text) else {
        session.report(
          .error,
          "Invalid import address",
          "The argument to is the address of a resource, as in aws_security_group.web[\"a\"].",
          at: to.expression.range
        )
        continue
      }
      imports.append(ImportBlock(to: address, id: module.evaluate(id.expression, in: scope), range: block.range))
    }
  }

  /// An address with computed instance keys, as text.
  private func address(_ expression: Expression, in scope: LocalScope) -> String? {
    switch expression.kind {
    case .variable(let name): return name
    case .attribute(let base, let name): return address(base, in: scope).map { "\($0).\(name)" }
    case .index(let base, let key):
      guard let base = address(base, in: scope) else { return nil }
      let key = scope.module.evaluate(key, in: scope)
      if let index = key.intValue { return "\(base)[\(index)]" }
      return key.stringValue.map { base + ResourceAddress.InstanceKey.name($0).description }
    case .literal: return expression.literalString
    default: return nil
    }
  }

  private func written(_ name: String, _ block: Block) -> String? {
    guard let attribute = block.body[attribute: name], let path = attribute.expression.writtenPath else {
      session.report(
        .error,
        "Invalid \(block.type) block",
        "The argument \(name) is the address of a resource or a module.",
        at: block.body[attribute: name]?.range ?? block.headerRange
      )
      return nil
    }
    return path
  }
}

extension ModuleInstance {
  /// An instance of a resource with all that the configuration says of it.
  func instance(_ number: Int, _ key: ResourceAddress.InstanceKey?) -> ResourceInstance {
    let declared = declaration.resources[number]
    var values: [String: Value] = [:]
    var parts: [PlaceParts.Part] = []
    for name in declared.givenNames {
      values[name] = attribute(name, ofResource: number, key)
      if declared.places == nil { parts += places[number]?[AttributeKey(instance: key, name: name)] ?? [] }
    }
    let whole = Value.object(values)
    finish(number, key, whole)
    return ResourceInstance(
      address: address(ofResource: number, key),
      provider: providerName(declared.providerName),
      values: whole,
      place: ResourceInstance.Place(
        header: declared.header,
        block: declared.range,
        parts: declared.places ?? PlaceParts(parts)
      ),
      references: declared.references,
      createsBeforeDestroying: declared.createsBeforeDestroying,
      ignoredChanges: declared.ignoredChanges,
      standsForUnknownCount: standsForUnknownCount || expansion(ofResource: number).shape == .unknown
    )
  }

  /// The root module's name of a provider that this module calls so: passed by `providers`, else inherited.
  func providerName(_ name: String) -> String {
    var (module, name) = (self, name)
    while let parent = module.parent, let call = module.call {
      if let outer = call.providers[name] {
        name = outer
      } else if module.declaration.providers.contains(where: { $0.name == name }) {
        break
      }
      module = parent
    }
    return name
  }
}
