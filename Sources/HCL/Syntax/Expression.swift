/// An expression with the place that it stands at.
///
/// See HCL's native syntax specification (github.com/hashicorp/hcl, hclsyntax/spec.md).
public struct Expression: Hashable, Sendable {
  /// What it is, with the expressions in it.
  public var kind: Kind
  /// Of all of it: with its parentheses, quotes or brackets.
  public var range: SourceRange

  /// An expression and its place.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The forms that an expression can have.
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

/// `name(arguments)`
public struct FunctionCall: Hashable, Sendable {
  /// With its namespace where it has one: `provider::aws::arn_parse`.
  public var name: String
  /// Where the name stands.
  public var nameRange: SourceRange
  /// In source order.
  public var arguments: [Expression]
  /// Whether the last argument is followed by `...`.
  public var expandsLast: Bool

  /// A call of its parts.
  public init(name: String, nameRange: SourceRange, arguments: [Expression], expandsLast: Bool) {
    self.name = name
    self.nameRange = nameRange
    self.arguments = arguments
    self.expandsLast = expandsLast
  }
}

/// `key = value` in an object
public struct ObjectItem: Hashable, Sendable {
  /// A bare word is a literal string here; in parentheses it is an expression (of kind `parentheses`).
  public var key: Expression
  /// What the key is given.
  public var value: Expression

  /// An item of its parts.
  public init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// `[for key, value in collection : result if condition]`, or in braces with `key => result...`.
public struct ForExpression: Hashable, Sendable {
  /// The name that the key or index of an element has in the expressions below.
  public var keyName: String?
  /// The name that an element has in the expressions below.
  public var valueName: String
  /// What is gone through.
  public var collection: Expression
  /// Of an object.
  public var key: Expression?
  /// What becomes of an element.
  public var result: Expression
  /// Which elements count.
  public var condition: Expression?
  /// Whether results of the same key are gathered (`...`).
  public var groups: Bool

  /// A loop of its parts.
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

/// A piece of a template.
public indirect enum TemplatePart: Hashable, Sendable {
  /// With escapes undone, white space stripped where `~` asks for it.
  case text(String)
  /// `${ … }`
  case interpolation(Expression)
  /// `%{ if … }…%{ else }…%{ endif }`
  case conditional(Expression, then: [TemplatePart], otherwise: [TemplatePart])
  /// `%{ for … in … }…%{ endfor }`
  case loop(keyName: String?, valueName: String, collection: Expression, body: [TemplatePart])
}

/// An operator between two operands, by how it is written.
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

/// An operator before its operand, by how it is written.
public enum UnaryOperator: String, Hashable, Sendable {
  case negate = "-"
  case not = "!"
}
