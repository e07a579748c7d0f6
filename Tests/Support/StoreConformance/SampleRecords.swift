package import ControlPlane
import EC2Shapes
import IPAddressing
package import VPCModel

/// Records and calls to fill a store with, each told by a number.
package enum SampleRecords {
  package static let location = Location(accountID: "123456789012", region: "eu-central-1")

  package static func groupID(_ number: Int) -> String { "sg-" + digits(number) }
  package static func ruleID(_ number: Int) -> String { "sgr-" + digits(number) }

  package static func group(_ number: Int, tags: Tags = [:]) -> SecurityGroupRecord {
    SecurityGroupRecord(
      group: SecurityGroup(
        id: SecurityGroup.ID(groupID(number)),
        name: "group-\(number)",
        summary: "Made to be stored: \"quoted\", ünï/cödé",
        vpcID: "vpc-0123456789abcdef0",
        ownerID: location.accountID,
        tags: tags
      ),
      location: location
    )
  }

  /// A rule of the group of a number, for one port of one network.
  package static func rule(_ number: Int, ofGroup group: Int, summary: String? = nil) -> SecurityGroupRuleRecord {
    let port = UInt16(truncatingIfNeeded: 1 + number % 60_000)
    let network = IPv4Prefix("10.\(number / 256 % 256).\(number % 256).0/24")
    return SecurityGroupRuleRecord(
      rule: SecurityGroupRule(
        id: SecurityGroupRule.ID(ruleID(number)),
        groupID: SecurityGroup.ID(groupID(group)),
        direction: number.isMultiple(of: 2) ? .ingress : .egress,
        traffic: .tcp(PortRange(port)),
        peer: network.map { .ipv4($0) } ?? .securityGroup(GroupReference(SecurityGroup.ID(groupID(group)))),
        summary: summary
      ),
      location: location
    )
  }

  package static func call(
    _ action: String,
    milliseconds: Int64 = 1_790_000_000_000,
    accessKeyID: String = "AKIAIOSFODNN7EXAMPLE",
    parameters: [RecordedCall.Parameter] = [],
    errorCode: String? = nil
  ) -> RecordedCall {
    RecordedCall(
      time: Timestamp(milliseconds: milliseconds),
      requestID: "00000000-0000-4000-8000-000000000000",
      location: location,
      accessKeyID: accessKeyID,
      action: action,
      parameters: parameters,
      errorCode: errorCode,
      errorMessage: errorCode.map { "because of \($0)" }
    )
  }

  package static func commit(_ changes: [Change], action: String = "Test", milliseconds: Int64 = 1_790_000_000_000)
    -> Commit
  {
    Commit(changes: changes, call: call(action, milliseconds: milliseconds))
  }

  /// Groups with their rules, a commit for each group.
  package static func network(groups: Int, rulesPerGroup: Int) -> [Commit] {
    (0..<groups).map { group in
      var changes: [Change] = [.put(SampleRecords.group(group, tags: ["Name": "group-\(group)"]))]
      for rule in 0..<rulesPerGroup {
        let number = group * rulesPerGroup + rule
        changes.append(.put(SampleRecords.rule(number, ofGroup: group, summary: "rule \(rule)")))
      }
      return commit(changes, action: "CreateSecurityGroup")
    }
  }

  private static func digits(_ number: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 17 - text.count)) + text
  }
}
