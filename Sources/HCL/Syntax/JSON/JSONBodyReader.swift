import PositionedJSON

/// Makes bodies of a JSON document's objects.
struct JSONBodyReader {
  let source: SourceID
  let bytes: [UInt8]
  var diagnostics: [Diagnostic] = []

  /// A body of an object, or of an array of objects that are one.
  mutating func body(_ value: JSONValue, schema: BodySchema, depth: Int) -> Body {
    var items = BodyItems()
    for (key, value) in members(of: value, "arguments and blocks") {
      let name = key.text
      // A comment.
      if name == "//" { continue }
      guard let block = schema.block(name) else {
        let attribute = self.attribute(name, key, value)
        if items.add(attribute) != nil {
          report(
            "Duplicate argument",
            "The argument \"\(name)\" was set before in this object.",
            at: attribute.nameRange
          )
        }
        continue
      }
      append(BlockName(type: name, range: range(key)), value, block, labels: [], depth: depth, to: &items.blocks)
    }
    return Body(attributes: items.attributes, blocks: items.blocks, range: range(value))
  }

  private mutating func attribute(_ name: String, _ key: JSONValue, _ value: JSONValue) -> Attribute {
    let nameRange = range(key)
    let expression = JSONExpressionReader.read(value, with: &self)
    return Attribute(
      name: name,
      nameRange: nameRange,
      expression: expression,
      range: nameRange.through(expression.range)
    )
  }

  private struct BlockName {
    var type: String
    var range: SourceRange
  }

  /// Appends the blocks that a value stands for, below the labels that were read already.
  private mutating func append(
    _ name: BlockName,
    _ value: JSONValue,
    _ schema: BlockSchema,
    labels: [Block.Label],
    depth: Int,
    to blocks: inout [Block]
  ) {
    guard depth < HCLParser.nestingLimit else {
      report("Nested too deeply", "Blocks may nest \(HCLParser.nestingLimit) levels.", at: range(value))
      return
    }
    if labels.count < schema.labels {
      let members = members(of: value, "the labels of \"\(name.type)\" blocks")
      if members.isEmpty, value.kind == .object {
        report(
          "Missing block label",
          "A block \"\(name.type)\" has \(schema.labels) label\(schema.labels == 1 ? "" : "s"), each a member around its content: {\"LABEL\": {…}}.",
          at: range(value)
        )
      }
      for (key, value) in members {
        let label = Block.Label(text: key.text, range: range(key))
        append(name, value, schema, labels: labels + [label], depth: depth + 1, to: &blocks)
      }
      return
    }
    let elements: [JSONValue]
    switch value.kind {
    case .null: return
    case .object: elements = [value]
    case .array: elements = Array(value.elements)
    default:
      report(
        "Incorrect JSON value type",
        "A block \"\(name.type)\" is an object, several are an array of objects; this is \(value.kind.words).",
        at: range(value)
      )
      return
    }
    let bodySchema = schema.body(labels.map(\.text))
    for element in elements {
      let body = body(element, schema: bodySchema, depth: depth + 1)
      blocks.append(
        Block(
          type: name.type,
          labels: labels,
          body: body,
          // With several blocks under one name, what tells them apart is where their content begins.
          headerRange: labels.last?.range ?? name.range,
          range: body.range
        )
      )
    }
  }

  /// The members of an object, or of all objects of an array.
  private mutating func members(of value: JSONValue, _ purpose: String) -> [(key: JSONValue, value: JSONValue)] {
    switch value.kind {
    case .object: return Array(value.members)
    case .null: return []
    case .array:
      var members: [(key: JSONValue, value: JSONValue)] = []
      for element in value.elements {
        guard element.kind == .object else {
          report(
            "Incorrect JSON value type",
            "Here an object is expected, for \(purpose); this is \(element.kind.words).",
            at: range(element)
          )
          continue
        }
        members += element.members
      }
      return members
    default:
      report(
        "Incorrect JSON value type",
        "Here an object or an array of objects is expected, for \(purpose); this is \(value.kind.words).",
        at: range(value)
      )
      return []
    }
  }

  mutating func report(_ summary: String, _ detail: String, at range: SourceRange) {
    guard diagnostics.count < Parser.errorLimit else { return }
    diagnostics.append(Diagnostic(.error, summary, detail, at: range))
  }

  /// Where a value stands, a string with its quotes.
  func range(_ value: JSONValue) -> SourceRange {
    let quote = value.kind == .string || value.kind == .escapedString ? 1 : 0
    return SourceRange(
      source,
      UInt32(truncatingIfNeeded: value.range.lowerBound - quote),
      UInt32(truncatingIfNeeded: value.range.upperBound + quote)
    )
  }
}
