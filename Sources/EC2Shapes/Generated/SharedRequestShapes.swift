// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// A security group connection tracking specification request that enables you to set the idle timeout for connection
  /// tracking on an Elastic network interface.
  package struct ConnectionTrackingSpecificationRequest: QueryDecodable, Equatable {
    package var tcpEstablishedTimeout: Int?
    package var udpStreamTimeout: Int?
    package var udpTimeout: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      tcpEstablishedTimeout = try query.integer("TcpEstablishedTimeout")
      udpStreamTimeout = try query.integer("UdpStreamTimeout")
      udpTimeout = try query.integer("UdpTimeout")
    }
  }

  /// A filter name and value pair that is used to return a more specific list of results from a describe operation.
  package struct Filter: QueryDecodable, Equatable {
    package var name: String?
    package var values: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      name = try query.string("Name")
      values = try query.strings("Value") ?? []
    }
  }

  /// Describes the IPv4 prefix option for a network interface.
  package struct Ipv4PrefixSpecificationRequest: QueryDecodable, Equatable {
    package var ipv4Prefix: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      ipv4Prefix = try query.string("Ipv4Prefix")
    }
  }

  /// Describes the IPv6 prefix option for a network interface.
  package struct Ipv6PrefixSpecificationRequest: QueryDecodable, Equatable {
    package var ipv6Prefix: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      ipv6Prefix = try query.string("Ipv6Prefix")
    }
  }

  /// Describes a secondary private IPv4 address for a network interface.
  package struct PrivateIpAddressSpecification: QueryDecodable, Equatable {
    package var primary: Bool?
    package var privateIpAddress: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      primary = try query.boolean("Primary")
      privateIpAddress = try query.string("PrivateIpAddress")
    }
  }

  /// The tags to apply to a resource when the resource is being created.
  package struct TagSpecification: QueryDecodable, Equatable {
    package var resourceType: String?
    package var tags: [Tag] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      resourceType = try query.string("ResourceType")
      tags = try query.structures("Tag") ?? []
    }
  }
}
