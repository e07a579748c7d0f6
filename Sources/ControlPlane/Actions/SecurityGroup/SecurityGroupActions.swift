/// The actions of this family.
package enum SecurityGroupActions {
  static let all: [Action] = [
    .write(CreateSecurityGroup.run),
    .write(DeleteSecurityGroup.run),
    .read(DescribeSecurityGroups.run),
    .write(AuthorizeSecurityGroupRules.ingress),
    .write(AuthorizeSecurityGroupRules.egress),
    .write(RevokeSecurityGroupRules.ingress),
    .write(RevokeSecurityGroupRules.egress),
    .read(DescribeSecurityGroupRules.run),
    .write(ModifySecurityGroupRules.run),
    .write(UpdateSecurityGroupRuleDescriptions.ingress),
    .write(UpdateSecurityGroupRuleDescriptions.egress),
    .read(DescribeSecurityGroupReferences.run),
    .read(DescribeStaleSecurityGroups.run),
    .read(GetSecurityGroupsForVpc.run),
    .write(SecurityGroupVpcAssociations.associate),
    .write(SecurityGroupVpcAssociations.disassociate),
    .read(SecurityGroupVpcAssociations.describe),
  ]
}
