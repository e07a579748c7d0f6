/// What is wrong at one place of a document.
package struct YAMLProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name under which the text was read.
  package var file: String
  package var position: YAMLPosition
  package var message: String

  package init(file: String, position: YAMLPosition, message: String) {
    self.file = file
    self.position = position
    self.message = message
  }

  /// `policy.yaml:4:7: …`, as compilers write it.
  package var description: String { "\(file):\(position.line):\(position.column): \(message)" }
}

/// Everything that is wrong in a document, in its order; never empty.
package struct YAMLProblems: Error, Hashable, Sendable, CustomStringConvertible {
  package var problems: [YAMLProblem]

  package init(_ problems: [YAMLProblem]) {
    self.problems = problems.sorted { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
  }

  /// One on each line.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The choice that was perhaps meant by a text; `nil` where none is near.
///
/// O(choices × length²).
package func nearestChoice(to text: String, among choices: some Sequence<String>) -> String? {
  let limit = max(1, text.count / 3)
  let written = Array(text.lowercased().unicodeScalars.prefix(64))
  var best: (distance: Int, choice: String)?
  for choice in choices {
    let wanted = Array(choice.lowercased().unicodeScalars.prefix(64))
    guard abs(written.count - wanted.count) <= limit else { continue }
    var beforePrevious: [Int] = []
    var previous = Array(0...wanted.count)
    for (row, scalar) in written.enumerated() {
      var current = [row + 1]
      for (column, other) in wanted.enumerated() {
        var least = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (scalar == other ? 0 : 1))
        // Two neighbours that changed places are one mistake.
        if row > 0, column > 0, scalar == wanted[column - 1], written[row - 1] == other {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      beforePrevious = previous
      previous = current
    }
    let distance = previous[wanted.count]
    if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, choice) }
  }
  return best?.choice
}

extension String {
  /// The text as messages quote it: printable, and not longer than a line.
  package var quotedForMessage: String {
    let limit = 60
    var shown = ""
    for scalar in unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return "'\(shown)\(unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")'"
  }
}
