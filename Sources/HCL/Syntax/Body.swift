/// What a file or a block holds: attributes and blocks, in source order.
public struct Body: Hashable, Sendable {
  /// In source order, each name once.
  public var attributes: [Attribute]
  /// In source order.
  public var blocks: [Block]
  /// Of a block from brace to brace, of a file the whole text.
  public var range: SourceRange

  /// A body of what it holds.
  public init(attributes: [Attribute] = [], blocks: [Block] = [], range: SourceRange) {
    self.attributes = attributes
    self.blocks = blocks
    self.range = range
  }

  /// The attribute of a name. O(attributes).
  public subscript(attribute name: String) -> Attribute? { attributes.first { $0.name == name } }

  /// Blocks of a type. O(blocks).
  public func blocks(_ type: String) -> [Block] { blocks.filter { $0.type == type } }
}

/// `name = expression`
public struct Attribute: Hashable, Sendable {
  /// What is set.
  public var name: String
  /// Where the name stands.
  public var nameRange: SourceRange
  /// What it is set to.
  public var expression: Expression
  /// From the name to the end of the expression.
  public var range: SourceRange

  /// An attribute of its parts.
  public init(name: String, nameRange: SourceRange, expression: Expression, range: SourceRange) {
    self.name = name
    self.nameRange = nameRange
    self.expression = expression
    self.range = range
  }
}

/// `type "label" { … }`
public struct Block: Hashable, Sendable {
  /// What stands between the type and the body, in quotes or not.
  public struct Label: Hashable, Sendable {
    /// Without quotes and escapes.
    public var text: String
    /// With the quotes.
    public var range: SourceRange

    /// A label and its place.
    public init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  /// The word that the block begins with.
  public var type: String
  /// In source order.
  public var labels: [Label]
  /// What is in the braces.
  public var body: Body
  /// From the type to the last label: what is underlined when the block is meant.
  public var headerRange: SourceRange
  /// From the type to the closing brace.
  public var range: SourceRange

  /// A block of its parts.
  public init(type: String, labels: [Label], body: Body, headerRange: SourceRange, range: SourceRange) {
    self.type = type
    self.labels = labels
    self.body = body
    self.headerRange = headerRange
    self.range = range
  }
}
