/// The actions of this family.
package enum VPCEndpointActions {
  static let all: [Action] = [
    .write(createVpcEndpoint),
    .write(modifyVpcEndpoint),
    .write(deleteVpcEndpoints),
    .read(describeVpcEndpoints),
    .read(describeVpcEndpointServices),
  ]
}
