import VPCModel

/// The rules of one group, each once: EC2 refuses a second one that does the same.
struct RuleSet {
  private struct Key: Hashable {
    var direction: TrafficDirection
    var traffic: TrafficSelector
    var peer: SecurityGroupRule.Peer
  }

  private(set) var rules: [SecurityGroupRule] = []
  private var numbers: [Key: Int] = [:]

  /// - Returns: the identifier of the rule that does the same and is there already, else the rule's own.
  @discardableResult
  mutating func insert(_ rule: SecurityGroupRule) -> SecurityGroupRule.ID {
    let key = Key(direction: rule.direction, traffic: rule.traffic, peer: rule.peer)
    if let number = numbers[key] {
      // The more is known of it, the better.
      if rules[number].summary == nil { rules[number].summary = rule.summary }
      return rules[number].id
    }
    numbers[key] = rules.count
    rules.append(rule)
    return rule.id
  }
}
