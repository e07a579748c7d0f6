import Foundation

/// Functions of files, through the access that the caller gave; and those of paths, which read nothing.
enum FileFunctions {
  static let all: [String: Function] = {
    var functions: [String: Function] = [
      "file": reading { bytes, path throws(FunctionError) in
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw FunctionError(
            "contents of \(GoQuoting.quoted(path)) are not valid UTF-8; use the filebase64 function to obtain the Base64 "
              + "encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results "
              + "instead",
            argument: 0
          )
        }
        return .string(text)
      },
      "filebase64": reading { bytes, _ throws(FunctionError) in .string(Data(bytes).base64EncodedString()) },
      "fileexists": Function([.init("path", .string)], returns: .bool) { arguments, context throws(FunctionError) in
        let path = try expanded(arguments.text(0), context)
        do throws(FileAccessError) { return .bool(try access(context).fileExists(at: path)) } catch {
          if error.isOutOfReach { return Value(.unknown(.bool, nil)) }
          throw FunctionError(error.message, argument: 0)
        }
      },
      "fileset": Function([.init("path", .string), .init("pattern", .string)], returns: .set(.string), fileSet),
      "basename": path { path, _ in .string(FilePaths.base(path)) },
      "dirname": path { path, _ in .string(FilePaths.directory(path)) },
      "abspath": path { path, context in
        if path.hasPrefix("/") { return .string(FilePaths.cleaned(path)) }
        guard let folder = context.files?.workingDirectory else { return Value(.unknown(.string, nil)) }
        return .string(FilePaths.cleaned(folder + "/" + path))
      },
      "pathexpand": path { path, context in
        guard path.hasPrefix("~") else { return .string(path) }
        guard path.utf8.count == 1 || path.hasPrefix("~/"), let home = context.files?.homeDirectory else {
          return Value(.unknown(.string, nil))
        }
        return .string(path.utf8.count == 1 ? home : FilePaths.cleaned(home + path.dropFirst()))
      },
      "templatefile": Function(
        [.init("path", .string), .init("vars", .dynamic, unknown: true, marks: .kept)],
        returns: .dynamic,
        templateFile
      ),
      "templatestring": Function([.init("template", .string), .init("vars", .dynamic)], expressions: templateString),
    ]
    for digest in HashFunctions.Digest.allCases {
      let name =
        digest.rawValue.hasPrefix("base64") ? "filebase64" + digest.rawValue.dropFirst(6) : "file" + digest.rawValue
      functions[name] = reading { bytes, _ throws(FunctionError) in digest.text(of: bytes) }
    }
    return functions
  }()

  private static func path(_ body: @escaping @Sendable (String, CallContext) -> Value) -> Function {
    Function([.init("path", .string)], returns: .string) { arguments, context throws(FunctionError) in
      body(arguments.text(0), context)
    }
  }

  private static func access(_ context: CallContext) throws(FileAccessError) -> any FileAccess {
    guard let files = context.files else {
      throw FileAccessError("no files can be read here", isOutOfReach: true)
    }
    return files
  }

  private static func expanded(_ path: String, _ context: CallContext) throws(FunctionError) -> String {
    guard path.hasPrefix("~"), let home = context.files?.homeDirectory else { return path }
    return home + path.dropFirst()
  }

  private static func reading(
    _ body: @escaping @Sendable ([UInt8], String) throws(FunctionError) -> Value
  ) -> Function {
    Function([.init("path", .string)], returns: .string) { arguments, context throws(FunctionError) in
      guard let bytes = try contents(arguments, context) else { return Value(.unknown(.string, nil)) }
      try context.reserve(bytes: bytes.count * 2)
      return try body(bytes, arguments.text(0))
    }
  }

  /// The bytes of a file; `nil` where it may not be seen from here.
  private static func contents(_ arguments: [Value], _ context: CallContext) throws(FunctionError) -> [UInt8]? {
    let path = try expanded(arguments.text(0), context)
    do throws(FileAccessError) { return try access(context).contents(of: path) } catch {
      if error.isOutOfReach { return nil }
      throw FunctionError(error.message, argument: 0)
    }
  }

  private static let fileSet: Function.Body = { arguments, context throws(FunctionError) in
    let folder = try expanded(arguments.text(0), context)
    guard let pattern = FilePattern(FilePaths.cleaned(arguments.text(1))) else {
      throw FunctionError("failed to glob pattern (\(arguments.text(1))): syntax error in pattern", argument: 1)
    }
    let files: [String]
    do throws(FileAccessError) { files = try access(context).files(below: folder) } catch {
      if error.isOutOfReach { return Value(.unknown(.set(.string), nil)) }
      throw FunctionError(error.message, argument: 0)
    }
    var found: [Value] = []
    var steps = 20_000_000
    for file in files {
      guard let matches = pattern.matches(file, steps: &steps) else {
        throw FunctionError("matching the pattern takes too many steps", argument: 1)
      }
      if matches { found.append(.string(file)) }
    }
    try context.reserve(elements: found.count)
    return .set(.string, found)
  }

  private static let templateFile: Function.Body = { arguments, context throws(FunctionError) in
    guard let bytes = try contents(arguments, context) else { return Value(.unknown(.dynamic, nil)) }
    let path = arguments.text(0)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw FunctionError("contents of \(GoQuoting.quoted(path)) are not valid UTF-8", argument: 0)
    }
    return try context.render(bytes, named: path, with: arguments[1])
  }

  /// Of templates that were fetched from somewhere: the first argument must be a reference to one.
  private static let templateString: @Sendable (inout Evaluator, FunctionCall, SourceRange) -> Value = {
    evaluator,
    call,
    range in
    let reference = call.arguments[0]
    switch reference.kind {
    case .variable, .attribute, .index: break
    default:
      evaluator.report(
        "Invalid function argument",
        "Invalid value for \"template\" parameter: invalid template expression: templatestring is only for rendering "
          + "templates retrieved dynamically from elsewhere, so the argument must be a reference to the object that "
          + "retrieved it.",
        reference.range
      )
      return Value(.unknown(.string, nil))
    }
    let errors = evaluator.errorCount
    let (template, variables) = (evaluator.evaluate(reference), evaluator.evaluate(call.arguments[1]))
    if evaluator.errorCount > errors { return Value(.unknown(.string, nil)) }
    let marks = template.marks.union(variables.marks)
    let context = CallContext(
      files: evaluator.files,
      functions: evaluator.functions,
      budget: evaluator.budget,
      templateDepth: evaluator.templateDepth
    )
    do throws(FunctionError) {
      let text = try Value.conversion(template, to: .string, argument: 0)
      if text.isNull { throw FunctionError("argument must not be null", argument: 0) }
      guard let text = text.stringValue else { return Value(.unknown(.string, nil), marks: marks) }
      let value = try context.render(Array(text.utf8), named: "<templatestring argument>", with: variables)
      return try Value.conversion(value, to: .string).marked(marks)
    } catch {
      evaluator.report(
        "Error in function call",
        "Call to function \"templatestring\" failed: \(error.message).",
        call.nameRange
      )
      return Value(.unknown(.string, nil))
    }
  }
}

extension CallContext {
  /// Templates that may be evaluated inside one another.
  private static let templateDepthLimit = 16

  /// A template's value with some variables, and nothing else that it could refer to.
  func render(_ bytes: [UInt8], named name: String, with variables: Value) throws(FunctionError) -> Value {
    guard templateDepth < Self.templateDepthLimit else {
      throw FunctionError("templates call each other more than \(Self.templateDepthLimit) deep")
    }
    var map = SourceMap()
    guard let source = map.add(path: name, bytes: bytes) else { throw FunctionError("the template is too large") }
    let (expression, problems) = HCLParser.parseTemplate(source, in: map)
    if let problem = problems.first(where: { $0.severity == .error }) { throw Self.failure(problem, map) }
    switch variables.type {
    case .object, .map: break
    case .dynamic where !variables.isKnown: return Value(.unknown(.dynamic, nil), marks: variables.marks)
    default: throw FunctionError("invalid vars value: must be a map", argument: 1)
    }
    guard let values = variables.attributes else { return Value(.unknown(.dynamic, nil), marks: variables.marks) }
    for name in values.keys.sorted() where !Self.isIdentifier(name) {
      throw FunctionError(
        "invalid template variable name \(GoQuoting.quoted(name)): must start with a letter, followed by zero or more "
          + "letters, digits, and underscores",
        argument: 1
      )
    }
    for reference in expression.references where values[reference.root] == nil {
      throw FunctionError(
        "vars map does not contain key \(GoQuoting.quoted(reference.root)), referenced at \(Self.place(reference.rootRange, map))",
        argument: 1
      )
    }
    var evaluator = Evaluator(scope: VariableScope(values), functions: functions, files: files, budget: budget)
    evaluator.templateDepth = templateDepth + 1
    let value = evaluator.evaluate(expression)
    if let problem = evaluator.diagnostics.first(where: { $0.severity == .error }) { throw Self.failure(problem, map) }
    return value.marked(variables.marks)
  }

  private static func place(_ range: SourceRange?, _ map: SourceMap) -> String {
    guard let range, let path = map.path(of: range), let start = map.positions(of: range)?.start else {
      return "the template"
    }
    return "\(path):\(start.line),\(start.column)"
  }

  private static func failure(_ problem: Diagnostic, _ map: SourceMap) -> FunctionError {
    FunctionError("\(place(problem.range, map)): \(problem.summary); \(problem.detail)")
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isXIDStart else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" }
  }
}
