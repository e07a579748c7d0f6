/// A function of the language: what it takes, what it returns, and how it does it.
struct Function: Sendable {
  /// What is taken at one place.
  struct Parameter: Sendable {
    var name: String
    /// Arguments are converted to it.
    var type: ValueType
    var allowsNull = false
    /// Whether the function looks at values that are not known; otherwise its result is not known either.
    var allowsUnknown = false
    var marks = MarkHandling.merged

    init(_ name: String, _ type: ValueType, null: Bool = false, unknown: Bool = false, marks: MarkHandling = .merged) {
      self.name = name
      self.type = type
      allowsNull = null
      allowsUnknown = unknown
      self.marks = marks
    }
  }

  /// What becomes of the marks of an argument.
  enum MarkHandling: Sendable {
    /// The result has those of all that was given, down to the last element.
    case merged
    /// The function looks after them itself: elements keep theirs.
    case kept
    /// Elements keep where they come from, but a secret anywhere in it makes the whole result secret, as in Terraform.
    case originsKept
  }

  typealias Body = @Sendable ([Value], inout CallContext) throws(FunctionError) -> Value

  enum Implementation: Sendable {
    case values(Body)
    /// Of the arguments as they are written: `try`, `can`, `templatestring`.
    case expressions(@Sendable (inout Evaluator, FunctionCall, SourceRange) -> Value)
  }

  var parameters: [Parameter]
  var variadic: Parameter?
  /// Of arguments of which some are not known.
  var resultType: @Sendable ([Value]) throws(FunctionError) -> ValueType
  var implementation: Implementation

  /// A function that always returns one type.
  init(_ parameters: [Parameter], variadic: Parameter? = nil, returns type: ValueType, _ body: @escaping Body) {
    self.parameters = parameters
    self.variadic = variadic
    resultType = { _ throws(FunctionError) in type }
    implementation = .values(body)
  }

  /// A function whose result's type depends on its arguments.
  init(
    _ parameters: [Parameter],
    variadic: Parameter? = nil,
    returns type: @escaping @Sendable ([Value]) throws(FunctionError) -> ValueType,
    _ body: @escaping Body
  ) {
    self.parameters = parameters
    self.variadic = variadic
    resultType = type
    implementation = .values(body)
  }

  /// A function of expressions.
  init(
    _ parameters: [Parameter],
    variadic: Parameter? = nil,
    expressions: @escaping @Sendable (inout Evaluator, FunctionCall, SourceRange) -> Value
  ) {
    self.parameters = parameters
    self.variadic = variadic
    resultType = { _ throws(FunctionError) in .dynamic }
    implementation = .expressions(expressions)
  }

  func parameter(_ index: Int) -> Parameter? { index < parameters.count ? parameters[index] : variadic }
}

/// Why a call failed: a clause without a full stop.
struct FunctionError: Error {
  /// The argument to blame, from 0.
  var argument: Int?
  var message: String

  init(_ message: String, argument: Int? = nil) {
    self.message = message
    self.argument = argument
  }
}

/// What a call may use beside its arguments.
struct CallContext {
  let files: (any FileAccess)?
  let functions: FunctionTable
  let budget: EvaluationBudget
  let templateDepth: Int

  /// Refuses a text that would be too long, before it is made.
  func reserve(bytes: Int) throws(FunctionError) {
    guard bytes <= budget.limits.textBytes else {
      throw FunctionError(
        "the result would have \(bytes) bytes, more than the \(budget.limits.textBytes) that are allowed"
      )
    }
    budget.spend(products: bytes / 32 + 1)
  }

  /// Refuses a collection that would be too large, before it is made.
  func reserve(elements: Int) throws(FunctionError) {
    guard elements <= Int(budget.limits.valueWeight) else {
      throw FunctionError(
        "the result would have \(elements) elements, more than the \(budget.limits.valueWeight) that are allowed"
      )
    }
    budget.spend(products: elements)
  }
}
