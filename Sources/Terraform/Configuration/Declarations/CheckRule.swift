import HCL

/// A condition that has to hold, and what is said where it does not: a variable's `validation`, a resource's or data
/// source's `precondition` or `postcondition`, an output's `precondition`, a check's `assert`.
///
/// See developer.hashicorp.com/terraform/language/validate.
struct CheckRule: Sendable {
  var condition: Expression
  var message: Expression?
  /// Of the block.
  var range: SourceRange

  /// `nil` for a block without a condition.
  init?(_ block: Block) {
    guard let condition = block.body[attribute: "condition"]?.expression else { return nil }
    self.condition = condition
    message = block.body[attribute: "error_message"]?.expression
    range = block.headerRange
  }
}

extension DeclarationReader {
  /// Those of a type that a body has.
  mutating func checkRules(_ type: String, of body: Body) -> [CheckRule] {
    body.blocks(type).compactMap { block in
      guard let rule = CheckRule(block) else {
        report(
          "Missing required argument",
          "The argument \"condition\" is required, but no definition was found.",
          block.headerRange
        )
        return nil
      }
      guard !rule.condition.references.isEmpty else {
        report(
          "Invalid \(type) expression",
          "The condition has to refer to something else in the configuration, or it checks nothing.",
          rule.condition.range
        )
        return nil
      }
      return rule
    }
  }
}
