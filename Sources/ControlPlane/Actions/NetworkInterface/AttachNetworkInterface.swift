import EC2Shapes
import VPCModel

extension NetworkInterfaceActions {
  static func attachNetworkInterface(
    _ request: EC2.AttachNetworkInterfaceRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AttachNetworkInterfaceResult {
    let record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    let instance = try transaction.require(InstanceRecord.self, request.instanceId, "InstanceId")
    guard let deviceIndex = request.deviceIndex else { throw .missingParameter("DeviceIndex") }
    guard ["running", "stopped"].contains(instance.instance.state) else {
      throw EC2Error(
        code: "IncorrectState",
        message: "The instance '\(instance.recordID)' is not in a valid state for this operation."
      )
    }
    try record.checkIsOwn()
    let attached = try transaction.attach(
      record,
      to: instance,
      deviceIndex: deviceIndex,
      networkCardIndex: request.networkCardIndex ?? 0,
      deleteOnTermination: false
    )
    return EC2.AttachNetworkInterfaceResult(
      attachmentId: attached.attachment?.id,
      networkCardIndex: request.networkCardIndex ?? 0
    )
  }

  static func detachNetworkInterface(
    _ request: EC2.DetachNetworkInterfaceRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    guard let id = request.attachmentId, !id.isEmpty else { throw .missingParameter("AttachmentId") }
    let holder = transaction.state.holders(of: id, .networkInterface).first
    guard let holder, let record = transaction.find(NetworkInterfaceRecord.self, holder),
      let attachment = record.attachment
    else { throw .unknownAttachment(id) }
    guard attachment.instanceID != nil else {
      throw EC2Error(code: "OperationNotPermitted", message: "You are not allowed to manage 'ela-attach' attachments.")
    }
    guard attachment.deviceIndex != 0 || attachment.networkCardIndex != 0 else {
      throw EC2Error(
        code: "OperationNotPermitted",
        message: "The network interface at device index 0 and networkCard index 0 cannot be detached."
      )
    }
    transaction.detach(record)
    return EmptyResponse()
  }
}

extension Transaction {
  /// Attaches an available interface to an instance of its VPC and availability zone.
  @discardableResult
  mutating func attach(
    _ interface: NetworkInterfaceRecord,
    to instance: InstanceRecord,
    deviceIndex: Int,
    networkCardIndex: Int = 0,
    deleteOnTermination: Bool
  ) throws(EC2Error) -> NetworkInterfaceRecord {
    guard interface.attachment == nil else {
      throw EC2Error(
        code: "InvalidNetworkInterface.InUse",
        message: "Interface: [\(interface.recordID)] in use."
      )
    }
    if let vpcID = instance.vpcID, vpcID != interface.interface.vpcID {
      throw .invalidParameterValue(
        "You may not attach a network interface to an instance in a different VPC."
      )
    }
    guard interface.interface.availabilityZone == instance.availabilityZone else {
      throw .invalidParameterValue(
        "You may not attach a network interface to an instance if they are not in the same availability zone"
      )
    }
    let others = instance.instance.networkInterfaceIDs.compactMap { state.networkInterfaces[$0]?.attachment }
    guard !others.contains(where: { $0.deviceIndex == deviceIndex && $0.networkCardIndex == networkCardIndex }) else {
      throw .invalidParameterValue(
        "Instance '\(instance.recordID)' already has an interface attached at device index '\(deviceIndex)'."
      )
    }
    let type = InstanceTypes.find(instance.instanceType)
    guard (0..<256).contains(deviceIndex), networkCardIndex == 0 else {
      throw .invalidParameterValue(
        "Invalid value '\(deviceIndex)' for device index or '\(networkCardIndex)' for network card index."
      )
    }
    guard others.count < type.interfaces else {
      throw EC2Error(
        code: "AttachmentLimitExceeded",
        message: "Interface count \(others.count + 1) exceeds the limit for \(instance.instanceType)"
      )
    }
    guard
      interface.interface.privateIPv4Addresses.count + interface.interface.ipv4Prefixes.count
        <= type.addressesPerInterface
    else {
      throw EC2Error(code: "PrivateIpAddressLimitExceeded", message: "Number of private addresses will exceed limit.")
    }
    var interface = interface
    interface.attach(
      .init(
        id: makeID("eni-attach"),
        instanceID: instance.recordID,
        instanceOwnerID: location.accountID,
        deviceIndex: deviceIndex,
        networkCardIndex: networkCardIndex,
        attachTime: now,
        deleteOnTermination: deleteOnTermination
      )
    )
    put(interface)
    var instance = instance
    instance.instance.networkInterfaceIDs.append(interface.interface.id)
    put(instance)
    updateElasticAddresses(of: interface)
    activateRoutes(to: interface.recordID)
    return interface
  }

  /// Detaches an interface from its instance: it is available again, without automatic public addresses.
  mutating func detach(_ interface: NetworkInterfaceRecord) {
    if let instanceID = interface.attachment?.instanceID, var instance = state.instances[instanceID] {
      instance.instance.networkInterfaceIDs.removeAll { $0 == interface.interface.id }
      put(instance)
    }
    var interface = interface
    interface.detach()
    put(interface)
    updateElasticAddresses(of: interface)
    blackholeRoutes(to: interface.recordID)
  }

  /// An elastic address names the instance of its interface too.
  private mutating func updateElasticAddresses(of interface: NetworkInterfaceRecord) {
    for id in interface.publicAssociations.compactMap(\.allocationID) {
      guard var address = state.elasticAddresses[id], address.association != nil else { continue }
      address.association?.instanceID = interface.attachment?.instanceID
      put(address)
    }
  }
}
