/// What a file or a block holds: attributes and blocks, in source order.
public struct Body: Hashable, Sendable {
  public var attributes: [Attribute]
  public var blocks: [Block]
  public var range: SourceRange

  public init(attributes: [Attribute] = [], blocks: [Block] = [], range: SourceRange) {
    self.attributes = attributes
    self.blocks = blocks
    self.range = range
  }

  /// O(attributes).
  public subscript(attribute name: String) -> Attribute? { attributes.first { $0.name == name } }

  /// Blocks of a type. O(blocks).
  public func blocks(_ type: String) -> [Block] { blocks.filter { $0.type == type } }
}

/// `name = expression`
public struct Attribute: Hashable, Sendable {
  public var name: String
  public var nameRange: SourceRange
  public var expression: Expression
  /// From the name to the end of the expression.
  public var range: SourceRange

  public init(name: String, nameRange: SourceRange, expression: Expression, range: SourceRange) {
    self.name = name
    self.nameRange = nameRange
    self.expression = expression
    self.range = range
  }
}

/// `type "label" { … }`
public struct Block: Hashable, Sendable {
  public struct Label: Hashable, Sendable {
    public var text: String
    public var range: SourceRange

    public init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  public var type: String
  public var labels: [Label]
  public var body: Body
  /// From the type to the opening brace's left: what is underlined when the block is meant.
  public var headerRange: SourceRange
  /// From the type to the closing brace.
  public var range: SourceRange

  public init(type: String, labels: [Label], body: Body, headerRange: SourceRange, range: SourceRange) {
    self.type = type
    self.labels = labels
    self.body = body
    self.headerRange = headerRange
    self.range = range
  }
}
