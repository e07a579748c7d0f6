/// One value of a filter: literal text with `*` for any run of characters, `?` for one, `\` before a literal one.
///
/// EC2 user guide, "Filtering resources". Values are compared with regard to case.
package struct FilterPattern: Hashable, Sendable {
  private enum Token: Hashable, Sendable {
    case literal(Character)
    case one
    case many
  }

  private let tokens: [Token]
  /// The text it stands for, where it has no wildcard.
  package let literal: String?

  package init(_ text: String) {
    // Nearly every value: identifiers and the like.
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "\\") })
    else {
      tokens = []
      literal = text
      return
    }
    var tokens: [Token] = []
    var isEscaped = false
    for character in text {
      switch (isEscaped, character) {
      case (false, "\\"): isEscaped = true
      case (false, "*"): if tokens.last != .many { tokens.append(.many) }
      case (false, "?"): tokens.append(.one)
      default:
        tokens.append(.literal(character))
        isEscaped = false
      }
    }
    if isEscaped { tokens.append(.literal("\\")) }
    self.tokens = tokens
    let characters = tokens.compactMap { token in if case .literal(let character) = token { character } else { nil } }
    literal = characters.count == tokens.count ? String(characters) : nil
  }

  /// O(text × pattern) at worst, and linear for patterns with one `*`.
  package func matches(_ text: String) -> Bool {
    if let literal { return literal == text }
    let text = Array(text)
    var position = 0
    var token = 0
    // After a mismatch the last `*` takes one character more: enough, since an earlier one need never give back.
    var lastMany: (token: Int, position: Int)?
    while position < text.count {
      switch token < tokens.count ? tokens[token] : nil {
      case .many?:
        lastMany = (token, position)
        token += 1
        continue
      case .one?:
        position += 1
        token += 1
        continue
      case .literal(let character)? where character == text[position]:
        position += 1
        token += 1
        continue
      default: break
      }
      guard let back = lastMany else { return false }
      lastMany = (back.token, back.position + 1)
      position = back.position + 1
      token = back.token + 1
    }
    return tokens[token...].allSatisfy { $0 == .many }
  }
}
