import EC2Shapes
import VPCModel

enum DeleteSecurityGroup {
  static func run(
    _ request: EC2.DeleteSecurityGroupRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DeleteSecurityGroupResult {
    if let id = request.groupId, !SecurityGroupRecord.identifierWords.isWellFormed(id) {
      throw EC2Error(code: "InvalidGroupId.Malformed", message: "The security-group ID '\(id)' is malformed")
    }
    let record = try transaction.securityGroup(id: request.groupId, name: request.groupName)
    guard !record.isDefault else {
      throw EC2Error(
        code: "CannotDelete",
        message: "the specified group: \"\(record.group.id)\" name: \"default\" cannot be deleted by a user"
      )
    }
    guard !isInUse(record, transaction.state) else {
      throw .dependencyViolation("resource \(record.group.id) has a dependent object")
    }
    for rule in transaction.state.rules(of: record.group.id) {
      transaction.remove(.securityGroupRule, rule.id.text)
    }
    transaction.remove(record)
    return EC2.DeleteSecurityGroupResult(groupId: record.recordID, return: true)
  }

  /// Whether anything but the group's own rules and the rules of groups elsewhere hangs on it. The latter become stale.
  private static func isInUse(_ record: SecurityGroupRecord, _ state: State) -> Bool {
    if !record.vpcAssociations.isEmpty { return true }
    return state.holders(of: record.recordID).contains { holder in
      guard holder.kind == .securityGroupRule else { return true }
      guard let rule = state.securityGroupRules[holder.id]?.rule, rule.groupID != record.group.id else { return false }
      return state.securityGroups[rule.groupID]?.group.vpcID == record.group.vpcID
    }
  }
}
