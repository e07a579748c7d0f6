import VPCModel

/// The description and tags of a rule that takes the place of others.
struct RuleMerge {
  /// `nil` where none of the rules has one.
  private(set) var summary: String?
  private(set) var tags: Tags = [:]
  /// What could not be kept.
  private(set) var notes: [String] = []

  /// EC2's limit for a description (API reference, `IpRange`).
  static let longestSummary = 255

  /// - Parameter isReference: descriptions for groups and prefix lists may not have `&` (API reference,
  ///   `UserIdGroupPair`).
  init(_ rules: [SecurityGroupRule], isReference: Bool) {
    joinSummaries(rules, isReference)
    joinTags(rules)
  }

  private mutating func joinSummaries(_ rules: [SecurityGroupRule], _ isReference: Bool) {
    var texts: [String] = []
    for rule in rules {
      guard let text = rule.summary, !text.isEmpty, !texts.contains(text) else { continue }
      texts.append(text)
    }
    guard !texts.isEmpty else { return }
    let separator = "; "
    var joined = ""
    var count = 0
    for text in texts.map({ Self.acceptable($0, isReference) }) {
      let addition = joined.isEmpty ? text : separator + text
      let left = texts.count - count - 1
      // Room for saying how many are left, should one of the next not fit.
      let tail = left > 0 ? "\(separator)+\(left) more".count : 0
      guard joined.count + addition.count + tail <= Self.longestSummary else { break }
      joined += addition
      count += 1
    }
    if count == 0 {
      // One description alone is too long beside the rest: as much of it as fits.
      let tail = texts.count > 1 ? "\(separator)+\(texts.count - 1) more" : ""
      joined = String(Self.acceptable(texts[0], isReference).prefix(Self.longestSummary - tail.count)) + tail
    } else if count < texts.count {
      joined += "\(separator)+\(texts.count - count) more"
    }
    summary = joined
    if count < texts.count {
      let lost = texts[max(1, count)...]
      if !lost.isEmpty {
        notes.append("descriptions that did not fit: \(lost.map { "'\($0)'" }.joined(separator: ", "))")
      }
    }
  }

  /// With a space for each character that EC2 does not accept.
  private static func acceptable(_ text: String, _ isReference: Bool) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9": scalar
          case "&": isReference ? " " : scalar
          default: " ._-:/()#,@[]+=;{}!$*".unicodeScalars.contains(scalar) ? scalar : " "
          }
        }
      )
    )
  }

  /// Every tag of which no two rules have different values.
  private mutating func joinTags(_ rules: [SecurityGroupRule]) {
    var values: [String: Set<String>] = [:]
    for rule in rules { for (key, value) in rule.tags { values[key, default: []].insert(value) } }
    for (key, found) in values.sorted(by: { $0.key < $1.key }) {
      if let value = found.first, found.count == 1 {
        tags[key] = value
      } else {
        notes.append("tag \(key) had different values: \(found.sorted().map { "'\($0)'" }.joined(separator: ", "))")
      }
    }
  }
}
