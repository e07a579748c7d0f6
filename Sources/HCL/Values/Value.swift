/// A value of Terraform's type system (github.com/zclconf/go-cty), with what is known of where it came from.
///
/// 32 bytes, and no memory of its own for what is not a text or a collection. How large and how deep it is, whether all
/// of it is known and whether any of it is marked, is kept with it, so that asking costs nothing.
public struct Value: Hashable, Sendable {
  /// What the value is.
  public enum Content: Hashable, Sendable {
    /// Not known here: of a type that may itself be open (`ValueType.dynamic`). The origin is kept only while the value
    /// is passed on whole, so that two references to one attribute can be told to be the same.
    indirect case unknown(ValueType, Origin?)
    /// Nothing, where a value of the type would be.
    indirect case null(ValueType)
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(Number)
    /// A text, in Unicode's composed form (NFC), as Terraform keeps all texts.
    case string(String)
    /// Elements converted to one type.
    case list(ValueType, [Value])
    /// Without repetitions, in Terraform's order. Elements that are not known are kept, and are not the same as any other
    /// unless they have the same origin; a set with such elements has no known length.
    case set(ValueType, [Value])
    /// Elements of one type by their keys.
    case map(ValueType, [String: Value])
    /// Elements each of its own type.
    case tuple([Value])
    /// Attributes each of its own type.
    case object([String: Value])
  }

  /// What the value is.
  public var content: Content { didSet { summary = Summary(content, marks) } }
  // What the summary says, where there is room for it between the others.
  private var depth: UInt8
  private var isKnownThroughout: Bool
  private var hasMarksSomewhere: Bool
  private var weight: UInt32
  /// What the value depends on beside itself; spreads through every operation. Those of elements are with the elements.
  public var marks: Marks { didSet { summary = Summary(content, marks) } }

  var summary: Summary {
    get { Summary(weight: weight, depth: depth, isWhollyKnown: isKnownThroughout, hasMarks: hasMarksSomewhere) }
    set {
      depth = newValue.depth
      isKnownThroughout = newValue.isWhollyKnown
      hasMarksSomewhere = newValue.hasMarks
      weight = newValue.weight
    }
  }

  /// O(elements), of a collection.
  public init(_ content: Content, marks: Marks = []) {
    self.content = content
    self.marks = marks
    let summary = Summary(content, marks)
    depth = summary.depth
    isKnownThroughout = summary.isWhollyKnown
    hasMarksSomewhere = summary.hasMarks
    weight = summary.weight
  }

  /// Whether content and marks are the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.summary == right.summary && left.content == right.content && left.marks == right.marks
  }

  /// By content and marks.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(content)
    if !marks.isEmpty { hasher.combine(marks) }
  }

  /// Of a value that somebody else will know: the attribute of a resource or of a data source, by the address that
  /// Terraform gives it (`module.app["a"].aws_security_group.web[0]`, `id`).
  public struct Origin: Hashable, Sendable, Comparable {
    /// Of the resource, as Terraform writes it.
    public var address: String
    /// The path in the resource: `id`, `ingress[0].security_groups`.
    public var attribute: String

    /// What the resource's `id` begins with, as far as that is known (`sg-`): what decides whether it can be the same as
    /// a text before it is known. Not part of what makes two origins the same.
    public var identityPrefix: String

    /// The attribute of a resource.
    public init(address: String, attribute: String, identityPrefix: String = "") {
      self.address = address
      self.attribute = attribute
      self.identityPrefix = identityPrefix
    }

    /// Another attribute of the same resource, or a part of this one.
    func part(_ attribute: String) -> Origin {
      Origin(address: address, attribute: attribute, identityPrefix: identityPrefix)
    }

    /// Whether the addresses and the attributes are the same.
    public static func == (left: Self, right: Self) -> Bool {
      left.attribute == right.attribute && left.address == right.address
    }

    /// By address and attribute.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(address)
      hasher.combine(attribute)
    }

    /// By address, then by attribute.
    public static func < (left: Self, right: Self) -> Bool {
      (left.address, left.attribute) < (right.address, right.attribute)
    }

    /// Whether the attribute names the resource, and so is never null or empty.
    var isIdentity: Bool { attribute == "id" || attribute == "arn" }

    /// What the value begins with, as far as that is known.
    var prefix: String { attribute == "id" ? identityPrefix : "" }
  }
}

/// A type of Terraform's type system.
public indirect enum ValueType: Hashable, Sendable {
  /// Any type: of an unknown nothing is known of, or `any` in a constraint.
  case dynamic
  /// One of the primitive types.
  case bool, number, string
  /// A collection, of elements of one type.
  case list(ValueType), set(ValueType), map(ValueType)
  /// A sequence with a type for each place.
  case tuple([ValueType])
  /// Attributes that a constraint calls `optional(…)` are in `optional`.
  case object([String: ValueType], optional: Set<String>)
}
