import HCL

/// Gathers what is given for the root module's variables. Later ones count: the environment, `terraform.tfvars`,
/// `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` by name, then `-var` and `-var-file` as given.
///
/// See developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence.
struct InputReader {
  let session: EvaluationSession
  let variables: [String: VariableDeclaration]
  private var arguments: [String: ModuleInstance.Argument] = [:]

  init(session: EvaluationSession, variables: [String: VariableDeclaration]) {
    self.session = session
    self.variables = variables
  }

  mutating func read(_ inputs: VariableInputs) -> [String: ModuleInstance.Argument] {
    for (name, text) in inputs.environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("TF_VAR_") {
      let variable = String(name.dropFirst("TF_VAR_".count))
      // As for Terraform: the environment may be meant for other configurations.
      guard variables[variable] != nil else { continue }
      assign(variable, text: text, from: name)
    }
    let names = (try? session.files.names(in: session.root)) ?? []
    for name in ["terraform.tfvars", "terraform.tfvars.json"] where names.contains(name) {
      readFile(PathText.joined(session.root, name))
    }
    for name in names.sorted() where name.hasSuffix(".auto.tfvars") || name.hasSuffix(".auto.tfvars.json") {
      readFile(PathText.joined(session.root, name))
    }
    for assignment in inputs.assignments {
      switch assignment {
      case .file(let path): readFile(path)
      case .text(let name, let text):
        if variables[name] == nil {
          undeclared(name, from: "-var", at: nil)
        } else {
          assign(name, text: text, from: "-var \(name)")
        }
      }
    }
    return arguments
  }

  private mutating func readFile(_ path: String) {
    do throws(FileProblem) {
      let bytes = try session.files.bytes(of: path, limit: session.limits.fileSize)
      guard let source = session.sources.add(path: path, bytes: bytes) else { throw FileProblem("is too large") }
      let body: Body
      let problems: [Diagnostic]
      if path.hasSuffix(".json") {
        (body, problems) = JSONSyntax.parse(source, in: session.sources)
      } else {
        (body, problems) = HCLParser.parse(source, in: session.sources)
      }
      for problem in problems { session.report(problem) }
      if let first = problems.first(where: { $0.severity == .error }) {
        session.note(NotRead(.fault, path, "\(first.summary): \(first.detail)", at: first.range))
      }
      for block in body.blocks {
        session.report(.error, "Unexpected block", "Files of variables have no blocks.", at: block.headerRange)
      }
      for attribute in body.attributes {
        guard variables[attribute.name] != nil else {
          undeclared(attribute.name, from: path, at: attribute.nameRange)
          continue
        }
        assign(attribute.name, attribute.expression, from: path)
      }
    } catch {
      session.report(.error, "Failed to read variables file", "The file \(path) \(error.reason).", at: nil)
      session.note(NotRead(.fault, path, "The file \(error.reason)."))
    }
  }

  /// A text from outside a file: taken as it is for a primitive type or none, else an expression.
  private mutating func assign(_ name: String, text: String, from: String) {
    guard let declared = variables[name] else { return }
    guard declared.isTyped, !Self.isPrimitive(declared.type.type) else {
      arguments[name] = .value(.string(text), from: from)
      return
    }
    guard let source = session.sources.add(path: "<value for var.\(name)>", bytes: Array(text.utf8)) else { return }
    let (expression, problems) = HCLParser.parseExpression(source, in: session.sources)
    for problem in problems { session.report(problem) }
    guard problems.isEmpty else { return }
    assign(name, expression, from: from)
  }

  private mutating func assign(_ name: String, _ expression: Expression, from: String) {
    do throws(ConstantEvaluation.Problem) {
      arguments[name] = .value(try ConstantEvaluation.value(of: expression), from: from)
    } catch {
      session.report(error.diagnostic)
    }
  }

  private static func isPrimitive(_ type: ValueType) -> Bool { type == .string || type == .number || type == .bool }

  private func undeclared(_ name: String, from: String, at range: SourceRange?) {
    session.report(
      .warning,
      "Value for undeclared variable",
      "\(from) gives a value for \"\(name)\", which the root module does not declare: it is not used.",
      at: range
    )
  }
}
