/// A value of Terraform's type system (github.com/zclconf/go-cty), with what is known of where it came from.
public struct Value: Hashable, Sendable {
  public indirect enum Content: Hashable, Sendable {
    /// Not known here: of a type that may itself be open (`ValueType.dynamic`). The origin is kept only while the value
    /// is passed on whole, so that two references to one attribute can be told to be the same.
    case unknown(ValueType, Origin?)
    case null(ValueType)
    case bool(Bool)
    case number(Number)
    case string(String)
    /// Elements converted to one type.
    case list(ValueType, [Value])
    /// Without repetitions. Elements that are not known are kept, and are not the same as any other unless they have the
    /// same origin; a set with such elements has no known length.
    case set(ValueType, [Value])
    case map(ValueType, [String: Value])
    case tuple([Value])
    case object([String: Value])
  }

  public var content: Content
  /// What the value depends on beside itself; spreads through every operation.
  public var marks: Marks

  public init(_ content: Content, marks: Marks = []) {
    self.content = content
    self.marks = marks
  }

  /// Of a value that somebody else will know: the attribute of a resource or of a data source, by the address that
  /// Terraform gives it (`module.app["a"].aws_security_group.web[0]`, `id`).
  public struct Origin: Hashable, Sendable, Comparable {
    public var address: String
    /// The path in the resource: `id`, `ingress[0].security_groups`.
    public var attribute: String

    public init(address: String, attribute: String) {
      self.address = address
      self.attribute = attribute
    }

    public static func < (left: Self, right: Self) -> Bool {
      (left.address, left.attribute) < (right.address, right.attribute)
    }
  }

  /// Where a value that is unknown or secret got that from.
  public struct Marks: Hashable, Sendable, ExpressibleByArrayLiteral {
    public var isSensitive = false
    /// Of every unknown that went into the value.
    public var origins: Set<Origin> = []

    public init(isSensitive: Bool = false, origins: Set<Origin> = []) {
      self.isSensitive = isSensitive
      self.origins = origins
    }

    public init(arrayLiteral elements: Origin...) { origins = Set(elements) }
  }
}

/// A type of Terraform's type system.
public indirect enum ValueType: Hashable, Sendable {
  /// Any type: of an unknown nothing is known of, or `any` in a constraint.
  case dynamic
  case bool, number, string
  case list(ValueType), set(ValueType), map(ValueType)
  case tuple([ValueType])
  /// Attributes that a constraint calls `optional(…)` are in `optional`.
  case object([String: ValueType], optional: Set<String>)
}
