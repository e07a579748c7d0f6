import EC2Shapes
import IPAddressing
import VPCModel

/// ModifySecurityGroupRules: each rule's traffic, peer and description are replaced as a whole; identifier, direction,
/// kind of peer and tags stay. All of the request's changes happen at once, so that two rules can swap what they say.
enum ModifySecurityGroupRules {
  static func run(
    _ request: EC2.ModifySecurityGroupRulesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ModifySecurityGroupRulesResult {
    let group = try transaction.require(SecurityGroupRecord.self, request.groupId, "GroupId")
    guard !request.securityGroupRules.isEmpty else { throw .missingParameter("SecurityGroupRule") }
    let reader = PermissionReader(scope: transaction, group: group, purpose: .making)
    var updates: [(record: SecurityGroupRuleRecord, rule: RequestedRule)] = []
    var identifiers: Set<SecurityGroupRule.ID> = []
    for update in request.securityGroupRules {
      let record = try transaction.rule(update.securityGroupRuleId, of: group)
      guard identifiers.insert(record.rule.id).inserted else { throw SecurityGroupErrors.repeatedPermission }
      guard let content = update.securityGroupRule else { throw .missingParameter("SecurityGroupRule") }
      let rule = try read(content, reader)
      try checkKind(of: rule.peer, replacing: record.rule.peer)
      updates.append((record, rule))
    }
    for direction in TrafficDirection.allCases {
      let changed = updates.filter { $0.record.rule.direction == direction }
      try RuleChecks.check(
        changed.map(\.rule),
        direction,
        of: group.group.id,
        replacing: Set(changed.map(\.record.rule.id)),
        transaction
      )
    }
    for (record, rule) in updates {
      var record = record
      record.rule.traffic = rule.traffic
      record.rule.peer = rule.peer
      record.rule.summary = rule.summary
      transaction.put(record)
    }
    return EC2.ModifySecurityGroupRulesResult(return: true)
  }

  private static func read(
    _ content: EC2.SecurityGroupRuleRequest,
    _ reader: PermissionReader<Transaction>
  ) throws(EC2Error) -> RequestedRule {
    let given = [content.cidrIpv4, content.cidrIpv6, content.prefixListId, content.referencedGroupId].compactMap(\.self)
    guard given.count <= 1 else {
      throw .invalidParameterCombination(
        "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified"
      )
    }
    let traffic = try TrafficSelector(ipProtocol: content.ipProtocol, from: content.fromPort, to: content.toPort)
    let peer: SecurityGroupRule.Peer
    if let cidr = content.cidrIpv4 {
      peer = .ipv4(try PermissionReader<Transaction>.ipv4(cidr))
    } else if let cidr = content.cidrIpv6 {
      peer = .ipv6(try PermissionReader<Transaction>.ipv6(cidr))
    } else if let id = content.prefixListId {
      peer = .prefixList(try reader.prefixList(id))
    } else if let id = content.referencedGroupId {
      // There is no member for the account of a peered VPC: any that is connected may be meant.
      peer = .securityGroup(try reader.reference(to: id, owner: nil))
    } else {
      throw PermissionReader<Transaction>.peerMissing
    }
    return RequestedRule(
      traffic: traffic,
      peer: peer,
      summary: try SecurityGroupText.ruleDescription(content.description)
    )
  }

  private static func checkKind(
    of new: SecurityGroupRule.Peer,
    replacing old: SecurityGroupRule.Peer
  ) throws(EC2Error) {
    let (newWords, oldWords) = (words(new), words(old))
    guard newWords.rule == oldWords.rule else {
      throw .invalidParameterValue("You may not specify \(newWords.parameter) for an existing \(oldWords.rule) rule.")
    }
  }

  private static func words(_ peer: SecurityGroupRule.Peer) -> (parameter: String, rule: String) {
    switch peer {
    case .ipv4: ("an IPv4 CIDR", "IPv4 CIDR")
    case .ipv6: ("an IPv6 CIDR", "IPv6 CIDR")
    case .prefixList: ("a prefix list id", "prefix list id")
    case .securityGroup: ("a referenced group id", "referenced group id")
    }
  }
}
