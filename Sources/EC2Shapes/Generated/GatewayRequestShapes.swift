// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// For regional NAT gateways only
  package struct AvailabilityZoneAddress: QueryDecodable, Equatable {
    package var allocationIds: [String] = []
    package var availabilityZone: String?
    package var availabilityZoneId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationIds = try query.strings("AllocationId") ?? []
      availabilityZone = try query.string("AvailabilityZone")
      availabilityZoneId = try query.string("AvailabilityZoneId")
    }
  }
}
