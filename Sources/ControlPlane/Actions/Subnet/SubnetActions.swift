/// The actions of this family.
enum SubnetActions {
  static let all: [Action] = [
    .write(createSubnet), .write(deleteSubnet), .read(describeSubnets), .write(modifySubnetAttribute),
    .write(associateSubnetCidrBlock), .write(disassociateSubnetCidrBlock),
  ]
}
