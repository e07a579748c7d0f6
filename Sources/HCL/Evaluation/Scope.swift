/// Where an expression finds what it refers to. Names that the expression binds itself (in `for`) are looked up first and
/// never reach it.
///
/// A scope answers lazily: it sees the whole reference and may return the value of any leading part of it, so that
/// `module.network.vpc_id` needs neither the other outputs nor the other modules. A scope that evaluates on demand keeps
/// what it evaluated, and reports references that lead back to themselves.
public protocol EvaluationScope {
  /// The value of a reference, or of its beginning. Errors are returned beside an unknown value.
  func resolve(_ reference: Reference) -> Resolution
}

/// `root.step.step[key]…`, as it stands in an expression.
public struct Reference: Hashable, Sendable {
  /// One step of a reference.
  public enum Step: Hashable, Sendable {
    /// `.name`
    case attribute(String)
    /// `[key]`, evaluated; a key that is not known is unknown.
    case index(Value)
  }

  /// The first name: `var`, `local`, `aws_instance`, `each`.
  public var root: String
  /// What follows the first name, as far as it consists of attributes and indices.
  public var steps: [Step]
  /// Where the first name stands.
  public var rootRange: SourceRange
  /// Where it stands with the steps up to each: as many as there are steps.
  public var stepRanges: [SourceRange]

  /// A reference with the places of its parts.
  public init(root: String, steps: [Step], rootRange: SourceRange, stepRanges: [SourceRange]) {
    self.root = root
    self.steps = steps
    self.rootRange = rootRange
    self.stepRanges = stepRanges
  }

  /// Where the whole reference stands.
  public var range: SourceRange { stepRanges.last ?? rootRange }

  /// The names of the attributes that the reference begins with: of `var.a.b[0].c` these are `a` and `b`.
  public var leadingNames: [String] {
    var names: [String] = []
    for step in steps {
      guard case .attribute(let name) = step else { break }
      names.append(name)
    }
    return names
  }
}

extension Reference: CustomStringConvertible {
  /// As it is written, with `…` for keys that are not known.
  public var description: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .attribute(let name): text += ".\(name)"
      case .index(let key):
        if let name = key.stringValue {
          text += "[\(GoQuoting.quoted(name))]"
        } else {
          text += "[\(key.numberValue?.description ?? "…")]"
        }
      }
    }
  }
}

/// What a scope has to say about a reference.
public struct Resolution {
  /// Of the reference's beginning.
  public var value: Value
  /// How many of the steps the value already stands for; the rest is applied to it.
  public var consumedSteps: Int
  /// What is wrong with the reference, or was found on the way.
  public var diagnostics: [Diagnostic]

  /// The value of a reference's beginning.
  public init(_ value: Value, consumedSteps: Int, diagnostics: [Diagnostic] = []) {
    self.value = value
    self.consumedSteps = consumedSteps
    self.diagnostics = diagnostics
  }

  /// A reference that has no value. The error is reported where the reference stands, unless it has a place of its own.
  public static func failure(_ diagnostics: [Diagnostic], of reference: Reference) -> Resolution {
    Resolution(.unknown, consumedSteps: reference.steps.count, diagnostics: diagnostics)
  }
}

/// A scope of names with values, in front of another scope: the iterator of a `dynamic` block, `each`, `count`, `self`,
/// the variables of a template.
public struct VariableScope: EvaluationScope {
  /// By the first name of a reference.
  public var variables: [String: Value]
  /// What answers for other names.
  public var parent: (any EvaluationScope)?

  /// Names in front of those of another scope.
  public init(_ variables: [String: Value], parent: (any EvaluationScope)? = nil) {
    self.variables = variables
    self.parent = parent
  }

  /// The value of a name; of an unknown one an error that lists what there is.
  public func resolve(_ reference: Reference) -> Resolution {
    if let value = variables[reference.root] { return Resolution(value, consumedSteps: 0) }
    if let parent { return parent.resolve(reference) }
    let suggestion = Suggestion.text(for: reference.root, among: variables.keys)
    return .failure(
      [
        Diagnostic(
          .error,
          "Unknown variable",
          "There is no variable named \"\(reference.root)\".\(suggestion)",
          at: reference.rootRange
        )
      ],
      of: reference
    )
  }
}
