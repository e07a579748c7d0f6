import EC2Shapes
import VPCModel

extension NetworkInterfaceActions {
  static func deleteNetworkInterface(
    _ request: EC2.DeleteNetworkInterfaceRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    guard record.attachment == nil else {
      throw .invalidParameterValue("Network interface '\(record.recordID)' is currently in use.")
    }
    try record.checkIsOwn()
    transaction.removeNetworkInterface(record.interface.id)
    return EmptyResponse()
  }
}

extension NetworkInterfaceRecord {
  /// Refuses changes of an interface that a service manages.
  func checkIsOwn() throws(EC2Error) {
    guard !isRequesterManaged else {
      throw EC2Error(
        code: "OperationNotPermitted",
        message: "You are not allowed to manage '\(recordID)', which is managed by another service."
      )
    }
  }
}
