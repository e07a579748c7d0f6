package import VPCModel

/// A security group without its rules: those are records of their own, so that a change of one writes one.
package struct SecurityGroupRecord: IdentifiedRecord {
  package static var kind: RecordKind { .securityGroup }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.securityGroups }
  package static let identifierWords = IdentifierWords(
    prefix: "sg",
    notFoundCode: "InvalidGroup.NotFound",
    notFoundMessage: "The security group '%' does not exist",
    malformedCode: "InvalidGroupId.Malformed"
  )

  package var group: SecurityGroup
  package var location: Location
  /// Further VPCs (AssociateSecurityGroupVpc), with their states.
  package var vpcAssociations: [VPCAssociation]

  package init(
    group: SecurityGroup,
    location: Location,
    vpcAssociations: [VPCAssociation] = []
  ) {
    self.group = group
    self.location = location
    self.vpcAssociations = vpcAssociations
  }

  package var recordID: String { group.id.text }

  package var arn: String { location.arn("security-group/\(group.id)") }

  /// Whether it came with its VPC. No other group can have the name.
  package var isDefault: Bool { group.name == "default" }

  package var tags: Tags {
    get { group.tags }
    set { group.tags = newValue }
  }

  package var links: [String] {
    [group.vpcID.text, Self.nameKey(vpcID: group.vpcID, name: group.name)] + vpcAssociations.map(\.vpcID.text)
  }

  package var networkChange: NetworkChange? { .securityGroup(.put(group)) }
  package var networkRemoval: NetworkChange? { .securityGroup(.remove(group.id)) }

  /// A key that only the group of this name in the VPC links to. Names are compared without regard to case.
  package static func nameKey(vpcID: VPC.ID, name: String) -> String { "\(vpcID)/group-name/\(name.lowercased())" }

  /// An association with a further VPC.
  package struct VPCAssociation: Codable, Hashable, Sendable {
    package var vpcID: VPC.ID
    package var vpcOwnerID: String
    /// EC2's state: `associated`, …
    package var state: String

    package init(vpcID: VPC.ID, vpcOwnerID: String, state: String = "associated") {
      self.vpcID = vpcID
      self.vpcOwnerID = vpcOwnerID
      self.state = state
    }
  }
}

/// One rule of a security group.
package struct SecurityGroupRuleRecord: IdentifiedRecord {
  package static var kind: RecordKind { .securityGroupRule }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.securityGroupRules }
  package static let identifierWords = IdentifierWords(
    prefix: "sgr",
    notFoundCode: "InvalidSecurityGroupRuleId.NotFound",
    notFoundMessage: "The security group rule ID '%' does not exist",
    malformedCode: "InvalidSecurityGroupRuleId.Malformed"
  )

  package var rule: SecurityGroupRule
  package var location: Location

  package init(rule: SecurityGroupRule, location: Location) {
    self.rule = rule
    self.location = location
  }

  package var recordID: String { rule.id.text }

  package var arn: String { location.arn("security-group-rule/\(rule.id)") }

  package var tags: Tags {
    get { rule.tags }
    set { rule.tags = newValue }
  }

  /// What its peer refers to; its own group holds it in order, which a link could not.
  package var links: [String] {
    switch rule.peer {
    case .ipv4, .ipv6: []
    case .prefixList(let id): [id.text]
    case .securityGroup(let reference): [reference.groupID.text]
    }
  }
}

extension Location {
  fileprivate func arn(_ resource: String) -> String { "arn:aws:ec2:\(region):\(accountID):\(resource)" }
}
