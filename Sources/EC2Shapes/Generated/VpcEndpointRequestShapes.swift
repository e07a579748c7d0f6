// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the DNS options for an endpoint.
  package struct DnsOptionsSpecification: QueryDecodable, Equatable {
    package var dnsRecordIpType: String?
    package var privateDnsOnlyForInboundResolverEndpoint: Bool?
    package var privateDnsPreference: String?
    package var privateDnsSpecifiedDomains: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dnsRecordIpType = try query.string("DnsRecordIpType")
      privateDnsOnlyForInboundResolverEndpoint = try query.boolean("PrivateDnsOnlyForInboundResolverEndpoint")
      privateDnsPreference = try query.string("PrivateDnsPreference")
      privateDnsSpecifiedDomains = try query.strings("PrivateDnsSpecifiedDomain") ?? []
    }
  }

  /// Describes the configuration of a subnet for a VPC endpoint.
  package struct SubnetConfiguration: QueryDecodable, Equatable {
    package var ipv4: String?
    package var ipv6: String?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      ipv4 = try query.string("Ipv4")
      ipv6 = try query.string("Ipv6")
      subnetId = try query.string("SubnetId")
    }
  }
}
