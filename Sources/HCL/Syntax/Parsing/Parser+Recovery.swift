// After an error the parser goes on with the next attribute or block. Brackets tell where that is if they are balanced;
// where they are not, the indentation tells what was meant.

extension Parser {
  /// Goes on behind the item that begins with a token: after its line, or before what by its looks is a new item, or
  /// before the brace that ends the block around it. Always beyond the item's first token.
  /// - Parameter byIndentation: `false` where nothing is wrong with the brackets.
  mutating func recover(from start: Int, byIndentation: Bool = true) {
    ignoresNewlines = false
    let failed = index
    let column = column(at: start)
    var open = OpenBrackets()
    index = start
    search: while tokens[index].kind != .end {
      let token = tokens[index]
      if token.kind == .newline {
        index += 1
        if open.isEmpty { break search }
        if byIndentation, beginsItem(at: index, column: column) || endsBlock(at: index, column: column) { break search }
        continue
      }
      if let closer = token.kind.closer {
        open.push(closer)
      } else if token.kind.isCloser, !open.close(token.kind), depth > 0, index > start,
        token.kind == .closeBrace || token.kind == .closeSequence
      {
        break search
      }
      index += 1
    }
    // To resume before the place of the error may mean to read what follows once more. All such repetitions together
    // are not to be longer than the text.
    if index < failed {
      if repeated + failed - index > text.upper - text.lower { index = failed } else { repeated += failed - index }
    }
  }

  /// How far a token is from the beginning of its line, in bytes; 0 where it is not the first of it.
  private mutating func column(at index: Int) -> Int {
    let lower = Int(tokens[index].lower)
    guard index > 0 else { return lower - text.lower }
    return tokens[index - 1].kind == .newline ? lower - Int(tokens[index - 1].upper) : 0
  }

  /// Whether a line looks like an argument or block that is not indented more than the one with the error.
  private mutating func beginsItem(at index: Int, column limit: Int) -> Bool {
    guard tokens[index].kind == .identifier, column(at: index) <= limit else { return false }
    switch tokens[index + 1].kind {
    case .equals, .identifier, .openQuote, .openBrace: return true
    default: return false
    }
  }

  /// Whether a line begins with a brace that by its indentation ends the block around the item with the error.
  private mutating func endsBlock(at index: Int, column limit: Int) -> Bool {
    let kind = tokens[index].kind
    return depth > 0 && (kind == .closeBrace || kind == .closeSequence) && column(at: index) < limit
  }

  // MARK: Blocks without an end

  /// Takes out of a block that has no closing brace what by its indentation is not in it.
  mutating func removeEscaped(from items: inout BodyItems, ofBlockAt start: Int) {
    guard escaped == nil, start == 0 || tokens[start - 1].kind == .newline else { return }
    let limit = column(at: start)
    guard let first = items.blocks.firstIndex(where: { indentation(of: $0) ?? .max <= limit }) else { return }
    let lower = items.blocks[first].range.lower
    var moved = BodyItems()
    moved.blocks = Array(items.blocks[first...])
    items.blocks.removeSubrange(first...)
    if let attribute = items.attributes.firstIndex(where: { $0.range.lower > lower }) {
      moved.attributes = Array(items.attributes[attribute...])
      items.attributes.removeSubrange(attribute...)
    }
    escaped = (limit, moved)
  }

  /// Takes in what escaped from the block at a token, if the block around it is where it belongs.
  mutating func takeEscaped(into parent: inout BodyItems, ofBlockAt start: Int) {
    guard let (limit, items) = escaped, depth == 0 || column(at: start) > limit else { return }
    escaped = nil
    for attribute in items.attributes { _ = parent.add(attribute) }
    parent.blocks += items.blocks
  }

  /// `nil` where the block is not first in its line.
  private func indentation(of block: Block) -> Int? {
    let lower = Int(block.range.lower)
    var place = lower
    while place > text.lower, text.bytes[place - 1] == 0x20 || text.bytes[place - 1] == 0x09 { place -= 1 }
    return place == text.lower || text.bytes[place - 1] == UInt8(ascii: "\n") ? lower - place : nil
  }
}

/// The brackets that are open, by what closes them.
struct OpenBrackets {
  private var closers: [Token.Kind] = []
  private var counts: [Token.Kind: Int] = [:]

  var isEmpty: Bool { closers.isEmpty }

  mutating func push(_ closer: Token.Kind) {
    closers.append(closer)
    counts[closer, default: 0] += 1
  }

  /// Closes the innermost bracket of a kind and all that were left open inside of it; `false` where there is none.
  mutating func close(_ kind: Token.Kind) -> Bool {
    let kind = kind == .unterminatedQuote ? .closeQuote : kind
    guard counts[kind, default: 0] > 0 else { return false }
    while let closer = closers.popLast() {
      counts[closer, default: 0] -= 1
      if closer == kind { break }
    }
    return true
  }
}
