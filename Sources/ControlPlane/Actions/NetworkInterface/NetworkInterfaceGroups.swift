import EC2Shapes
import VPCModel

extension Scope {
  /// The most security groups that an interface may have: the quota, and no more than the rules of full groups fit in
  /// the limit of rules for an interface (VPC user guide, "Amazon VPC quotas").
  var largestGroupCount: Int {
    let fitting = quotas.rulesPerGroup > 0 ? quotas.rulesPerInterface / quotas.rulesPerGroup : .max
    return max(1, min(quotas.groupsPerInterface, fitting))
  }

  /// The security groups that an interface of the VPC is to have, as a caller named them: at least one, each the VPC's
  /// own or associated with it. A repetition counts once.
  func securityGroups(_ identifiers: [String], of vpcID: VPC.ID) throws(EC2Error) -> [SecurityGroup.ID] {
    var groups: [SecurityGroup.ID] = []
    for identifier in identifiers where !groups.contains(SecurityGroup.ID(identifier)) {
      guard let record = find(SecurityGroupRecord.self, identifier) else {
        throw InterfaceIdentifiers.securityGroup.error(for: identifier)
      }
      guard record.isUsable(in: vpcID) else { throw .differentNetworks }
      groups.append(record.group.id)
      guard groups.count <= largestGroupCount else {
        throw EC2Error(
          code: "SecurityGroupsPerInterfaceLimitExceeded",
          message: "The maximum number of security groups per interface has been reached."
        )
      }
    }
    guard !groups.isEmpty else { throw .missingParameter("SecurityGroupId") }
    return groups
  }

  /// The VPC's group of the name `default`. O(log n).
  func defaultGroup(of vpcID: VPC.ID) throws(EC2Error) -> SecurityGroup.ID {
    let key = SecurityGroupRecord.nameKey(vpcID: vpcID, name: "default")
    guard let id = state.holders(of: key, .securityGroup).first else {
      throw EC2Error(
        code: "InvalidGroup.NotFound",
        message: "The security group 'default' does not exist in VPC '\(vpcID)'"
      )
    }
    return SecurityGroup.ID(id)
  }
}

extension SecurityGroupRecord {
  /// Whether interfaces in the VPC may have the group.
  func isUsable(in vpcID: VPC.ID) -> Bool {
    group.vpcID == vpcID || vpcAssociations.contains { $0.vpcID == vpcID && $0.state == "associated" }
  }
}

extension EC2Error {
  static let differentNetworks = EC2Error(
    code: "InvalidGroup.NotFound",
    message: "You have specified two resources that belong to different networks."
  )
}

/// How EC2 speaks of what interfaces and instances refer to.
enum InterfaceIdentifiers {
  static let securityGroup = IdentifierWords(
    prefix: "sg",
    notFoundCode: "InvalidGroup.NotFound",
    notFoundMessage: "The security group '%' does not exist",
    malformedCode: "InvalidGroupId.Malformed"
  )
}
