import Yams

/// Reads one YAML document with the position of every value.
///
/// Input may be hostile: what would make a parser work or recurse without bound is refused before it is parsed. That is
/// text over ``sizeLimit``, nesting deeper than ``depthLimit``, and anchors, with which a few lines can stand for billions.
package enum YAMLDocument {
  /// Bytes.
  package static let sizeLimit = 1 << 20
  package static let depthLimit = 64

  /// The root of the document; a null scalar for an empty one.
  ///
  /// - Parameter file: the name for messages.
  package static func read(_ text: String, file: String) throws(YAMLProblem) -> YAMLNode {
    func refusal(_ position: YAMLPosition, _ message: String) -> YAMLProblem {
      YAMLProblem(file: file, position: position, message: message)
    }
    let start = YAMLPosition(line: 1, column: 1)
    guard text.utf8.count <= sizeLimit else {
      throw refusal(start, "the file has \(text.utf8.count) bytes; up to \(sizeLimit) are read")
    }
    if let (position, message) = YAMLGuard.problem(in: text) { throw refusal(position, message) }
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch let error as YamlError {
      let (position, message) = words(for: error, text)
      throw refusal(position, message)
    } catch {
      throw refusal(start, "no YAML: \(error)")
    }
    guard let root else { return YAMLNode(.scalar("", isQuoted: false), at: start) }
    var converter = Converter(file: file)
    return try converter.convert(root, depth: 0)
  }

  private struct Converter {
    let file: String

    mutating func convert(_ node: Node, depth: Int) throws(YAMLProblem) -> YAMLNode {
      let position = YAMLPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
      guard depth < YAMLDocument.depthLimit else {
        throw YAMLProblem(
          file: file,
          position: position,
          message: "nested more than \(YAMLDocument.depthLimit) deep"
        )
      }
      switch node {
      case .scalar(let scalar):
        let isQuoted = scalar.style != .plain && scalar.style != .any
        return YAMLNode(.scalar(scalar.string, isQuoted: isQuoted), at: position)
      case .sequence(let sequence):
        var elements: [YAMLNode] = []
        for element in sequence { elements.append(try convert(element, depth: depth + 1)) }
        return YAMLNode(.sequence(elements), at: position)
      case .mapping(let mapping):
        var entries: [YAMLEntry] = []
        for (key, value) in mapping {
          let keyPosition = YAMLPosition(
            line: key.mark?.line ?? position.line,
            column: key.mark?.column ?? position.column
          )
          guard case .scalar(let scalar) = key else {
            throw YAMLProblem(file: file, position: keyPosition, message: "a key has to be a text")
          }
          entries.append(
            YAMLEntry(key: scalar.string, keyPosition: keyPosition, value: try convert(value, depth: depth + 1))
          )
        }
        return YAMLNode(.mapping(entries), at: position)
      case .alias:
        throw YAMLProblem(file: file, position: position, message: "aliases (*name) are not read")
      }
    }
  }

  private static func words(for error: YamlError, _ text: String) -> (YAMLPosition, String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      return (YAMLPosition(line: mark.line, column: mark.column), "no YAML: \(problem)\(place)")
    case .reader(let problem, let offset, _, _):
      return (position(ofCharacter: offset ?? 0, text), "no YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map(\.quotedForMessage).joined(separator: ", ")
      return (
        YAMLPosition(line: context.mark.line, column: context.mark.column),
        "\(keys) \(duplicates.count == 1 ? "stands" : "stand") twice in one mapping"
      )
    default: return (YAMLPosition(line: 1, column: 1), "no YAML: \(error)")
    }
  }

  private static func position(ofCharacter offset: Int, _ text: String) -> YAMLPosition {
    var position = YAMLPosition(line: 1, column: 1)
    for character in text.prefix(max(0, offset)) {
      if character.isNewline {
        position = YAMLPosition(line: position.line + 1, column: 1)
      } else {
        position.column += 1
      }
    }
    return position
  }
}
