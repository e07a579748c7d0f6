extension Evaluator {
  mutating func evaluateCall(_ call: FunctionCall, at range: SourceRange) -> Value {
    guard let function = functions[call.name] else {
      report("Call to unknown function", functions.unknownFunctionDetail(call.name), call.nameRange)
      return .unknown
    }
    if case .expressions(let body) = function.implementation {
      guard let call = withoutExpansion(call) else { return .unknown }
      guard isCountRight(call.arguments.count, function, call, range) else { return .unknown }
      return body(&self, call, range)
    }
    guard case .values(let body) = function.implementation else { return .unknown }
    let errors = errorCount
    var arguments: [Value] = []
    var ranges: [SourceRange] = []
    arguments.reserveCapacity(call.arguments.count)
    for (index, argument) in call.arguments.enumerated() {
      let value = evaluate(argument)
      if call.expandsLast, index == call.arguments.count - 1 {
        if errorCount > errors { return .unknown }
        guard let expanded = expanded(value, at: argument.range) else { return .unknown }
        guard expanded.isKnown else { return expanded.value }
        arguments += expanded.elements
        ranges += Array(repeating: argument.range, count: expanded.elements.count)
      } else {
        arguments.append(value)
        ranges.append(argument.range)
      }
    }
    guard isCountRight(arguments.count, function, call, range) else { return .unknown }
    for index in arguments.indices {
      guard let parameter = function.parameter(index) else { continue }
      do { arguments[index] = try arguments[index].converted(to: parameter.type) } catch {
        report(
          "Invalid function argument",
          "Invalid value for \"\(parameter.name)\" parameter: \(error.message).",
          ranges[index]
        )
      }
    }
    if errorCount > errors { return .unknown }
    return apply(function, body, arguments, ranges, call, at: range)
  }

  private mutating func apply(
    _ function: Function,
    _ body: Function.Body,
    _ arguments: [Value],
    _ ranges: [SourceRange],
    _ call: FunctionCall,
    at range: SourceRange
  ) -> Value {
    var marks = Value.Marks()
    var isUnknown = false
    var isOpen = false
    var plain = arguments
    do throws(FunctionError) {
      for (index, argument) in arguments.enumerated() {
        guard let parameter = function.parameter(index) else { continue }
        budget.spend(steps: Int(argument.summary.weight))
        if argument.isNull, !parameter.allowsNull { throw FunctionError("argument must not be null", argument: index) }
        if argument.summary.hasMarks {
          switch parameter.marks {
          case .merged:
            let (value, own) = argument.deeplyUnmarked()
            plain[index] = value
            marks.formUnion(own)
          case .originsKept:
            let own = argument.deepMarks
            if own.isSensitive { marks.isSensitive = true }
            if own.isEphemeral { marks.isEphemeral = true }
          case .kept: break
          }
        }
        if !argument.isKnown, !parameter.allowsUnknown {
          isUnknown = true
          marks.formUnion(argument.marks)
          if case .unknown(.dynamic, _) = argument.content { isOpen = true }
        }
      }
      guard !budget.isExhausted else { return evaluate(Expression(.invalid, at: range)) }
      if isUnknown {
        for argument in arguments { marks.formUnion(argument.deepMarks) }
        return Value(.unknown(isOpen ? .dynamic : try function.resultType(plain), nil), marks: marks)
      }
      var context = CallContext(files: files, functions: functions, budget: budget, templateDepth: templateDepth)
      return checked(try body(plain, &context).marked(marks), at: range)
    } catch {
      report(error, function, arguments.count, ranges, call, at: range)
      return .unknown
    }
  }

  private mutating func report(
    _ error: FunctionError,
    _ function: Function,
    _ count: Int,
    _ ranges: [SourceRange],
    _ call: FunctionCall,
    at range: SourceRange
  ) {
    if let index = error.argument, let parameter = function.parameter(index) {
      report(
        "Invalid function argument",
        "Invalid value for \"\(parameter.name)\" parameter: \(error.message).",
        ranges.indices.contains(index) ? ranges[index] : range
      )
    } else {
      report("Error in function call", "Call to function \"\(call.name)\" failed: \(error.message).", call.nameRange)
    }
  }

  private mutating func isCountRight(
    _ count: Int,
    _ function: Function,
    _ call: FunctionCall,
    _ range: SourceRange
  ) -> Bool {
    let expected = function.parameters.count
    if count < expected {
      report(
        "Not enough function arguments",
        "Function \"\(call.name)\" expects\(function.variadic == nil ? "" : " at least") \(expected) argument(s). "
          + "Missing value for \"\(function.parameters[count].name)\".",
        range
      )
      return false
    }
    if count > expected, function.variadic == nil {
      report(
        "Too many function arguments",
        "Function \"\(call.name)\" expects only \(expected) argument(s).",
        call.arguments.indices.contains(expected) ? call.arguments[expected].range : range
      )
      return false
    }
    return true
  }

  /// The elements of an argument with `...` after it; unknown where they are not known, `nil` where that was reported.
  private mutating func expanded(_ value: Value, at range: SourceRange)
    -> (elements: [Value], isKnown: Bool, value: Value)?
  {
    if let elements = value.elements {
      return (elements.map { $0.marked(value.marks) }, true, value)
    }
    switch value.content {
    case .null(.dynamic), .null(.list), .null(.set), .null(.tuple):
      report(
        "Invalid expanding argument value",
        "The expanding argument (indicated by ...) must not be null.",
        range
      )
      return nil
    case .unknown(.dynamic, _), .unknown(.list, _), .unknown(.set, _), .unknown(.tuple, _):
      return ([], false, Value(.unknown(.dynamic, nil), marks: value.marks))
    default:
      report(
        "Invalid expanding argument value",
        "The expanding argument (indicated by ...) must be of a tuple, list, or set type.",
        range
      )
      return nil
    }
  }

  /// A call of expressions with an expanded last argument, which are values then.
  private mutating func withoutExpansion(_ call: FunctionCall) -> FunctionCall? {
    guard call.expandsLast, let last = call.arguments.last else { return call }
    let errors = errorCount
    let value = evaluate(last)
    if errorCount > errors { return nil }
    guard let expanded = expanded(value, at: last.range), expanded.isKnown else { return nil }
    var call = call
    call.arguments.removeLast()
    call.arguments += expanded.elements.map { Expression(.literal($0), at: last.range) }
    call.expandsLast = false
    return call
  }
}
