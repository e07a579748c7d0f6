extension Parser {
  /// A whole file.
  /// - Parameter each: Called with each block of the file itself once it is read, where nothing is wrong with it.
  mutating func parseFile(each: (inout Block) -> Void) -> Body {
    var items = BodyItems()
    repeat {
      parseItems(into: &items, each: each)
      // A closing brace too many.
      if next.kind != .end { read() }
    } while next.kind != .end
    return Body(attributes: items.attributes, blocks: items.blocks, range: text.range)
  }

  /// What stands in the braces of a block that was read before, without errors.
  mutating func parseBlockBody() -> Body {
    guard next.kind == .openBrace else { return Body(range: text.range) }
    return readBody(read(), from: 0) ?? Body(range: text.range)
  }

  /// Attributes and blocks up to a closing brace or the end, which are left.
  private mutating func parseItems(into items: inout BodyItems, each: (inout Block) -> Void = { _ in }) {
    while true {
      let token = next
      switch token.kind {
      case .newline: index += 1
      case .end: return
      case .identifier:
        let (count, told) = (items.blocks.count, diagnostics.count)
        parseItem(into: &items)
        guard depth == 0 else { continue }
        if items.blocks.count == count + 1, diagnostics.count == told { each(&items.blocks[count]) }
        // One more is needed to tell whether the next is the first of its line.
        tokens.release(before: index - 1)
      case .closeBrace:
        if depth == 0, !isRecovering {
          report(
            "Argument or block definition required",
            "This closing brace closes nothing. Remove it, or look above for a brace too many or too few.",
            at: range(token)
          )
        }
        return
      case .closeSequence where isRecovering:
        // The brace that closed a template which was never closed before.
        guard depth > 0 else {
          index += 1
          continue
        }
        return
      case .unterminatedQuote where isRecovering: index += 1
      case .openQuote:
        _ = fail(
          "Invalid argument name",
          "The name of an argument or block must not be in quotes. Remove them.",
          at: token
        )
        recover(from: index)
      default:
        _ = fail(
          "Argument or block definition required",
          "Here a name is expected: NAME = EXPRESSION sets an argument, NAME { … } is a block.",
          at: token
        )
        recover(from: index)
      }
    }
  }

  private mutating func parseItem(into items: inout BodyItems) {
    let start = index
    let name = read()
    switch next.kind {
    case .equals:
      let attribute = parseAttribute(name, from: start, endsLine: true)
      if let existing = items.add(attribute) {
        report(
          "Attribute redefined",
          "The argument \"\(attribute.name)\" was set before, \(distance(existing.lower, attribute.nameRange.lower)). Each may be set once in a block.",
          at: attribute.nameRange
        )
      }
    case .openQuote, .openBrace, .identifier:
      parseBlock(name, from: start, into: &items)
    default:
      _ = fail(
        "Argument or block definition required",
        "To set an argument, write \"=\" and its value after the name; a block has its content in braces.",
        at: foreign(next) == nil ? name : next
      )
      recover(from: start)
    }
  }

  // MARK: Attributes

  /// - Parameter endsLine: `false` in a block of one line.
  private mutating func parseAttribute(_ name: Token, from start: Int, endsLine: Bool) -> Attribute {
    read()
    let first = next
    let (depth, nesting) = (depth, nesting)
    var expression: Expression
    do {
      expression = try parseExpression()
      if endsLine { try endLine() }
    } catch {
      (self.depth, self.nesting) = (depth, nesting)
      recover(from: start)
      // Up to where the reader goes on, without the line break.
      var last = index - 1
      while last > start, tokens[last].kind == .newline { last -= 1 }
      let lower = tokens[last].upper > first.lower ? first.lower : tokens[last].upper
      expression = Expression(.invalid, at: text.range(lower, max(lower, tokens[last].upper)))
    }
    let nameRange = range(name)
    return Attribute(
      name: self.name(name),
      nameRange: nameRange,
      expression: expression,
      range: nameRange.through(expression.range)
    )
  }

  private mutating func endLine() throws(Failure) {
    let token = next
    switch token.kind {
    case .newline: index += 1
    case .end: break
    case .comma:
      throw fail(
        "Unexpected comma after argument",
        "Arguments are separated by line breaks, not by commas. Remove the comma.",
        at: token
      )
    case .closeBrace, .closeBracket, .closeParenthesis:
      throw fail(
        "Missing newline after argument",
        "The expression is complete before this bracket, which closes nothing here. An argument ends with its line.",
        at: token
      )
    default:
      throw fail(
        "Missing newline after argument",
        "The expression is complete before this, and an argument ends with its line. Put what follows on a line of its own, or join it with an operator.",
        at: token
      )
    }
  }

  // MARK: Blocks

  private mutating func parseBlock(_ type: Token, from start: Int, into parent: inout BodyItems) {
    guard let labels = parseLabels(type) else {
      recover(from: start)
      return
    }
    let last = previous
    let brace = readBrace(after: labels.last?.range ?? range(type))
    guard let body = readBody(brace, from: start) else {
      recover(from: start, byIndentation: false)
      return
    }
    parent.blocks.append(
      Block(
        type: name(type),
        labels: labels,
        body: body,
        headerRange: range(type, last),
        range: SourceRange(text.source, range(type).lower, body.range.upper)
      )
    )
    takeEscaped(into: &parent, ofBlockAt: start)
  }

  /// What follows a block's opening brace, up to the closing one and its line break; `nil` where it is nested too deeply.
  private mutating func readBody(_ brace: Token, from start: Int) -> Body? {
    do {
      try nest()
      try descend()
    } catch {
      return nil
    }
    var items = BodyItems()
    switch next.kind {
    case .newline, .closeBrace, .end: parseItems(into: &items)
    default: parseSingleLine(into: &items)
    }
    (depth, nesting) = (depth - 1, nesting - 1)
    let end = closeBlock(brace)
    if end == nil { removeEscaped(from: &items, ofBlockAt: start) }
    return Body(
      attributes: items.attributes.withoutReserve,
      blocks: items.blocks.withoutReserve,
      range: SourceRange(text.source, range(brace).lower, end ?? max(items.upper ?? 0, range(brace).upper))
    )
  }

  /// The labels up to the opening brace, which is left; `nil` where something else stands there.
  private mutating func parseLabels(_ type: Token) -> [Block.Label]? {
    var labels: [Block.Label] = []
    while next.kind != .openBrace {
      if next.kind == .newline, braceInNextLine() != nil { return labels }
      do { labels.append(try parseLabel()) } catch { return nil }
    }
    return labels
  }

  /// Reads the opening brace, which may wrongly stand in the next line.
  private mutating func readBrace(after header: SourceRange) -> Token {
    if next.kind == .newline, let brace = braceInNextLine() {
      report(
        "Invalid block definition",
        "The opening brace of a block stands on the line of its name and labels. Put it there.",
        at: header
      )
      index = brace
    }
    return read()
  }

  /// The index of the brace that the next line with anything in it begins with.
  private mutating func braceInNextLine() -> Int? {
    var brace = index
    while tokens[brace].kind == .newline { brace += 1 }
    return tokens[brace].kind == .openBrace ? brace : nil
  }

  /// Reads the closing brace and the line break after it; gives where in the source the block ends, `nil` where the brace is missing.
  private mutating func closeBlock(_ brace: Token) -> UInt32? {
    let token = next
    guard token.kind == .closeBrace || token.kind == .closeSequence else {
      if !hasToldUnclosed {
        report(
          "Unclosed configuration block",
          "This block has no closing brace. Add it, or look inside for a brace too many or too few.",
          at: range(brace)
        )
        hasToldUnclosed = true
      }
      return nil
    }
    read()
    let end = next
    switch end.kind {
    case .newline: index += 1
    case .end, .closeSequence, .unterminatedQuote: break
    case .closeBrace where isRecovering: break
    case .closeBrace:
      // It closes the block around this one nevertheless.
      report(
        "Missing newline after block definition",
        "A block ends with the line of its closing brace. Put this brace on a line of its own.",
        at: range(end)
      )
    default:
      _ = fail(
        "Missing newline after block definition",
        "A block ends with the line of its closing brace. Put what follows on a line of its own.",
        at: end
      )
      recover(from: index)
    }
    return range(token).upper
  }

  /// `{ name = value }`: one argument, no nested block.
  private mutating func parseSingleLine(into items: inout BodyItems) {
    let name = next
    guard name.kind == .identifier else {
      _ = fail(
        "Argument or block definition required",
        "After the opening brace a line break is expected, or NAME = EXPRESSION and the closing brace.",
        at: name
      )
      recover(from: index)
      return parseItems(into: &items)
    }
    read()
    guard next.kind == .equals else {
      let isBlock = next.kind == .openQuote || next.kind == .openBrace || next.kind == .identifier
      _ = fail(
        isBlock ? "Argument definition required" : "Argument or block definition required",
        isBlock
          ? "A block on one line can hold one argument, and no block. Put this block on lines of its own."
          : "To set an argument, write \"=\" and its value after the name.",
        at: foreign(next) == nil ? name : next
      )
      recover(from: index)
      return parseItems(into: &items)
    }
    let told = diagnostics.count
    _ = items.add(parseAttribute(name, from: index - 1, endsLine: false))
    let hasFailed = diagnostics.count > told
    let token = next
    guard token.kind != .closeBrace, token.kind != .end else { return }
    if hasFailed { return parseItems(into: &items) }
    let detail =
      switch token.kind {
      case .comma: "A block on one line can hold one argument. Put each on a line of its own, without commas."
      case .newline:
        "A block whose first argument is on the line of its opening brace must end on that line too. Put a line break after the brace."
      default: "A block on one line ends with a brace after its one argument."
      }
    _ = fail("Invalid single-argument block definition", detail, at: token)
    recover(from: index)
    parseItems(into: &items)
  }

  private mutating func parseLabel() throws(Failure) -> Block.Label {
    let token = next
    switch token.kind {
    case .identifier:
      read()
      return Block.Label(text: name(token), range: range(token))
    case .openQuote: return try parseQuotedLabel()
    case .equals:
      throw fail(
        "Invalid block definition",
        "\"=\" sets an argument, whose name is one word. Remove the labels, or the \"=\" if this is a block.",
        at: token
      )
    case .newline, .end:
      throw fail(
        "Invalid block definition",
        "After the name and the labels of a block its opening brace is expected, on the same line.",
        at: previous
      )
    default:
      throw fail(
        "Invalid block definition",
        "Here a label in quotes or the block's opening brace is expected.",
        at: token
      )
    }
  }

  private mutating func parseQuotedLabel() throws(Failure) -> Block.Label {
    let quote = read()
    var label = ""
    while true {
      let token = read()
      switch token.kind {
      case .closeQuote: return Block.Label(text: label, range: range(quote, token))
      case .quotedText: label += try unescape(token)
      case .openInterpolation, .openDirective:
        let sign = token.kind == .openInterpolation ? "$" : "%"
        throw fail(
          "Invalid string literal",
          "Labels are fixed texts, without templates. If \(sign){ is meant to be in it, double the sign: \(sign)\(sign){.",
          at: token
        )
      default: throw unterminated(quote, at: token)
      }
    }
  }
}

/// What a body holds while it is being read.
struct BodyItems {
  var attributes: [Attribute] = []
  var blocks: [Block] = []
  /// From 16 attributes on, so that a large body takes linear time.
  private var names: [String: SourceRange] = [:]

  /// Where the last of them ends, in the source.
  var upper: UInt32? {
    switch (attributes.last?.range.upper, blocks.last?.range.upper) {
    case (let attribute?, let block?): max(attribute, block)
    case (let attribute, let block): attribute ?? block
    }
  }

  /// Gives the place of the attribute of the same name that is there already; then the new one is left out.
  mutating func add(_ attribute: Attribute) -> SourceRange? {
    if attributes.count < 16 {
      if let existing = attributes.first(where: { $0.name == attribute.name }) { return existing.nameRange }
    } else {
      if names.isEmpty {
        for known in attributes { names[known.name] = known.nameRange }
      }
      if let existing = names[attribute.name] { return existing }
      names[attribute.name] = attribute.nameRange
    }
    attributes.append(attribute)
    return nil
  }
}

extension Array {
  /// In no more memory than the elements take: an array that grew has room for as many again, and a large configuration
  /// has tens of thousands of them.
  fileprivate var withoutReserve: [Element] {
    capacity == count ? self : withUnsafeBufferPointer { [Element]($0) }
  }
}
