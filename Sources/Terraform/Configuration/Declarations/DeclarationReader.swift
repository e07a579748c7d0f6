import HCL

/// Makes a module's declarations of its blocks. What is wrong is reported, and the rest read.
struct DeclarationReader {
  private(set) var diagnostics: [Diagnostic] = []
  /// For what JSON has in quotes.
  var sources: SourceMap { didSet { places = WrittenPlaces(sources) } }
  /// For what is read again.
  private var places: WrittenPlaces
  /// Resources that were read as soon as their blocks were parsed, by the places of these.
  private var early: [SourceRange: ResourceDeclaration] = [:]
  /// Lists of names that were met: most resources of a type have the same arguments.
  private var nameLists: Set<[String]> = []

  init(sources: SourceMap) {
    self.sources = sources
    places = WrittenPlaces(sources)
  }

  /// Reads a resource's block before the others, and empties it: what it holds is read again when it is needed.
  mutating func readEarly(_ block: inout Block) {
    guard block.type == "resource", block.labels.count == 2 else { return }
    early[block.range] = resource(block, .managed, keepsTree: false)
    block.body = Body(range: block.body.range)
  }

  mutating func module(folder: String, _ blocks: ModuleBlocks) -> ModuleDeclaration {
    var variables: [String: VariableDeclaration] = [:]
    var outputs: [String: OutputDeclaration] = [:]
    var calls: [String: ModuleCallDeclaration] = [:]
    var resources: [ResourceDeclaration] = []
    resources.reserveCapacity(blocks.blocks.count)
    var providers: [ProviderDeclaration] = []
    var checks: [CheckDeclaration] = []
    var others: [String: [Block]] = [:]
    for block in blocks.blocks {
      switch block.type {
      case "variable":
        let variable = variable(block)
        variables[variable.name] = variable
      case "output":
        let output = output(block)
        outputs[output.name] = output
      case "module":
        let call = call(block)
        calls[call.name] = call
      case "resource": resources.append(early.removeValue(forKey: block.range) ?? resource(block, .managed))
      case "data": resources.append(resource(block, .data))
      case "provider": providers.append(provider(block))
      case "check":
        checks.append(
          CheckDeclaration(name: block.labels.first?.text ?? "", asserts: checkRules("assert", of: block.body))
        )
        // A check may have one data source of its own.
        for data in block.body.blocks("data") where data.labels.count == 2 {
          let resource = resource(data, .data)
          if resources.contains(where: { $0.key == resource.key }) {
            report(
              "Duplicate data \"\(resource.type)\" \"\(resource.name)\"",
              "Rename one of the two.",
              data.headerRange
            )
          } else {
            resources.append(resource)
          }
        }
      default: others[block.type, default: []].append(block)
      }
    }
    return ModuleDeclaration(
      folder: folder,
      variables: variables,
      locals: blocks.locals,
      outputs: outputs,
      resources: resources,
      calls: calls,
      providers: providers,
      imports: others["import"] ?? [],
      moves: others["moved"] ?? [],
      removals: others["removed"] ?? [],
      checks: checks
    )
  }

  private mutating func variable(_ block: Block) -> VariableDeclaration {
    let body = block.body
    var type = TypeConstraint(.dynamic)
    if let expression = body[attribute: "type"]?.expression {
      let (constraint, problems) = TypeConstraint.read(unquoted(expression))
      type = constraint
      diagnostics += problems
    }
    let validations = checkRules("validation", of: body)
    return VariableDeclaration(
      name: block.labels[0].text,
      type: type,
      isTyped: body[attribute: "type"] != nil,
      defaultValue: body[attribute: "default"]?.expression,
      isNullable: flag(body, "nullable") ?? true,
      isSensitive: flag(body, "sensitive") ?? false,
      validations: validations,
      range: block.headerRange
    )
  }

  private mutating func output(_ block: Block) -> OutputDeclaration {
    if block.body[attribute: "value"] == nil {
      report(
        "Missing required argument",
        "The argument \"value\" is required, but no definition was found.",
        block.headerRange
      )
    }
    let preconditions = checkRules("precondition", of: block.body)
    return OutputDeclaration(
      name: block.labels[0].text,
      value: block.body[attribute: "value"]?.expression,
      isSensitive: flag(block.body, "sensitive") ?? false,
      dependencies: dependencies(block.body),
      preconditions: preconditions,
      range: block.headerRange
    )
  }

  private mutating func call(_ block: Block) -> ModuleCallDeclaration {
    let own: Set = ["source", "version", "count", "for_each", "depends_on", "providers"]
    let source = block.body[attribute: "source"]
    if source?.expression.literalString == nil {
      report(
        source == nil ? "Missing required argument" : "Invalid module source",
        "A module call needs a \"source\" that is written out as a string.",
        source?.range ?? block.headerRange
      )
    }
    var providers: [String: String] = [:]
    if let passed = block.body[attribute: "providers"] {
      if case .object(let items) = passed.expression.kind {
        for item in items {
          guard let inner = item.key.writtenPath, let outer = item.value.writtenPath else {
            report("Invalid provider reference", "Provider names are written as aws or aws.west.", passed.range)
            continue
          }
          providers[inner] = outer
        }
      } else {
        report("Invalid providers argument", "It is an object of provider names: { aws = aws.west }.", passed.range)
      }
    }
    return ModuleCallDeclaration(
      name: block.labels[0].text,
      source: source?.expression.literalString,
      repetition: repetition(block.body),
      arguments: block.body.attributes.filter { !own.contains($0.name) },
      providers: providers,
      dependencies: dependencies(block.body),
      header: block.headerRange
    )
  }

  /// - Parameter keepsTree: `false` where what the block holds is to be read again when it is needed.
  private mutating func resource(
    _ block: Block,
    _ mode: ResourceAddress.Mode,
    keepsTree: Bool = true
  ) -> ResourceDeclaration {
    let (type, name) = (block.labels[0].text, block.labels[1].text)
    var body = block.body
    var (createsBeforeDestroying, ignored): (Bool, [String]) = (false, [])
    var (preconditions, postconditions): ([CheckRule], [CheckRule]) = ([], [])
    for lifecycle in body.blocks("lifecycle") {
      preconditions += checkRules("precondition", of: lifecycle.body)
      postconditions += checkRules("postcondition", of: lifecycle.body)
      if let flag = flag(lifecycle.body, "create_before_destroy") { createsBeforeDestroying = flag }
      if let changes = lifecycle.body[attribute: "ignore_changes"]?.expression {
        if let elements = changes.writtenElements {
          ignored += elements.compactMap(\.writtenPath).map { $0 == "*" ? "all" : $0 }
        } else if changes.writtenPath == "all" {
          ignored = ["all"]
        } else {
          report("Invalid ignore_changes", "It is a list of argument names, or the word all.", changes.range)
        }
      }
    }
    var references = block.body.argumentReferences
    for expression in dependencies(block.body) {
      for reference in expression.references {
        guard let address = reference.address else { continue }
        references.append(.init(address: address, argument: "depends_on", range: reference.range))
      }
    }
    var provider: String?
    if let attribute = body[attribute: "provider"] {
      provider = attribute.expression.writtenPath
      if provider == nil {
        report("Invalid provider reference", "A provider is written as aws or aws.west.", attribute.range)
      }
    }
    let repetition = repetition(body)
    body.keepGiven()
    var names = body.attributes.map(\.name)
    for block in body.blocks where !names.contains(block.valueName) { names.append(block.valueName) }
    let hasFixedPlaces = BodyPlaces.areFixed(in: body)
    let places =
      keepsTree ? PlaceParts(BodyPlaces.parts(of: body)) : PlaceParts(ofBodyAt: block.body.range, in: self.places)
    return ResourceDeclaration(
      mode: mode,
      type: type,
      name: name,
      repetition: repetition,
      provider: provider,
      createsBeforeDestroying: createsBeforeDestroying,
      ignoredChanges: ignored,
      preconditions: preconditions,
      postconditions: postconditions,
      body: keepsTree ? .tree(body) : .written(block.body.range),
      givenNames: nameLists.insert(names).memberAfterInsert,
      references: references,
      places: hasFixedPlaces ? places : nil,
      header: block.headerRange,
      range: block.range
    )
  }

  private mutating func provider(_ block: Block) -> ProviderDeclaration {
    let alias = block.body[attribute: "alias"]?.expression.literalString
    var body = block.body
    body.attributes.removeAll { $0.name == "alias" || $0.name == "version" }
    return ProviderDeclaration(
      name: block.labels[0].text + (alias.map { ".\($0)" } ?? ""),
      body: body,
      range: block.headerRange
    )
  }

  private mutating func repetition(_ body: Body) -> Repetition {
    switch (body[attribute: "count"], body[attribute: "for_each"]) {
    case (nil, nil): return .single
    case (let count?, nil): return .count(count.expression)
    case (nil, let each?): return .forEach(each.expression)
    case (_?, let each?):
      report(
        "Invalid combination of \"count\" and \"for_each\"",
        "Only one of the two may be set: they are two ways of giving a block several instances.",
        each.nameRange
      )
      return .forEach(each.expression)
    }
  }

  private mutating func dependencies(_ body: Body) -> [Expression] {
    guard let attribute = body[attribute: "depends_on"] else { return [] }
    guard let elements = attribute.expression.writtenElements else {
      report("Invalid expression", "depends_on is a list of references.", attribute.expression.range)
      return []
    }
    return elements.map(unquoted)
  }

  /// What is in the quotes, of a type or reference in quotes as JSON has it.
  private func unquoted(_ expression: Expression) -> Expression {
    guard expression.literalString != nil, expression.range.upper - expression.range.lower >= 2 else {
      return expression
    }
    let range = SourceRange(expression.range.source, expression.range.lower + 1, expression.range.upper - 1)
    let (inner, problems) = HCLParser.parseExpression(at: range, in: sources)
    return problems.isEmpty ? inner : expression
  }

  private mutating func flag(_ body: Body, _ name: String) -> Bool? {
    guard let attribute = body[attribute: name] else { return nil }
    if let flag = attribute.expression.literalBool { return flag }
    report(
      "Unsuitable value type",
      "The argument \"\(name)\" is true or false, written out.",
      attribute.expression.range
    )
    return nil
  }

  mutating func report(_ summary: String, _ detail: String, _ range: SourceRange?) {
    diagnostics.append(Diagnostic(.error, summary, detail, at: range))
  }
}

extension Body {
  private static let ownAttributes: Set = ["count", "for_each", "provider", "depends_on"]
  private static let ownBlocks: Set = ["lifecycle", "connection", "provisioner"]

  /// Takes the arguments out that are Terraform's own and not the resource's.
  mutating func keepGiven() {
    // An array that is changed is copied: only where there are some.
    if attributes.contains(where: { Self.ownAttributes.contains($0.name) }) {
      attributes.removeAll { Self.ownAttributes.contains($0.name) }
    }
    if blocks.contains(where: { Self.ownBlocks.contains($0.type) }) {
      blocks.removeAll { Self.ownBlocks.contains($0.type) }
    }
  }
}
