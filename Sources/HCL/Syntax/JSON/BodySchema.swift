/// What may stand in a body: JSON does not tell blocks from arguments, so that its reader must be told.
public struct BodySchema: Sendable {
  /// The types of block that may stand in the body, and what they hold. Everything else is an argument.
  public var blocks: [String: BlockSchema]
  /// Whether `dynamic "type" { … }` may stand for each of these blocks.
  public var hasDynamicBlocks: Bool

  /// No blocks: every member of the object is an argument.
  public static let arguments = BodySchema()

  /// A body with these blocks; without any, one of arguments alone.
  public init(blocks: [String: BlockSchema] = [:], hasDynamicBlocks: Bool = false) {
    self.blocks = blocks
    self.hasDynamicBlocks = hasDynamicBlocks
  }

  /// What a block of a type holds, `dynamic` included; `nil` for what is an argument.
  public func block(_ type: String) -> BlockSchema? {
    if let block = blocks[type] { return block }
    guard hasDynamicBlocks, type == "dynamic", !blocks.isEmpty else { return nil }
    return BlockSchema(labels: 1) { [blocks] labels in
      let content = blocks[labels.first ?? ""] ?? BlockSchema(labels: 0)
      return BodySchema(blocks: ["content": BlockSchema(labels: 0) { _ in content.body(content.placeholders) }])
    }
  }
}

/// How many labels a block has, and what its body may hold.
public struct BlockSchema: Sendable {
  /// How many labels stand between the type and the body.
  public var labels: Int
  /// What the body may hold, by the labels: for a `resource`, by its type.
  public var body: @Sendable ([String]) -> BodySchema

  /// A block whose body depends on its labels.
  public init(labels: Int, body: @escaping @Sendable ([String]) -> BodySchema) {
    self.labels = labels
    self.body = body
  }

  /// A block whose body is always alike; without one, of arguments alone.
  public init(labels: Int, body: BodySchema = .arguments) {
    self.init(labels: labels) { _ in body }
  }

  /// Labels for a block that is written without them, as the content of a `dynamic` block is.
  var placeholders: [String] { [String](repeating: "", count: labels) }
}
