import EC2Shapes
import VPCModel

extension NetworkInterfaceActions {
  static func describeNetworkInterfaceAttribute(
    _ request: EC2.DescribeNetworkInterfaceAttributeRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeNetworkInterfaceAttributeResult {
    let record = try scope.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    var result = EC2.DescribeNetworkInterfaceAttributeResult(networkInterfaceId: record.recordID)
    switch request.attribute {
    case "description": result.description = EC2.AttributeValue(value: record.interface.summary ?? "")
    case "groupSet": result.groups = record.groupShapes(in: scope.state)
    case "sourceDestCheck": result.sourceDestCheck = .init(value: record.interface.sourceDestinationCheck)
    case "attachment": result.attachment = record.attachment?.shape
    case "associatePublicIpAddress":
      result.associatePublicIpAddress = record.wantsPublicAddress
    case let attribute:
      guard let attribute, !attribute.isEmpty else {
        throw .invalidParameterCombination("No attributes specified.")
      }
      throw .invalidParameterValue(
        attribute,
        parameter: "attribute",
        reason: "Unknown network interface attribute."
      )
    }
    return result
  }

  /// One attribute a call.
  static func modifyNetworkInterfaceAttribute(
    _ request: EC2.ModifyNetworkInterfaceAttributeRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(
      NetworkInterfaceRecord.self,
      request.networkInterfaceId,
      "NetworkInterfaceId"
    )
    let given = [
      request.associatePublicIpAddress != nil, request.attachment != nil,
      request.connectionTrackingSpecification != nil,
      request.description != nil, request.enablePrimaryIpv6 != nil, !request.groups.isEmpty,
      request.sourceDestCheck != nil, !request.associatedSubnetIds.isEmpty,
    ]
    switch given.count(where: \.self) {
    case 0: throw .invalidParameterCombination("No attributes specified.")
    case 1: break
    default: throw .invalidParameterCombination("Fields for multiple attribute types specified.")
    }
    try record.checkIsOwn()
    if !request.groups.isEmpty {
      record.interface.groupIDs = try transaction.securityGroups(request.groups, of: record.interface.vpcID)
    }
    if let description = request.description {
      try checkDescription(description.value ?? "")
      record.interface.summary = description.value ?? ""
    }
    if let check = request.sourceDestCheck {
      guard let value = check.value else { throw .missingParameter("SourceDestCheck.Value") }
      record.interface.sourceDestinationCheck = value
    }
    if let changes = request.attachment { try change(&record, by: changes) }
    if let tracking = request.connectionTrackingSpecification {
      record.connectionTracking = try InterfaceAddressTexts.connectionTracking(tracking)
    }
    if let isPrimary = request.enablePrimaryIpv6 { try setPrimaryIPv6(isPrimary, of: &record) }
    if let isPublic = request.associatePublicIpAddress { try transaction.setAutomaticAddress(isPublic, of: &record) }
    if !request.associatedSubnetIds.isEmpty {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "Network interfaces with more than one subnet are not supported."
      )
    }
    transaction.put(record)
    return EmptyResponse()
  }

  static func resetNetworkInterfaceAttribute(
    _ request: EC2.ResetNetworkInterfaceAttributeRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(
      NetworkInterfaceRecord.self,
      request.networkInterfaceId,
      "NetworkInterfaceId"
    )
    guard request.sourceDestCheck != nil else { throw .invalidParameterCombination("No attributes specified.") }
    try record.checkIsOwn()
    record.interface.sourceDestinationCheck = true
    transaction.put(record)
    return EmptyResponse()
  }

  private static func change(
    _ record: inout NetworkInterfaceRecord,
    by changes: EC2.NetworkInterfaceAttachmentChanges
  ) throws(EC2Error) {
    guard let id = changes.attachmentId, !id.isEmpty else { throw .missingParameter("Attachment.AttachmentId") }
    guard var attachment = record.attachment, attachment.id == id else { throw .unknownAttachment(id) }
    if let deleteOnTermination = changes.deleteOnTermination { attachment.deleteOnTermination = deleteOnTermination }
    record.attach(attachment)
  }

  private static func setPrimaryIPv6(_ isPrimary: Bool, of record: inout NetworkInterfaceRecord) throws(EC2Error) {
    guard isPrimary || !record.hasPrimaryIPv6Address else {
      throw .invalidParameterValue("A primary IPv6 address cannot be disabled once it is enabled.")
    }
    guard !isPrimary || !record.interface.ipv6Addresses.isEmpty else {
      throw .invalidParameterValue("The network interface '\(record.recordID)' has no IPv6 address.")
    }
    record.hasPrimaryIPv6Address = isPrimary
  }
}

extension EC2Error {
  static func unknownAttachment(_ id: String) -> EC2Error {
    EC2Error(
      code: "InvalidAttachmentID.NotFound",
      message: "The network interface attachment ID '\(id)' does not exist"
    )
  }
}
