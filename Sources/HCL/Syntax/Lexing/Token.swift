/// A piece of a text that the grammar sees as one: what it is and where it stands.
struct Token: Hashable, Sendable {
  var kind: Kind
  /// Offset of the first byte, in the bytes that are parsed.
  var lower: UInt32
  /// Offset after the last byte.
  var upper: UInt32

  enum Kind: UInt8, Hashable, Sendable {
    case newline, comment, identifier, number
    case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
    case openQuote, closeQuote
    /// `<<EOT` or `<<-EOT` with the line break that ends it.
    case openHeredoc
    /// The line that ends a heredoc, without its line break.
    case closeHeredoc
    /// Between quotes, with escapes.
    case quotedText
    /// In a heredoc or a template file, where a backslash is a backslash. At most one line, with its line break.
    case plainText
    /// `${` or `${~`
    case openInterpolation
    /// `%{` or `%{~`
    case openDirective
    /// `}` or `~}`
    case closeSequence
    case dot, comma, colon, doubleColon, question, ellipsis, fatArrow, equals, not
    case or, and, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case plus, minus, star, slash, percent
    /// A line break inside of a quoted string, which ends the string here. Empty.
    case unterminatedQuote
    /// `/*` without its end.
    case unterminatedComment
    /// What other languages have and this one has not.
    case bitwise, apostrophe, backtick, semicolon, invalid
    case invalidUTF8
    /// After the last byte.
    case end
  }
}

extension Token.Kind {
  /// How tightly a binary operator binds, from 1; `nil` for anything else.
  var precedence: Int? {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual: 3
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .plus, .minus: 5
    case .star, .slash, .percent: 6
    default: nil
    }
  }

  var binaryOperator: BinaryOperator? {
    switch self {
    case .or: .or
    case .and: .and
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    default: nil
    }
  }

  /// What ends what this begins; `nil` for what begins nothing.
  var closer: Token.Kind? {
    switch self {
    case .openBrace: .closeBrace
    case .openBracket: .closeBracket
    case .openParenthesis: .closeParenthesis
    case .openQuote: .closeQuote
    case .openHeredoc: .closeHeredoc
    case .openInterpolation, .openDirective: .closeSequence
    default: nil
    }
  }

  /// Whether it ends something.
  var isCloser: Bool {
    switch self {
    case .closeBrace, .closeBracket, .closeParenthesis, .closeQuote, .closeHeredoc, .closeSequence, .unterminatedQuote:
      true
    default: false
    }
  }
}
