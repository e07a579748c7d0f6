// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// The VPC peering connection options.
  package struct PeeringConnectionOptionsRequest: QueryDecodable, Equatable {
    package var allowDnsResolutionFromRemoteVpc: Bool?
    package var allowEgressFromLocalClassicLinkToRemoteVpc: Bool?
    package var allowEgressFromLocalVpcToRemoteClassicLink: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allowDnsResolutionFromRemoteVpc = try query.boolean("AllowDnsResolutionFromRemoteVpc")
      allowEgressFromLocalClassicLinkToRemoteVpc = try query.boolean("AllowEgressFromLocalClassicLinkToRemoteVpc")
      allowEgressFromLocalVpcToRemoteClassicLink = try query.boolean("AllowEgressFromLocalVpcToRemoteClassicLink")
    }
  }
}
