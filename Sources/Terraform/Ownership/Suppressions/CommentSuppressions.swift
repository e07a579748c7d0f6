package import Findings
import HCL

/// The suppression comments of configurations, and the blocks that they can stand at.
package struct CommentSuppressions: Sendable {
  private struct Line: Hashable {
    var path: String
    var line: Int
  }

  package private(set) var all: [CommentSuppression] = []
  private var byLine: [Line: [Int]] = [:]
  /// For each file, the resource blocks by their first line, with their last.
  private var blocks: [String: [(first: Int, last: Int)]] = [:]

  /// O(texts' length).
  package init(_ configurations: [TerraformConfiguration]) {
    for configuration in configurations {
      for number in configuration.sources.texts.indices {
        all += CommentSuppression.all(in: SourceID(rawValue: UInt32(number)), of: configuration.sources)
      }
      var seen: Set<SourceRange> = []
      for instance in configuration.instances {
        guard let place = instance.place, seen.insert(place.block).inserted,
          let path = configuration.sources.path(of: place.block),
          let positions = configuration.sources.positions(of: place.block)
        else { continue }
        blocks[path, default: []].append((positions.start.line, positions.end.line))
      }
    }
    for path in blocks.keys { blocks[path]?.sort { $0.first < $1.first } }
    for (index, comment) in all.enumerated() {
      byLine[Line(path: comment.location.path, line: comment.line), default: []].append(index)
    }
  }

  /// Marks what is suppressed, and adds a finding for each comment that names no check, gives no reason, has expired, or
  /// matches nothing. A comment at a resource holds for all that is in it. O(findings × their places).
  ///
  /// A finding of several places, such as blocks and the rules that they delete, is suppressed by a comment at its first
  /// place, which stands for all of it, or by one at each of the others: what somebody accepts for one rule is not
  /// accepted for those beside it.
  ///
  /// - Parameters:
  ///   - checks: identifiers of all checks there are.
  ///   - made: those that were made in this run; a comment for another is not judged as unmatched. `nil` for all.
  package func apply(
    to findings: [Finding],
    today: CalendarDay,
    checks: Set<String>,
    checksMade made: Set<String>? = nil
  ) -> [Finding] {
    var result = findings
    var matched = [Bool](repeating: false, count: all.count)
    for (position, finding) in findings.enumerated() {
      let accepted = finding.locations.map { location -> CommentSuppression? in
        var valid: CommentSuppression?
        for index in comments(at: location) where all[index].check.matches(finding.checkID) {
          let comment = all[index]
          guard !comment.reason.isEmpty, comment.faultyExpiry == nil else { continue }
          matched[index] = true
          if valid == nil, comment.expiry.map({ $0 >= today }) ?? true { valid = comment }
        }
        return valid
      }
      guard result[position].suppression == nil, let first = accepted.compactMap(\.self).first else { continue }
      // Of very many places not all are listed, and the rest may not be accepted.
      let others = accepted.dropFirst()
      let acceptsOthers = others.allSatisfy { $0 != nil } && others.count < Ownership.placeLimit
      if let whole = accepted[0] ?? (acceptsOthers ? first : nil) {
        result[position].suppression = .init(reason: whole.reason, expiry: whole.expiry?.description)
      } else {
        result[position].details.append(
          "A comment accepts it at \(first.location.path):\(first.location.startLine) alone: it counts until one stands at "
            + "the first place, or at each of the others."
        )
      }
    }
    for (index, comment) in all.enumerated() {
      if let (check, message) = problem(
        comment,
        matched[index],
        today: today,
        checks: checks,
        made: made ?? checks
      ) {
        result.append(
          Finding(
            checkID: check.id,
            severity: check.severity,
            message: message,
            subjects: [.init(id: comment.check.text, kind: "suppression")],
            locations: [comment.location],
            aspect: "\(comment.location.path)"
          )
        )
      }
    }
    return result
  }

  private func problem(
    _ comment: CommentSuppression,
    _ isMatched: Bool,
    today: CalendarDay,
    checks: Set<String>,
    made: Set<String>
  ) -> (Check, String)? {
    let form = "write `# \(CommentSuppression.keyword) CHECK-ID why it is accepted`"
    if comment.check.text.isEmpty {
      return (.suppressionUnknownCheck, "the suppression names no check: \(form)")
    }
    guard checks.contains(where: comment.check.matches) else {
      return (.suppressionUnknownCheck, "there is no check \"\(comment.check)\" to suppress")
    }
    if comment.reason.isEmpty {
      return (
        .suppressionWithoutReason, "the suppression of \(comment.check) gives no reason, and does not hold: \(form)"
      )
    }
    if let text = comment.faultyExpiry {
      return (
        .suppressionWithoutReason,
        "the suppression of \(comment.check) does not hold: until=\(text) is no day, write until=2027-01-31"
      )
    }
    if let expiry = comment.expiry, expiry < today {
      let words = isMatched ? "its findings count again" : "it matches nothing any more"
      return (.suppressionExpired, "the suppression of \(comment.check) expired on \(expiry): \(words)")
    }
    if !isMatched, made.contains(where: comment.check.matches) {
      return (.suppressionUnmatched, "the suppression of \(comment.check) matches no finding")
    }
    return nil
  }

  /// Comments at a place, or at the resource that it is in.
  private func comments(at location: Finding.Location) -> [Int] {
    var found = byLine[Line(path: location.path, line: location.startLine)] ?? []
    if let first = block(around: location), first != location.startLine {
      found += byLine[Line(path: location.path, line: first)] ?? []
    }
    return found
  }

  /// The first line of the resource block that a place is in. O(log blocks).
  private func block(around location: Finding.Location) -> Int? {
    guard let blocks = blocks[location.path] else { return nil }
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].first <= location.startLine { low = middle + 1 } else { high = middle }
    }
    guard low > 0, blocks[low - 1].last >= location.startLine else { return nil }
    return blocks[low - 1].first
  }
}

extension Check {
  /// Of comments that suppress a check that there is not.
  package static let suppressionUnknownCheck = Check(
    id: "suppression-unknown-check",
    title: "A suppression names a check that does not exist",
    severity: .low,
    explanation: "Nothing is suppressed by it. Look up the check's identifier in the finding that it is about."
  )
  /// Of comments that say nothing of why.
  package static let suppressionWithoutReason = Check(
    id: "suppression-without-reason",
    title: "A suppression without a reason",
    severity: .medium,
    explanation: "Whoever comes next must be able to tell why a finding was accepted. Without a reason it counts on."
  )

  /// The checks of suppression comments, beside those of suppressions in general.
  package static let ofSuppressionComments = [suppressionUnknownCheck, suppressionWithoutReason]
}
