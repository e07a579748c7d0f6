import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

/// Random calls beside a model that knows rules as texts only.
@Suite("Security group rules against a model")
struct SecurityGroupModelTests {
  /// What the model takes a rule for: a direction, a protocol with ports, a peer.
  struct Line: Hashable {
    var isEgress: Bool
    var traffic: String
    var peer: String

    var countsIPv4: Bool { peer.hasPrefix("sg-") || peer.contains(".") }
    var countsIPv6: Bool { peer.hasPrefix("sg-") || peer.contains(":") }
  }

  static let limit = 6

  /// One permission with one peer and the line that it means.
  static func permission(
    _ groups: [String],
    isEgress: Bool,
    _ random: inout SeededGenerator
  ) -> (EC2.IpPermission, Line) {
    let (from, to) = [(22, 22), (80, 81)][Int.random(in: 0...1, using: &random)]
    // How a caller spells it, and how EC2 shows it.
    let spelling: (name: String, from: Int?, to: Int?, shown: String) = [
      ("tcp", from, to, "tcp \(from) \(to)"), ("6", from, to, "tcp \(from) \(to)"),
      ("UDP", from, to, "udp \(from) \(to)"),
      ("-1", from, to, "-1 -1 -1"), ("-1", nil, nil, "-1 -1 -1"), ("icmp", 8, -1, "icmp 8 -1"),
      ("50", 1, 2, "50 -1 -1"),
    ][Int.random(in: 0..<7, using: &random)]
    var permission = EC2.IpPermission(fromPort: spelling.from, ipProtocol: spelling.name, toPort: spelling.to)
    let peer: String
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1:
      let (given, shown) = [
        ("10.0.0.0/8", "10.0.0.0/8"), ("10.9.9.9/8", "10.0.0.0/8"), ("192.0.2.1/32", "192.0.2.1/32"),
      ][
        Int.random(in: 0..<3, using: &random)
      ]
      permission.ipRanges = [EC2.IpRange(cidrIp: given)]
      peer = shown
    case 2, 3:
      let (given, shown) = [("::/0", "::/0"), ("2001:DB8:0::1/32", "2001:db8::/32")][
        Int.random(in: 0..<2, using: &random)
      ]
      permission.ipv6Ranges = [EC2.Ipv6Range(cidrIpv6: given)]
      peer = shown
    default:
      peer = groups[Int.random(in: 0..<groups.count, using: &random)]
      permission.userIdGroupPairs = [EC2.UserIdGroupPair(groupId: peer)]
    }
    return (permission, Line(isEgress: isEgress, traffic: spelling.shown, peer: peer))
  }

  static func fits(_ lines: [Line]) -> Bool {
    for isEgress in [false, true] {
      let lines = lines.filter { $0.isEgress == isEgress }
      if lines.count(where: \.countsIPv4) > limit || lines.count(where: \.countsIPv6) > limit { return false }
    }
    return true
  }

  @Test("Calls succeed exactly where the model says, and leave both views as the model has them", arguments: 0..<20)
  func randomCalls(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var town = GroupTown()
    town.setQuotas { $0.rulesPerGroup = Self.limit }
    let vpc = town.vpc()
    let groups = try (0..<3).map { try town.group("group \($0)", in: vpc) }
    var model = Dictionary(
      uniqueKeysWithValues: groups.map { ($0, [Line(isEgress: true, traffic: "-1 -1 -1", peer: "0.0.0.0/0")]) }
    )

    // Every way out must be taken, or nothing is shown.
    var seen: Set<String> = []

    for step in 0..<120 {
      let group = groups[Int.random(in: 0..<groups.count, using: &random)]
      let lines = try #require(model[group])
      let isEgress = Bool.random(using: &random)
      let drawn = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Self.permission(groups, isEgress: isEgress, &random)
      }
      let (permissions, asked) = (drawn.map(\.0), drawn.map(\.1))
      let isDistinct = Set(asked).count == asked.count
      let before = town.cloud.state.network

      let expected: [Line]?
      let outcome: Result<Void, any Error>
      let kind = Int.random(in: 0..<5, using: &random)
      switch kind {
      case 0, 1:
        let after = lines + asked
        expected = isDistinct && Set(after).count == after.count && Self.fits(after) ? after : nil
        outcome = Result {
          if isEgress {
            _ = try town.cloud.perform(GroupTown.authorizingEgress(permissions, in: group))
          } else {
            _ = try town.cloud.perform(GroupTown.authorizing(permissions, in: group))
          }
        }
      case 2:
        // Half of the time only what is there, else hardly any revocation would succeed.
        expected = isDistinct && Set(asked).isSubset(of: lines) ? lines.filter { !asked.contains($0) } : nil
        outcome = Result { try Self.revoke(permissions, isEgress, group, &town) }
      case 3:
        let present = drawn.filter { lines.contains($0.1) }
        let distinct = Set(present.map(\.1)).count == present.count && !present.isEmpty
        expected = distinct ? lines.filter { line in !present.contains { $0.1 == line } } : nil
        outcome = Result { try Self.revoke(present.map(\.0), isEgress, group, &town) }
      default:
        (expected, outcome) = try Self.modify(lines, drawn, isDistinct: isDistinct, group, &town, &random)
      }

      switch (expected, outcome) {
      case (let after?, .success):
        model[group] = after
        seen.insert(["authorized", "authorized", "revoked", "revoked", "modified"][kind])
      case (nil, .failure(let error)):
        seen.insert(try #require(error as? EC2Error).code)
        #expect(town.cloud.state.network == before, "seed \(seed), step \(step): a refused call changed something")
      case (let expected, let outcome):
        Issue.record("seed \(seed), step \(step): model \(expected == nil ? "refuses" : "accepts"), EC2 \(outcome)")
        return
      }
      for group in groups {
        let lines = try #require(model[group])
        #expect(Self.fits(lines))
        #expect(Set(lines).count == lines.count)
        #expect(try Self.ruleView(group, &town).sorted() == lines.map(Self.text).sorted(), "seed \(seed), step \(step)")
        #expect(
          try Self.permissionView(group, &town).sorted() == lines.map(Self.text).sorted(),
          "seed \(seed), step \(step)"
        )
      }
    }
    #expect(
      seen.isSuperset(of: [
        "authorized", "revoked", "modified", "InvalidPermission.Duplicate", "InvalidPermission.NotFound",
        "InvalidParameterValue", "RulesPerSecurityGroupLimitExceeded",
      ]),
      "seed \(seed): only \(seen.sorted())"
    )
  }

  static func revoke(_ permissions: [EC2.IpPermission], _ isEgress: Bool, _ group: String, _ town: inout GroupTown)
    throws
  {
    if isEgress {
      var request = EC2.RevokeSecurityGroupEgressRequest()
      request.groupId = group
      request.ipPermissions = permissions
      _ = try town.cloud.perform(request)
    } else {
      _ = try town.cloud.perform(GroupTown.revoking(permissions, in: group))
    }
  }

  /// Gives random rules of the group other contents.
  static func modify(
    _ lines: [Line],
    _ drawn: [(EC2.IpPermission, Line)],
    isDistinct: Bool,
    _ group: String,
    _ town: inout GroupTown,
    _ random: inout SeededGenerator
  ) throws -> ([Line]?, Result<Void, any Error>) {
    let isEgress = drawn[0].1.isEgress
    var rules = try town.rules(group, isEgress: isEgress).shuffled(using: &random)
    if Bool.random(using: &random) {
      // A rule with the new content's kind of peer where there is one, else hardly any change would be allowed.
      for (index, (_, line)) in drawn.enumerated() where index < rules.count {
        let match = rules[index...].firstIndex { rule in
          let old = Self.line(rule)
          return (old.countsIPv4, old.countsIPv6) == (line.countsIPv4, line.countsIPv6)
        }
        if let match { rules.swapAt(index, match) }
      }
    }
    var request = EC2.ModifySecurityGroupRulesRequest()
    request.groupId = group
    var after = lines
    var isAllowed = isDistinct && !rules.isEmpty
    for (rule, (permission, line)) in zip(rules, drawn) {
      var content = EC2.SecurityGroupRuleRequest()
      content.ipProtocol = permission.ipProtocol
      content.fromPort = permission.fromPort
      content.toPort = permission.toPort
      content.cidrIpv4 = permission.ipRanges?.first?.cidrIp
      content.cidrIpv6 = permission.ipv6Ranges?.first?.cidrIpv6
      content.referencedGroupId = permission.userIdGroupPairs?.first?.groupId
      var update = EC2.SecurityGroupRuleUpdate()
      update.securityGroupRuleId = rule.securityGroupRuleId
      update.securityGroupRule = content
      request.securityGroupRules.append(update)
      let old = Self.line(rule)
      if (old.countsIPv4, old.countsIPv6) != (line.countsIPv4, line.countsIPv6) { isAllowed = false }
      after.removeAll { $0 == old }
    }
    let used = drawn.prefix(rules.count).map(\.1)
    if Set(used).count == used.count, !rules.isEmpty, !isDistinct {
      // The repetition was among those that found no rule.
      isAllowed = zip(rules, used).allSatisfy { rule, line in
        let old = Self.line(rule)
        return (old.countsIPv4, old.countsIPv6) == (line.countsIPv4, line.countsIPv6)
      }
    }
    after += used
    let isSet = Set(after).count == after.count
    let outcome = Result { _ = try town.cloud.perform(request) }
    return (isAllowed && isSet ? after : nil, outcome)
  }

  // MARK: Views

  static func line(_ rule: EC2.SecurityGroupRule) -> Line {
    Line(
      isEgress: rule.isEgress ?? false,
      traffic: "\(rule.ipProtocol ?? "") \(rule.fromPort ?? -9) \(rule.toPort ?? -9)",
      peer: rule.cidrIpv4 ?? rule.cidrIpv6 ?? rule.referencedGroupInfo?.groupId ?? ""
    )
  }

  static func text(_ line: Line) -> String { "\(line.isEgress) \(line.traffic) \(line.peer)" }

  static func ruleView(_ group: String, _ town: inout GroupTown) throws -> [String] {
    try (town.rules(group) + town.rules(group, isEgress: true)).map { text(line($0)) }
  }

  static func permissionView(_ group: String, _ town: inout GroupTown) throws -> [String] {
    let shape = try town.described(group)
    var lines: [String] = []
    for (isEgress, permissions) in [(false, shape.ipPermissions ?? []), (true, shape.ipPermissionsEgress ?? [])] {
      let traffics = permissions.map { "\($0.ipProtocol ?? "") \($0.fromPort ?? -1) \($0.toPort ?? -1)" }
      #expect(Set(traffics).count == traffics.count, "one permission for each kind of traffic")
      for (traffic, permission) in zip(traffics, permissions) {
        let peers =
          (permission.ipRanges ?? []).compactMap(\.cidrIp) + (permission.ipv6Ranges ?? []).compactMap(\.cidrIpv6)
          + (permission.userIdGroupPairs ?? []).compactMap(\.groupId)
        lines += peers.map { text(Line(isEgress: isEgress, traffic: traffic, peer: $0)) }
      }
    }
    return lines
  }
}
