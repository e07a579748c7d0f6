import EC2Shapes
import VPCModel

extension InstanceActions {
  static func describeInstanceAttribute(
    _ request: EC2.DescribeInstanceAttributeRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.InstanceAttribute {
    let record = try scope.requireInstance(request.instanceId)
    guard let attribute = request.attribute, !attribute.isEmpty else { throw .missingParameter("Attribute") }
    let primary = record.interfaces(in: scope.state).first
    var result = EC2.InstanceAttribute(instanceId: record.recordID)
    switch attribute {
    case "instanceType": result.instanceType = .init(value: record.instanceType)
    case "userData": result.userData = .init(value: record.userData)
    case "disableApiTermination": result.disableApiTermination = .init(value: record.disableAPITermination)
    case "disableApiStop": result.disableApiStop = .init(value: record.disableAPIStop)
    case "instanceInitiatedShutdownBehavior":
      result.instanceInitiatedShutdownBehavior = .init(value: record.shutdownBehavior)
    case "rootDeviceName": result.rootDeviceName = .init(value: record.rootVolume?.deviceName)
    case "blockDeviceMapping":
      result.blockDeviceMappings = record.rootVolume.map { [$0.mapping(since: record.launchTime)] } ?? []
    case "sourceDestCheck":
      result.sourceDestCheck = primary.map { .init(value: $0.interface.sourceDestinationCheck) }
    case "groupSet": result.groups = primary?.groupShapes(in: scope.state) ?? []
    case "ebsOptimized": result.ebsOptimized = .init(value: record.ebsOptimized)
    case "enaSupport": result.enaSupport = .init(value: true)
    case "enclaveOptions": result.enclaveOptions = .init(enabled: false)
    // Attributes that no instance here has: answered without a value.
    case "kernel", "ramdisk", "productCodes", "sriovNetSupport": break
    default: throw .unknownAttribute(attribute)
    }
    return result
  }

  /// One attribute a call, by its name and value or by a parameter of its own.
  static func modifyInstanceAttribute(
    _ request: EC2.ModifyInstanceAttributeRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.requireInstance(request.instanceId)
    let change = try Change(request)
    guard record.state != .terminated else {
      throw EC2Error(
        code: "IncorrectInstanceState",
        message: "The instance '\(record.recordID)' is not in a valid state for this operation."
      )
    }
    switch change {
    case .disableAPITermination(let value): record.disableAPITermination = value
    case .disableAPIStop(let value): record.disableAPIStop = value
    case .ebsOptimized(let value):
      try record.checkIsStopped()
      record.ebsOptimized = value
    case .shutdownBehavior(let value):
      guard ["stop", "terminate"].contains(value) else {
        throw .invalidParameterValue(
          value,
          parameter: "instanceInitiatedShutdownBehavior",
          reason: "It must be stop or terminate."
        )
      }
      record.shutdownBehavior = value
    case .instanceType(let value):
      guard let type = InstanceTypes(value) else {
        throw .invalidParameterValue("Invalid value '\(value.prefix(64))' for InstanceType.")
      }
      try record.checkIsStopped()
      guard record.instance.networkInterfaceIDs.count <= type.interfaces else {
        throw EC2Error(
          code: "AttachmentLimitExceeded",
          message: "Interface count \(record.instance.networkInterfaceIDs.count) exceeds the limit for \(value)"
        )
      }
      record.instanceType = value
    case .userData(let value):
      try record.checkIsStopped()
      record.userData = value.isEmpty ? nil : value
    case .groups(let identifiers):
      var interface = try record.onlyInterface(in: transaction.state)
      interface.interface.groupIDs = try transaction.securityGroups(identifiers, of: interface.interface.vpcID)
      transaction.put(interface)
    case .sourceDestinationCheck(let value):
      var interface = try record.onlyInterface(in: transaction.state)
      interface.interface.sourceDestinationCheck = value
      transaction.put(interface)
    case .enaSupport: break
    }
    transaction.put(record)
    return EmptyResponse()
  }

  /// What a request changes.
  private enum Change {
    case disableAPITermination(Bool)
    case disableAPIStop(Bool)
    case ebsOptimized(Bool)
    case enaSupport
    case shutdownBehavior(String)
    case instanceType(String)
    /// Base64.
    case userData(String)
    case groups([String])
    case sourceDestinationCheck(Bool)

    init(_ request: EC2.ModifyInstanceAttributeRequest) throws(EC2Error) {
      var changes: [Change] = []
      if let attribute = request.attribute, let value = request.value { changes.append(try Change(attribute, value)) }
      if let value = request.disableApiTermination?.value { changes.append(.disableAPITermination(value)) }
      if let value = request.disableApiStop?.value { changes.append(.disableAPIStop(value)) }
      if let value = request.ebsOptimized?.value { changes.append(.ebsOptimized(value)) }
      if let value = request.instanceInitiatedShutdownBehavior?.value { changes.append(.shutdownBehavior(value)) }
      if let value = request.instanceType?.value { changes.append(.instanceType(value)) }
      if let value = request.userData?.value { changes.append(.userData(try UserData.encode(value))) }
      if !request.groups.isEmpty { changes.append(.groups(request.groups)) }
      if let value = request.sourceDestCheck?.value { changes.append(.sourceDestinationCheck(value)) }
      if request.enaSupport?.value == true { changes.append(.enaSupport) }
      guard request.kernel == nil, request.ramdisk == nil, request.sriovNetSupport == nil else {
        throw EC2Error(
          code: "UnsupportedOperation",
          message: "The attributes kernel, ramdisk and sriovNetSupport are not supported."
        )
      }
      guard let change = changes.first else { throw .invalidParameterCombination("No attributes specified.") }
      guard changes.count == 1 else {
        throw .invalidParameterCombination("Fields for multiple attribute types specified: one is changed in a call.")
      }
      self = change
    }

    private init(_ attribute: String, _ value: String) throws(EC2Error) {
      func flag() throws(EC2Error) -> Bool {
        switch value.lowercased() {
        case "true": return true
        case "false": return false
        default: throw .invalidParameterValue(value, parameter: attribute, reason: "It must be true or false.")
        }
      }
      switch attribute {
      case "disableApiTermination": self = .disableAPITermination(try flag())
      case "disableApiStop": self = .disableAPIStop(try flag())
      case "ebsOptimized": self = .ebsOptimized(try flag())
      case "sourceDestCheck": self = .sourceDestinationCheck(try flag())
      case "instanceInitiatedShutdownBehavior": self = .shutdownBehavior(value)
      case "instanceType": self = .instanceType(value)
      case "groupSet": self = .groups([value])
      case "userData":
        try UserData.check(value)
        self = .userData(value)
      default: throw .unknownAttribute(attribute)
      }
    }
  }
}

extension InstanceRecord {
  fileprivate func checkIsStopped() throws(EC2Error) {
    guard state == .stopped else {
      throw EC2Error(
        code: "IncorrectInstanceState",
        message: "The instance '\(recordID)' is not in the 'stopped' state."
      )
    }
  }

  /// The interface that an attribute of the instance means, where there is no other.
  fileprivate func onlyInterface(in state: State) throws(EC2Error) -> NetworkInterfaceRecord {
    let interfaces = interfaces(in: state)
    guard interfaces.count == 1 else {
      throw EC2Error(
        code: "InvalidInstanceID",
        message: "There are multiple interfaces attached to instance '\(recordID)'. Please specify an interface ID for "
          + "the operation instead."
      )
    }
    return interfaces[0]
  }
}

extension EC2Error {
  fileprivate static func unknownAttribute(_ name: String) -> EC2Error {
    .invalidParameterValue(name, parameter: "attribute", reason: "Unknown attribute.")
  }
}
