import HCL

/// What a block refers to, argument by argument; `depends_on` aside.
struct References {
  private(set) var all: [ResourceInstance.Reference] = []

  init(of body: Body) {
    for attribute in body.attributes {
      switch attribute.name {
      case "depends_on", "provider": continue
      default: add(attribute.expression, argument: attribute.name)
      }
    }
    for block in body.blocks where block.type != "lifecycle" {
      let argument = block.type == "dynamic" ? block.labels.first?.text ?? block.type : block.type
      add(block, argument: argument)
    }
    for lifecycle in body.blocks("lifecycle") {
      for attribute in lifecycle.body.attributes where attribute.name == "replace_triggered_by" {
        add(attribute.expression, argument: attribute.name)
      }
      for condition in lifecycle.body.blocks {
        for attribute in condition.body.attributes { add(attribute.expression, argument: condition.type) }
      }
    }
  }

  private mutating func add(_ block: Block, argument: String) {
    guard block.type == "dynamic" else {
      for attribute in block.body.attributes { add(attribute.expression, argument: argument) }
      for inner in block.body.blocks { add(inner, argument: argument) }
      return
    }
    let iterator = block.body[attribute: "iterator"]?.expression.writtenPath ?? block.labels.first?.text
    for attribute in block.body.attributes where attribute.name != "iterator" {
      add(attribute.expression, argument: argument, binding: attribute.name == "labels" ? iterator : nil)
    }
    var outer = iterators
    if let iterator { outer.append(iterator) }
    swap(&iterators, &outer)
    for content in block.body.blocks("content") {
      for attribute in content.body.attributes { add(attribute.expression, argument: argument) }
      for inner in content.body.blocks { add(inner, argument: argument) }
    }
    swap(&iterators, &outer)
  }

  /// Names that dynamic blocks around bind.
  private var iterators: [String] = []

  private mutating func add(_ expression: Expression, argument: String, binding name: String? = nil) {
    var collector = ReferenceCollector()
    collector.binding(iterators + [name]) { $0.visit(expression) }
    for reference in collector.references {
      guard let address = reference.address else { continue }
      all.append(ResourceInstance.Reference(address: address, argument: argument, range: reference.range))
    }
  }
}
