/// The actions of this family.
package enum GatewayActions {
  static let all: [Action] = [
    .write(createInternetGateway),
    .write(deleteInternetGateway),
    .write(attachInternetGateway),
    .write(detachInternetGateway),
    .read(describeInternetGateways),
    .write(createEgressOnlyInternetGateway),
    .write(deleteEgressOnlyInternetGateway),
    .read(describeEgressOnlyInternetGateways),
    .read(describeTransitGateways),
    .read(describeTransitGatewayVpcAttachments),
  ]
}
