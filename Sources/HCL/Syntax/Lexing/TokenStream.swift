/// The tokens of a text, taken apart as they are asked for and let go of behind the reader: those of a large file would
/// take several times its own memory.
///
/// A token keeps its number for ever. Beyond the last one every number is that of the token `end`.
struct TokenStream {
  /// How many tokens are made at a time, and let go of at a time.
  private static let stretch = 512

  private var lexer: Lexer
  /// Those that are held.
  private var held: [Token] = []
  /// The number of the first of them.
  private var first = 0
  private var hasEnded = false

  init(_ lexer: Lexer) { self.lexer = lexer }

  /// A token by its number. O(1), but for making it; one that was let go of is the first that is held.
  subscript(number: Int) -> Token {
    mutating get {
      let place = number - first
      if place >= 0, place < held.count { return held[place] }
      return distant(number)
    }
  }

  private mutating func distant(_ number: Int) -> Token {
    while number - first >= held.count, !hasEnded {
      hasEnded = lexer.run(to: Self.stretch)
      held += lexer.tokens
      lexer.tokens.removeAll(keepingCapacity: true)
    }
    // There is one at least, the end.
    return held[min(max(number - first, 0), held.count - 1)]
  }

  /// Lets go of the tokens before a number. O(1) for each, over all calls.
  mutating func release(before number: Int) {
    let count = number - first
    guard count >= Self.stretch, count < held.count else { return }
    held.removeFirst(count)
    first = number
  }
}
