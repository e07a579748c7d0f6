import VPCModel

extension Consolidation {
  /// One AWS CLI call, and why it stands where it does.
  package struct Command: Hashable, Sendable {
    package var purpose: String
    package var text: String
  }

  /// Rules that one call adds or removes; longer lists take several calls.
  private static let callSize = 50

  /// The calls in an order that never cuts what is allowed: rules that others allow already go first and make room, then
  /// come the new ones, then goes what these replace. Rules that EC2 has identified go by identifier.
  package var commands: [Command] {
    let redundant = removed.filter(\.isRedundant)
    let replaced = removed.filter { !$0.isRedundant }
    return revocations(redundant, purpose: "take away what other rules allow already") + authorizations
      + revocations(replaced, purpose: "take away what the new rules allow")
  }

  private var authorizations: [Command] {
    // A call gives all its rules the same tags.
    var order: [Tags] = []
    var rules: [Tags: [SecurityGroupRule]] = [:]
    for addition in added {
      if rules[addition.rule.tags] == nil { order.append(addition.rule.tags) }
      rules[addition.rule.tags, default: []].append(addition.rule)
    }
    return order.flatMap { tags in
      Self.chunks(rules[tags] ?? []).map { chunk in
        Command(purpose: "add the new rules", text: AWSCommand.authorize(chunk, tags: tags))
      }
    }
  }

  private func revocations(_ removals: [Removal], purpose: String) -> [Command] {
    let identified = removals.map(\.rule).filter(\.hasAssignedID)
    let others = removals.map(\.rule).filter { !$0.hasAssignedID }
    return Self.chunks(identified).map { Command(purpose: purpose, text: AWSCommand.revoke(identified: $0)) }
      + Self.chunks(others).map { Command(purpose: purpose, text: AWSCommand.revoke(described: $0)) }
  }

  private static func chunks(_ rules: [SecurityGroupRule]) -> [[SecurityGroupRule]] {
    stride(from: 0, to: rules.count, by: callSize).map { Array(rules[$0..<min($0 + callSize, rules.count)]) }
  }

  /// What to know before making the calls.
  ///
  /// - Parameter limit: rules that the group may have in each family.
  package func cautions(limit: Int) -> [String] {
    var cautions: [String] = []
    let redundant = removed.filter(\.isRedundant).count
    let peak = countsBefore.largest - redundant + added.count
    if !added.isEmpty, peak > limit {
      cautions.append(
        "While new and old rules stand side by side the group can have up to \(peak) rules in one family; its limit is"
          + " \(limit). Add and take away in smaller steps, or raise the limit for the time being."
      )
    }
    cautions += added.flatMap { addition in
      addition.notes.map { "\(addition.rule.traffic) \(addition.rule.peer): \($0)" }
    }
    return cautions
  }
}

extension AWSCommand {
  /// The command that adds rules of one group and direction to it.
  static func authorize(_ rules: [SecurityGroupRule], tags: Tags) -> String {
    guard let first = rules.first else { return "" }
    var command = AWSCommand("ec2 authorize-security-group-\(first.direction.rawValue)")
      .option("group-id", first.groupID.text)
      .list("ip-permissions", rules.map { permission($0) })
    if !tags.isEmpty {
      let pairs = tags.sorted { $0.key < $1.key }
        .map { "{Key=\(shorthand($0.key)),Value=\(shorthand($0.value))}" }.joined(separator: ",")
      command = command.option("tag-specifications", "ResourceType=security-group-rule,Tags=[\(pairs)]")
    }
    return command.text
  }

  static func revoke(identified rules: [SecurityGroupRule]) -> String {
    guard let first = rules.first else { return "" }
    return AWSCommand("ec2 revoke-security-group-\(first.direction.rawValue)")
      .option("group-id", first.groupID.text)
      .list("security-group-rule-ids", rules.map(\.id.text))
      .text
  }

  static func revoke(described rules: [SecurityGroupRule]) -> String {
    guard let first = rules.first else { return "" }
    // A description plays no part in finding the rule.
    let bare = rules.map { rule in
      var rule = rule
      rule.summary = nil
      return rule
    }
    return AWSCommand("ec2 revoke-security-group-\(first.direction.rawValue)")
      .option("group-id", first.groupID.text)
      .list("ip-permissions", bare.map { permission($0) })
      .text
  }
}
