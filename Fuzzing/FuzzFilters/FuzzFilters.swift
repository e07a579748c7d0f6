import ControlPlane
import EC2Shapes

/// A pattern, a text and a token of a page, a line each. A pattern matches what the obvious matcher says; pages show every
/// element once; a made-up token is refused or leads to the rest of the elements.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzFilters(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
  guard lines.count == 3 else { return 0 }

  let pattern = FilterPattern(lines[0])
  check(
    pattern.matches(lines[1]) == matches(pieces(of: lines[0]), Array(lines[1])),
    "\(lines[0].debugDescription) and \(lines[1].debugDescription)"
  )
  if let literal = pattern.literal { check(pattern.matches(literal), "a pattern without its own text") }
  page(lines[2])
  return 0
}

private enum Piece {
  case character(Character)
  case any
  case many
}

private func pieces(of pattern: String) -> [Piece] {
  var pieces: [Piece] = []
  var rest = Array(pattern)[...]
  while let first = rest.popFirst() {
    switch first {
    case "\\": pieces.append(.character(rest.popFirst() ?? "\\"))
    case "*": pieces.append(.many)
    case "?": pieces.append(.any)
    default: pieces.append(.character(first))
    }
  }
  return pieces
}

/// Row by row: after each piece, at which places of the text it can have ended.
private func matches(_ pieces: [Piece], _ text: [Character]) -> Bool {
  var ends = [true] + text.map { _ in false }
  for piece in pieces {
    var next = ends.map { _ in false }
    for place in ends.indices {
      switch piece {
      case .many: next[place] = ends[...place].contains(true)
      case .any: next[place] = place > 0 && ends[place - 1]
      case .character(let character): next[place] = place > 0 && ends[place - 1] && text[place - 1] == character
      }
    }
    ends = next
  }
  return ends[text.count]
}

/// The words of a line are the elements; the line itself is a token that nobody made.
private func page(_ line: String) {
  let elements = Set(line.split(separator: " ").map(String.init)).sorted()
  if let rest = try? PageRequest(maxResults: 5, nextToken: line).page(of: elements, key: \.self) {
    check(rest.elements.count <= 5, "a page of \(rest.elements.count)")
  }
  var seen: [String] = []
  var token: String?
  repeat {
    do throws(EC2Error) {
      let page = try PageRequest(maxResults: 5, nextToken: token).page(of: elements, key: \.self)
      check(!page.elements.isEmpty || elements.isEmpty, "an empty page")
      seen += page.elements
      token = page.nextToken
    } catch {
      // A key of more than a kilobyte is no identifier, and its token is not read.
      guard elements.contains(where: { $0.utf8.count > 1_024 }) else {
        fatalError("a token of our own is refused: \(error)")
      }
      return
    }
  } while token != nil
  check(seen == elements, "\(seen) are not \(elements)")
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
