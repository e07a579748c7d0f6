import HCL

/// Evaluates what a resource or provider block holds, without its schema: attributes as they are, blocks as tuples of
/// objects in the order they are written, dynamic blocks in their place.
struct BodyEvaluation {
  /// What a block became, and where that is written.
  typealias Element = (value: Value, part: PlaceParts.Part)

  let subject: String
  /// Whether places are wanted; where there are no dynamic blocks they are the same for all instances.
  let recordsPlaces: Bool
  private var scope: LocalScope

  init(scope: LocalScope, subject: String, recordsPlaces: Bool = false) {
    self.scope = scope
    self.subject = subject
    self.recordsPlaces = recordsPlaces
  }

  /// An attribute, or all blocks of a type; `nil` where there is neither.
  mutating func value(named name: String, of body: Body) -> (value: Value, parts: [PlaceParts.Part])? {
    if let attribute = body.attributes.first(where: { $0.name == name }) {
      let parts = recordsPlaces ? [PlaceParts.Part(name, attribute.range)] : []
      return (Self.asBlocks(scope.module.evaluate(attribute.expression, in: scope), name), parts)
    }
    var elements: [Element] = []
    var found = false
    for block in body.blocks where block.valueName == name {
      found = true
      elements += self.elements(of: block)
    }
    return found ? (.tuple(elements.map(\.value)), recordsPlaces ? elements.map(\.part) : []) : nil
  }

  /// In JSON a block that is alone may be an object without a list around it.
  private static func asBlocks(_ value: Value, _ name: String) -> Value {
    guard case .object = value.content, blockNames.contains(name) else { return value }
    return .tuple([value])
  }

  /// Block types that say something of networks and have no meaning as an object.
  private static let blockNames: Set = [
    "ingress", "egress", "route", "entry", "vpc_config", "network_configuration", "network_interface",
    "network_interfaces", "subnet_mapping", "launch_template", "attachment",
  ]

  mutating func object(_ body: Body) -> (value: Value, parts: [PlaceParts.Part]) {
    var values: [String: Value] = [:]
    var parts: [PlaceParts.Part] = []
    values.reserveCapacity(body.attributes.count + body.blocks.count)
    for attribute in body.attributes {
      values[attribute.name] = scope.module.evaluate(attribute.expression, in: scope)
      if recordsPlaces { parts.append(PlaceParts.Part(attribute.name, attribute.range)) }
    }
    guard !body.blocks.isEmpty else { return (.object(values), parts) }
    var blocks: [String: [Value]] = [:]
    for block in body.blocks {
      let elements = elements(of: block)
      blocks[block.valueName, default: []] += elements.map(\.value)
      if recordsPlaces { parts += elements.map(\.part) }
    }
    for (name, elements) in blocks { values[name] = .tuple(elements) }
    return (.object(values), parts)
  }

  /// One of an ordinary block, one for each element of a dynamic one.
  private mutating func elements(of block: Block) -> [Element] {
    guard block.type == "dynamic" else { return [element(block.body, block, block.labels.map(\.text))] }
    func unknown(_ marks: Value.Marks = []) -> [Element] {
      [(.unknown(.dynamic, marks: marks), PlaceParts.Part(block.valueName, block.headerRange))]
    }
    guard let name = block.labels.first?.text, let forEach = block.body[attribute: "for_each"],
      let content = block.body.blocks("content").first
    else {
      report("Invalid dynamic block", "A dynamic block has a label, a for_each and a content block.", block.headerRange)
      return unknown()
    }
    let iterator = block.body[attribute: "iterator"]?.expression.writtenPath ?? name
    let collection = scope.module.evaluate(forEach.expression, in: scope)
    let elements: [(key: Value, value: Value)]
    switch collection.content {
    case .unknown:
      let detail =
        "How many \(name) blocks \(subject) has depends on what is only known after apply: they are read as one of which "
        + "nothing is known."
      scope.module.session.report(.warning, "Unknown for_each", detail, at: forEach.expression.range)
      scope.module.session.note(NotRead(.blockCount, "\(subject).\(name)", detail, at: forEach.expression.range))
      return unknown(collection.marks)
    case .null:
      report("Invalid dynamic for_each value", "Cannot use a null value in for_each.", forEach.expression.range)
      return unknown()
    case .list(_, let list), .tuple(let list): elements = list.enumerated().map { (.number($0), $1) }
    case .set(_, let set): elements = set.map { ($0, $0) }
    case .map, .object: elements = (collection.orderedAttributes ?? []).map { (.string($0.key), $0.value) }
    case .bool, .number, .string:
      report(
        "Invalid dynamic for_each value",
        "Cannot use a \(collection.type) value in for_each: a list, a set, a map or an object is needed.",
        forEach.expression.range
      )
      return unknown()
    }
    let outer = scope.bindings[iterator]
    defer { scope.bindings[iterator] = outer }
    return elements.map { element in
      scope.bindings[iterator] = .object([
        "key": element.key.marked(collection.marks), "value": element.value.marked(collection.marks),
      ])
      let labels = block.body[attribute: "labels"]?.expression.writtenElements ?? []
      let texts = labels.map { scope.module.evaluate($0, in: scope).asString ?? "" }
      return self.element(content.body, block, texts)
    }
  }

  /// What a block holds; with labels as JSON has it, an object for each.
  private mutating func element(_ body: Body, _ block: Block, _ labels: [String]) -> Element {
    let (value, parts) = object(body)
    return (
      labels.reversed().reduce(value) { .object([$1: $0]) },
      PlaceParts.Part(block.valueName, block.headerRange, parts: parts)
    )
  }

  private func report(_ summary: String, _ detail: String, _ range: SourceRange) {
    scope.module.session.report(.error, summary, "\(subject): \(detail)", at: range)
    scope.module.session.note(NotRead(.fault, subject, detail, at: range))
  }
}
