// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the destination options for a flow log.
  package struct DestinationOptionsRequest: QueryDecodable, Equatable {
    package var fileFormat: String?
    package var hiveCompatiblePartitions: Bool?
    package var perHourPartition: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      fileFormat = try query.string("FileFormat")
      hiveCompatiblePartitions = try query.boolean("HiveCompatiblePartitions")
      perHourPartition = try query.boolean("PerHourPartition")
    }
  }
}
