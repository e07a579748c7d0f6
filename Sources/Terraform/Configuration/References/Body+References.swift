import HCL

extension Body {
  /// What a block refers to, argument by argument; `depends_on` and `provider` aside, and of `lifecycle` what needs a
  /// value.
  var argumentReferences: [ResourceInstance.Reference] {
    var result: [ResourceInstance.Reference] = []
    func add(_ references: [HCL.Reference], _ argument: String) {
      for reference in references {
        guard let address = reference.address else { continue }
        result.append(ResourceInstance.Reference(address: address, argument: argument, range: reference.range))
      }
    }
    for attribute in attributes where attribute.name != "depends_on" && attribute.name != "provider" {
      add(attribute.expression.references, attribute.name)
    }
    for block in blocks {
      guard block.type == "lifecycle" else {
        add(Body(blocks: [block], range: block.range).references, block.valueName)
        continue
      }
      for attribute in block.body.attributes where attribute.name == "replace_triggered_by" {
        add(attribute.expression.references, attribute.name)
      }
      for condition in block.body.blocks { add(condition.body.references, condition.type) }
    }
    return result
  }
}
