package import Findings
package import PositionedYAML

/// Reads the file in which a team writes what findings it accepts, `.ringfence.yaml`:
///
///     suppressions:
///       - check: ssh-open-to-internet
///         resource: sg-0123456789abcdef0
///         reason: The bastion; keys only, watched by the platform team.
///         expires: 2027-01-31
///
/// `check` and `resource` may hold `*` and `?`; `resource` is the identifier or the name of what the finding is about.
/// A reason is required; without `expires` a suppression holds for ever.
package enum SuppressionFile {
  /// The name that is looked for where none is given.
  package static let defaultName = ".ringfence.yaml"

  /// - Parameters:
  ///   - file: the name for messages and for the findings about suppressions themselves.
  ///   - checks: identifiers of all checks there are: a suppression without `*` that names none of them is a mistake.
  ///     Leave it empty to accept any.
  /// - Throws: everything that is wrong with the file, with its places.
  package static func read(_ text: String, file: String, checks: Set<String>) throws(YAMLProblems)
    -> SuppressionList
  {
    let root: YAMLNode
    do {
      root = try YAMLDocument.read(text, file: file)
    } catch {
      throw YAMLProblems([error])
    }
    var reader = Reader(
      file: file,
      lines: text.split(separator: "\n", omittingEmptySubsequences: false),
      checks: checks
    )
    reader.readRoot(root)
    guard reader.problems.isEmpty else { throw YAMLProblems(reader.problems) }
    return SuppressionList(reader.rules)
  }

  private struct Reader {
    let file: String
    let lines: [Substring]
    let checks: Set<String>
    var rules: [SuppressionRule] = []
    var problems: [YAMLProblem] = []

    private mutating func complain(_ message: String, at position: YAMLPosition) {
      problems.append(YAMLProblem(file: file, position: position, message: message))
    }

    mutating func readRoot(_ root: YAMLNode) {
      if root.isNull { return }
      guard case .mapping(let entries) = root.content else {
        complain(
          "a file of suppressions is a mapping with the key suppressions, not \(root.kindWords)",
          at: root.position
        )
        return
      }
      for entry in entries {
        guard entry.key == "suppressions" else {
          complain("unknown key \(entry.key.quotedForMessage); suppressions is the only one", at: entry.keyPosition)
          continue
        }
        if entry.value.isNull { continue }
        guard case .sequence(let items) = entry.value.content else {
          complain("suppressions is a list, not \(entry.value.kindWords)", at: entry.value.position)
          continue
        }
        for item in items { readRule(item) }
      }
    }

    private static let keys = ["check", "resource", "reason", "expires"]

    private mutating func readRule(_ node: YAMLNode) {
      guard case .mapping(let entries) = node.content else {
        complain("a suppression has check, resource and reason, and is not \(node.kindWords)", at: node.position)
        return
      }
      var texts: [String: (text: String, position: YAMLPosition)] = [:]
      let before = problems.count
      for entry in entries {
        guard Self.keys.contains(entry.key) else {
          let hint = nearestChoice(to: entry.key, among: Self.keys).map { "; did you mean \($0)?" } ?? ""
          complain("unknown key \(entry.key.quotedForMessage)\(hint)", at: entry.keyPosition)
          continue
        }
        guard case .scalar(let text, _) = entry.value.content, !entry.value.isNull else {
          complain("\(entry.key) is a text, not \(entry.value.kindWords)", at: entry.value.position)
          continue
        }
        texts[entry.key] = (text, entry.value.position)
      }
      for key in ["check", "resource", "reason"] where !entries.contains(where: { $0.key == key }) {
        complain("\(key) is missing", at: node.position)
      }
      if let reason = texts["reason"], reason.text.allSatisfy(\.isWhitespace) {
        complain("a reason is required: say who accepted it and why", at: reason.position)
      }
      if let check = texts["check"], !checks.isEmpty, !check.text.contains(where: { $0 == "*" || $0 == "?" }),
        !checks.contains(check.text)
      {
        let hint = nearestChoice(to: check.text, among: checks.sorted()).map { "; did you mean \($0)?" } ?? ""
        complain("there is no check \(check.text.quotedForMessage)\(hint)", at: check.position)
      }
      var expiry: CalendarDay?
      if let written = texts["expires"] {
        expiry = CalendarDay(written.text)
        if expiry == nil {
          complain("\(written.text.quotedForMessage) is no day; write it as 2027-01-31", at: written.position)
        }
      }
      guard problems.count == before, let check = texts["check"], let resource = texts["resource"],
        let reason = texts["reason"]
      else { return }
      rules.append(
        SuppressionRule(
          check: check.text,
          resource: resource.text,
          reason: reason.text,
          expiry: expiry,
          location: location(of: node.position)
        )
      )
    }

    /// The rule's first line.
    private func location(of position: YAMLPosition) -> Finding.Location {
      let index = position.line - 1
      let line = lines.indices.contains(index) ? String(lines[index]) : ""
      return Finding.Location(
        path: file,
        startLine: position.line,
        startColumn: position.column,
        endLine: position.line,
        endColumn: max(position.column, line.unicodeScalars.count + 1),
        lines: [line]
      )
    }
  }
}
