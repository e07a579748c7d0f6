// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an attachment change.
  package struct NetworkInterfaceAttachmentChanges: QueryDecodable, Equatable {
    package var attachmentId: String?
    package var defaultEnaQueueCount: Bool?
    package var deleteOnTermination: Bool?
    package var enaQueueCount: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      attachmentId = try query.string("AttachmentId")
      defaultEnaQueueCount = try query.boolean("DefaultEnaQueueCount")
      deleteOnTermination = try query.boolean("DeleteOnTermination")
      enaQueueCount = try query.integer("EnaQueueCount")
    }
  }
}
