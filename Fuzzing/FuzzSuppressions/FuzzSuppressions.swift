import Findings
import HCL
import PositionedYAML
import SuppressionFile

@testable import Terraform

/// A text after a letter that says what it is: `f` a file of suppressions, `c` a configuration with comments, `p` a
/// pattern with the names that it is held against, a line each.
///
/// What is refused is refused with words at a place within the text; what is read has a reason and its place. Patterns
/// match what they match when tried character by character.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSuppressions(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let kind = bytes.first else { return 0 }
  switch kind {
  case UInt8(ascii: "c"): comments(Array(bytes.dropFirst()))
  case UInt8(ascii: "p"): patterns(String(decoding: bytes.dropFirst(), as: UTF8.self))
  default: file(String(decoding: bytes.dropFirst(), as: UTF8.self))
  }
  return 0
}

private let checks: Set<String> = ["ssh-open-to-internet", "unused-group", "a"]
private let findings = ["ssh-open-to-internet", "unused-group"].flatMap { check in
  ["sg-1", "sg-2"].map {
    Finding(
      checkID: check,
      severity: .high,
      message: "m",
      subjects: [.init(id: $0, name: "web", kind: "security group")],
      locations: [.init(path: "main.tf", startLine: 2, startColumn: 1, endLine: 2, endColumn: 2)]
    )
  }
}
private let today = CalendarDay(year: 2026, month: 6, day: 15) ?? .last

// MARK: - The file

private func file(_ text: String) {
  do throws(YAMLProblems) {
    let list = try SuppressionFile.read(text, file: "f", checks: checks)
    for rule in list.rules {
      check(!rule.reason.allSatisfy(\.isWhitespace), "a suppression without a reason")
      guard let location = rule.location else { fatalError("a suppression without a place") }
      check(location.startLine >= 1 && location.startColumn >= 1, "\(location) is not in the text")
      check(location.endColumn >= location.startColumn, "\(location) ends before it begins")
      if let day = rule.expiry { check(CalendarDay("\(day)") == day, "\(day) is read as another day") }
    }
    let result = list.apply(to: findings, today: today)
    check(result.count >= findings.count, "findings are gone")
    check(result.count <= findings.count + list.rules.count, "more findings than suppressions could make")
    for (before, after) in zip(findings, result) {
      let isAccepted = list.rules.contains { rule in
        !rule.hasExpired(on: today) && matches(rule.check.text, before.checkID)
          && before.subjects.contains { subject in
            matches(rule.resource.text, subject.id) || subject.name.map { matches(rule.resource.text, $0) } ?? false
          }
      }
      check((after.suppression != nil) == isAccepted, "suppressed or not, against what the file says")
    }
  } catch {
    check(!error.problems.isEmpty, "refused without a word")
    // libYAML ends a line at more characters than a line feed, and its marks may stand one line past the end.
    let lines = text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) } + 2
    for problem in error.problems {
      check(!problem.message.isEmpty, "refused without a word")
      check((1...lines).contains(problem.position.line), "\(problem) is not in the text")
    }
  }
}

// MARK: - Comments

private func comments(_ bytes: [UInt8]) {
  var map = SourceMap()
  guard let source = map.add(path: "main.tf", bytes: bytes) else { return }
  let comments = CommentSuppression.all(in: source, of: map)
  let lines = bytes.count { $0 == 0x0A } + 1
  var place = 0
  for comment in comments {
    check(comment.location.startLine > place, "two suppressions in one line, or out of order")
    place = comment.location.startLine
    check(place <= lines && (place...(lines + 1)).contains(comment.line), "\(comment) is not in the text")
    check(comment.location.startColumn < comment.location.endColumn, "\(comment) has no width")
    check(comment.expiry == nil || comment.faultyExpiry == nil, "an expiry that is a day and is not")
    check(!(comment.location.lines.first ?? "").isEmpty, "a comment without its line")
  }
  let configuration = TerraformConfiguration(
    instances: [],
    imports: [],
    removals: [],
    moves: [],
    outputs: [:],
    providers: [],
    sources: map,
    diagnostics: [],
    notRead: [],
    graph: ReferenceGraph()
  )
  let result = CommentSuppressions([configuration]).apply(to: findings, today: today, checks: checks)
  check(result.count >= findings.count && result.count <= findings.count + comments.count, "findings come and go")
  for (before, after) in zip(findings, result) {
    let isAccepted = comments.contains { comment in
      comment.line == 2 && !comment.reason.isEmpty && comment.faultyExpiry == nil
        && comment.expiry.map { $0 >= today } ?? true && matches(comment.check.text, before.checkID)
    }
    check((after.suppression != nil) == isAccepted, "suppressed or not, against what the comments say")
  }
}

// MARK: - Patterns

private func patterns(_ text: String) {
  let lines = text.split(separator: "\n", maxSplits: 20, omittingEmptySubsequences: false)
  guard let pattern = lines.first, pattern.count <= 40 else { return }
  for name in lines.dropFirst() where name.count <= 40 {
    check(
      NamePattern(String(pattern)).matches(String(name)) == matches(String(pattern), String(name)),
      "\(pattern.debugDescription) and \(name.debugDescription)"
    )
  }
}

/// Whether a name matches, by the table of all of the pattern's beginnings with all of the name's.
private func matches(_ pattern: String, _ name: String) -> Bool {
  let characters = Array(name)
  var row = [true] + [Bool](repeating: false, count: characters.count)
  for sign in pattern {
    var next = [row[0] && sign == "*"]
    for (index, character) in characters.enumerated() {
      next.append(sign == "*" ? row[index + 1] || next[index] : row[index] && (sign == "?" || sign == character))
    }
    row = next
  }
  return row[characters.count]
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
