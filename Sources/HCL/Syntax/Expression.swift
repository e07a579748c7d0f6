/// An expression with the place that it stands at.
///
/// See HCL's native syntax specification (github.com/hashicorp/hcl, hclsyntax/spec.md).
public struct Expression: Hashable, Sendable {
  public var kind: Kind
  public var range: SourceRange

  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Hashable, Sendable {
    /// A number, `true`, `false`, `null`, or a string without templates.
    case literal(Value)
    /// A quoted string or heredoc with interpolations or directives. Always a string.
    case template([TemplatePart])
    /// `"${expression}"` alone: the expression's value, whatever its type.
    case templateWrap(Expression)
    /// The first name of a reference: `var`, `local`, `aws_instance`, `each`.
    case variable(String)
    /// `.name` (also `.0`, the legacy index, with the digits as name).
    case attribute(Expression, name: String)
    /// `[key]`
    case index(Expression, key: Expression)
    /// `[*]` or `.*`; what follows is applied to every element, which it names with ``splatElement``.
    case splat(Expression, isFull: Bool, each: Expression)
    /// Inside of a splat's `each`: the element.
    case splatElement
    case call(FunctionCall)
    case tuple([Expression])
    case object([ObjectItem])
    case forTuple(ForExpression)
    case forObject(ForExpression)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case binary(BinaryOperator, Expression, Expression)
    case unary(UnaryOperator, Expression)
    case parentheses(Expression)
    /// Where the parser went on after an error that it reported: an unknown value of any type.
    case invalid
  }
}

public struct FunctionCall: Hashable, Sendable {
  /// With its namespace where it has one: `provider::aws::arn_parse`.
  public var name: String
  public var nameRange: SourceRange
  public var arguments: [Expression]
  /// Whether the last argument is followed by `...`.
  public var expandsLast: Bool

  public init(name: String, nameRange: SourceRange, arguments: [Expression], expandsLast: Bool) {
    self.name = name
    self.nameRange = nameRange
    self.arguments = arguments
    self.expandsLast = expandsLast
  }
}

public struct ObjectItem: Hashable, Sendable {
  /// A bare word is a literal string here; in parentheses it is the expression in them.
  public var key: Expression
  public var value: Expression

  public init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// `[for key, value in collection : result if condition]`, or in braces with `key => result...`.
public struct ForExpression: Hashable, Sendable {
  public var keyName: String?
  public var valueName: String
  public var collection: Expression
  /// Of an object.
  public var key: Expression?
  public var result: Expression
  public var condition: Expression?
  /// Whether results of the same key are gathered (`...`).
  public var groups: Bool

  public init(
    keyName: String?,
    valueName: String,
    collection: Expression,
    key: Expression?,
    result: Expression,
    condition: Expression?,
    groups: Bool
  ) {
    self.keyName = keyName
    self.valueName = valueName
    self.collection = collection
    self.key = key
    self.result = result
    self.condition = condition
    self.groups = groups
  }
}

public indirect enum TemplatePart: Hashable, Sendable {
  case text(String)
  case interpolation(Expression)
  /// `%{ if … }…%{ else }…%{ endif }`
  case conditional(Expression, then: [TemplatePart], otherwise: [TemplatePart])
  /// `%{ for … in … }…%{ endfor }`
  case loop(keyName: String?, valueName: String, collection: Expression, body: [TemplatePart])
}

public enum BinaryOperator: String, Hashable, Sendable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

public enum UnaryOperator: String, Hashable, Sendable {
  case negate = "-"
  case not = "!"
}
