// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// `BlobAttributeValue` of the EC2 API.
  package struct BlobAttributeValue: QueryDecodable, Equatable {
    package var value: [UInt8]?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      value = try query.blob("Value")
    }
  }
}
