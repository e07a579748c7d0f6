/// The actions of this family.
enum VPCActions {
  static let all: [Action] = [
    .write(createVpc), .write(deleteVpc), .read(describeVpcs),
    .write(modifyVpcAttribute), .read(describeVpcAttribute), .write(modifyVpcTenancy),
    .write(associateVpcCidrBlock), .write(disassociateVpcCidrBlock),
    .write(createDefaultVpc), .write(createDefaultSubnet),
    .read(describeVpcClassicLink), .read(describeVpcClassicLinkDnsSupport),
  ]
}
