/// Functions of the built-in provider `terraform`.
enum ProviderFunctions {
  static let all: [String: Function] = [
    "provider::terraform::encode_expr": Function(
      [.init("value", .dynamic, null: true, unknown: true)],
      returns: .string
    ) {
      arguments,
      context throws(FunctionError) in
      guard arguments[0].isWhollyKnown, arguments[0] != .null else { return Value(.unknown(.string, nil)) }
      var writer = ExpressionWriter()
      writer.append(arguments[0], indent: 0)
      try context.reserve(bytes: writer.text.utf8.count)
      return .string(writer.text)
    },
    "provider::terraform::encode_tfvars": Function([.init("value", .dynamic, unknown: true)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      guard arguments[0].isWhollyKnown else { return Value(.unknown(.string, nil)) }
      guard let attributes = arguments[0].orderedAttributes else {
        throw FunctionError(
          "invalid value to encode: must be an object whose attribute names will become the encoded variable names",
          argument: 0
        )
      }
      var writer = ExpressionWriter()
      for (name, _) in attributes where !ExpressionWriter.isIdentifier(name) {
        throw FunctionError(
          "invalid variable name \(GoQuoting.quoted(name)): must be a valid identifier, per Terraform's rules for input "
            + "variable declarations",
          argument: 0
        )
      }
      writer.append(attributes, pad: "", indent: 0)
      try context.reserve(bytes: writer.text.utf8.count)
      return .string(writer.text)
    },
    "provider::terraform::decode_tfvars": Function([.init("src", .string)], returns: .dynamic) {
      arguments,
      context throws(FunctionError) in
      var map = SourceMap()
      guard let source = map.add(path: "<decode_tfvars argument>", bytes: Array(arguments.text(0).utf8)) else {
        throw FunctionError("invalid tfvars syntax: the text is too large", argument: 0)
      }
      let (body, problems) = HCLParser.parse(source, in: map)
      if let problem = problems.first(where: { $0.severity == .error }) {
        throw FunctionError("invalid tfvars syntax: \(problem.summary): \(problem.detail)", argument: 0)
      }
      if let block = body.blocks.first {
        throw FunctionError(
          "invalid tfvars syntax: a block of type \"\(block.type)\" is not expected here",
          argument: 0
        )
      }
      var values: [String: Value] = [:]
      var evaluator = Evaluator(scope: VariableScope([:]), functions: FunctionTable.none, budget: context.budget)
      for attribute in body.attributes { values[attribute.name] = evaluator.evaluate(attribute.expression) }
      if let problem = evaluator.diagnostics.first(where: { $0.severity == .error }) {
        throw FunctionError("invalid expression for variable: \(problem.summary): \(problem.detail)", argument: 0)
      }
      return .object(values)
    },
  ]
}

/// Values as a configuration would write them.
struct ExpressionWriter {
  var text = ""

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isXIDStart else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" }
  }

  mutating func append(_ value: Value, indent: Int) {
    let pad = String(repeating: " ", count: indent)
    switch value.content {
    case .null, .unknown: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number.description
    case .string(let string): text += Self.quoted(string)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        append(element, indent: indent)
      }
      text += "]"
    case .map, .object:
      let attributes = value.orderedAttributes ?? []
      if attributes.isEmpty {
        text += "{}"
        return
      }
      text += "{\n"
      append(attributes, pad: pad + "  ", indent: indent + 2)
      text += pad + "}"
    }
  }

  /// A line for each attribute. Equals signs are aligned, as `terraform fmt` does it: among neighbours that are one line.
  mutating func append(_ attributes: [(key: String, value: Value)], pad: String, indent: Int) {
    let names = attributes.map { Self.isIdentifier($0.key) ? $0.key : Self.quoted($0.key) }
    let texts = attributes.map { attribute in
      var writer = ExpressionWriter()
      writer.append(attribute.value, indent: indent)
      return writer.text
    }
    var start = 0
    while start < names.count {
      var end = start
      while end < names.count, !texts[end].contains("\n") { end += 1 }
      let width = names[start..<end].map(\.count).max() ?? 0
      for index in start..<end {
        text += pad + names[index] + String(repeating: " ", count: width - names[index].count) + " = \(texts[index])\n"
      }
      if end < names.count { text += pad + "\(names[end]) = \(texts[end])\n" }
      start = end + 1
    }
  }

  static func quoted(_ string: String) -> String {
    var result = "\""
    let scalars = Array(string.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$", "%":
        result.unicodeScalars.append(scalar)
        if index + 1 < scalars.count, scalars[index + 1] == "{" { result.unicodeScalars.append(scalar) }
      default:
        if GoQuoting.isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          let width = scalar.value < 0x10000 ? 4 : 8
          result += (width == 4 ? "\\u" : "\\U") + String(repeating: "0", count: width - digits.count) + digits
        }
      }
    }
    return result + "\""
  }
}
