import EC2Shapes
import IPAddressing
import VPCModel

/// Reads `IpPermissions` for one group: a rule for each peer of each permission.
struct PermissionReader<S: Scope> {
  /// Whether peers must exist and be within reach, as for a rule that is to be made, or are only named, as for a
  /// rule that is there already.
  enum Purpose {
    case making, naming
  }

  let scope: S
  let group: SecurityGroupRecord
  let purpose: Purpose

  /// The rules in the order of the request. Throws for one that is there twice.
  func rules(_ permissions: [EC2.IpPermission]) throws(EC2Error) -> [RequestedRule] {
    var rules: [RequestedRule] = []
    for permission in permissions { rules += try self.rules(permission) }
    var keys: Set<RuleKey> = []
    for rule in rules {
      guard keys.insert(rule.key).inserted else { throw SecurityGroupErrors.repeatedPermission }
    }
    return rules
  }

  private func rules(_ permission: EC2.IpPermission) throws(EC2Error) -> [RequestedRule] {
    let traffic = try TrafficSelector(
      ipProtocol: permission.ipProtocol,
      from: permission.fromPort,
      to: permission.toPort
    )
    var rules: [RequestedRule] = []
    for range in permission.ipRanges ?? [] {
      rules.append(try rule(traffic, .ipv4(Self.ipv4(range.cidrIp)), range.description))
    }
    for range in permission.ipv6Ranges ?? [] {
      rules.append(try rule(traffic, .ipv6(Self.ipv6(range.cidrIpv6)), range.description))
    }
    for list in permission.prefixListIds ?? [] {
      rules.append(try rule(traffic, .prefixList(prefixList(list.prefixListId)), list.description))
    }
    for pair in permission.userIdGroupPairs ?? [] {
      rules.append(try rule(traffic, .securityGroup(reference(pair)), pair.description))
    }
    guard !rules.isEmpty else { throw Self.peerMissing }
    return rules
  }

  private func rule(
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer,
    _ summary: String?
  ) throws(EC2Error) -> RequestedRule {
    RequestedRule(traffic: traffic, peer: peer, summary: try SecurityGroupText.ruleDescription(summary))
  }

  static var peerMissing: EC2Error {
    EC2Error(
      code: "MissingParameter",
      message: "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
    )
  }

  // MARK: Peers

  static func ipv4(_ text: String?) throws(EC2Error) -> IPv4Prefix {
    guard let prefix = try? IPv4Prefix(canonicalizing: text ?? "") else { throw malformed(text) }
    return prefix
  }

  static func ipv6(_ text: String?) throws(EC2Error) -> IPv6Prefix {
    guard let prefix = try? IPv6Prefix(canonicalizing: text ?? "") else { throw malformed(text) }
    return prefix
  }

  private static func malformed(_ cidr: String?) -> EC2Error {
    .invalidParameterValue("CIDR block \((cidr ?? "").prefix(256)) is malformed")
  }

  func prefixList(_ id: String?) throws(EC2Error) -> PrefixList.ID {
    guard let id, !id.isEmpty else { throw .missingParameter("PrefixListId") }
    guard PrefixListLookup.isWellFormed(id) else { throw PrefixListLookup.malformed(id) }
    guard purpose == .naming || PrefixListLookup.find(id, scope) != nil else { throw PrefixListLookup.notFound(id) }
    return PrefixList.ID(id)
  }

  private func reference(_ pair: EC2.UserIdGroupPair) throws(EC2Error) -> GroupReference {
    if let id = pair.groupId, !id.isEmpty {
      return try reference(to: id, owner: pair.userId ?? scope.location.accountID)
    }
    guard let name = pair.groupName, !name.isEmpty else {
      throw EC2Error(code: "MissingParameter", message: "Source group ID missing.")
    }
    let target = try scope.securityGroupOfDefaultVPC(named: name, accountID: pair.userId)
    return try reference(to: target.recordID, owner: target.location.accountID)
  }

  /// - Parameter owner: the account whose group is meant; `nil` where the caller cannot say.
  func reference(to id: String, owner: String?) throws(EC2Error) -> GroupReference {
    let words = SecurityGroupRecord.identifierWords
    guard words.isWellFormed(id) else { throw words.error(for: id) }
    if purpose == .naming { return GroupReference(SecurityGroup.ID(id)) }
    guard let target = scope.state.securityGroups[id], target.location.region == scope.location.region,
      owner == nil || target.location.accountID == owner
    else { throw words.error(for: id) }
    guard let reference = scope.state.reference(to: target, from: group) else {
      // Whether another account's group exists is not told to those whom nothing connects to it.
      throw target.location == scope.location ? SecurityGroupErrors.differentNetworks : words.error(for: id)
    }
    return reference
  }
}

/// The prefix lists that rules may name: the caller's and AWS's.
enum PrefixListLookup {
  static func find(_ id: String, _ scope: some Scope) -> PrefixListRecord? {
    guard let record = scope.state.prefixLists[id], record.location.region == scope.location.region,
      record.location.accountID == scope.location.accountID || record.list.isAWSManaged
    else { return nil }
    return record
  }

  static func isWellFormed(_ id: String) -> Bool {
    IdentifierWords(prefix: "pl", notFoundCode: "", notFoundMessage: "", malformedCode: "").isWellFormed(id)
  }

  static func malformed(_ id: String) -> EC2Error {
    EC2Error(code: "InvalidPrefixListID.Malformed", message: "Invalid id: \"\(id)\" (expecting \"pl-...\")")
  }

  static func notFound(_ id: String) -> EC2Error {
    EC2Error(code: "InvalidPrefixListID.NotFound", message: "The prefix list ID '\(id)' does not exist")
  }
}
