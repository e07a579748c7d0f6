// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a DHCP configuration option.
  package struct NewDhcpConfiguration: QueryDecodable, Equatable {
    package var key: String?
    package var values: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      key = try query.string("Key")
      values = try query.strings("Value") ?? []
    }
  }
}
