import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkInterfaceActions {
  static func assignPrivateIPAddresses(
    _ request: EC2.AssignPrivateIpAddressesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssignPrivateIpAddressesResult {
    var record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    try record.checkIsOwn()
    if !request.privateIpAddresses.isEmpty && request.secondaryPrivateIpAddressCount ?? 0 != 0 {
      throw .invalidParameterCombination(
        "You may specify secondaryPrivateIpAddressCount or privateIpAddresses, but not both."
      )
    }
    if !request.ipv4Prefixes.isEmpty && request.ipv4PrefixCount ?? 0 != 0 {
      throw .invalidParameterCombination("You may specify ipv4Prefixes or ipv4PrefixCount, but not both.")
    }
    var wanted = AddressRequest(
      ipv4Count: request.secondaryPrivateIpAddressCount ?? 0,
      ipv4PrefixCount: request.ipv4PrefixCount ?? 0
    )
    for text in request.privateIpAddresses {
      let address = try InterfaceAddressTexts.ipv4Address(text)
      // Its own addresses stay as they are.
      guard !record.interface.privateIPv4Addresses.contains(where: { $0.address == address }) else { continue }
      wanted.ipv4.append(address)
      if request.allowReassignment == true { try transaction.release(address, of: record.interface.subnetID) }
    }
    for text in request.ipv4Prefixes { wanted.ipv4Prefixes.append(try InterfaceAddressTexts.ipv4Prefix(text)) }
    guard !wanted.isEmpty || !request.privateIpAddresses.isEmpty else {
      throw .missingParameter("secondaryPrivateIpAddressCount or privateIpAddresses")
    }
    let held = record.interface.privateIPv4Addresses.count + record.interface.ipv4Prefixes.count
    let chosen = try transaction.choose(
      wanted,
      in: try transaction.subnet(of: record),
      limit: max(0, transaction.addressLimit(of: record) - held)
    )
    record.interface.privateIPv4Addresses += chosen.ipv4
    record.interface.ipv4Prefixes += chosen.ipv4Prefixes
    transaction.put(record)
    return EC2.AssignPrivateIpAddressesResult(
      assignedIpv4Prefixes: chosen.ipv4Prefixes.map { EC2.Ipv4PrefixSpecification(ipv4Prefix: $0.description) },
      assignedPrivateIpAddresses: chosen.ipv4.map {
        EC2.AssignedPrivateIpAddress(privateIpAddress: $0.address.description)
      },
      networkInterfaceId: record.recordID
    )
  }

  static func unassignPrivateIPAddresses(
    _ request: EC2.UnassignPrivateIpAddressesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    try record.checkIsOwn()
    guard !request.privateIpAddresses.isEmpty || !request.ipv4Prefixes.isEmpty else {
      throw .missingParameter("privateIpAddresses")
    }
    for text in Set(request.privateIpAddresses) {
      let address = try InterfaceAddressTexts.ipv4Address(text)
      guard let held = record.interface.privateIPv4Addresses.first(where: { $0.address == address }) else {
        throw .invalidParameterValue(
          "Some of the specified addresses are not assigned to interface \(record.recordID)"
        )
      }
      guard !held.isPrimary else {
        throw .invalidParameterValue("The primary private IP address of an interface cannot be unassigned.")
      }
      transaction.drop(address, from: &record)
    }
    for text in Set(request.ipv4Prefixes) {
      let prefix = try InterfaceAddressTexts.ipv4Prefix(text)
      guard let index = record.interface.ipv4Prefixes.firstIndex(of: prefix) else {
        throw .invalidParameterValue("Some of the specified prefixes are not assigned to interface \(record.recordID)")
      }
      record.interface.ipv4Prefixes.remove(at: index)
    }
    transaction.put(record)
    return EmptyResponse()
  }
}

extension Transaction {
  /// Takes a secondary address away from whoever has it in the subnet, for another interface to get it.
  fileprivate mutating func release(_ address: IPv4Address, of subnetID: Subnet.ID) throws(EC2Error) {
    let key = NetworkInterfaceRecord.addressKey(subnetID: subnetID, .v4(address))
    guard let holder = state.holders(of: key, .networkInterface).first,
      var record = find(NetworkInterfaceRecord.self, holder)
    else { return }
    let isPrimary = record.interface.privateIPv4Addresses.contains { $0.address == address && $0.isPrimary }
    guard !isPrimary, !record.isRequesterManaged else {
      throw EC2Error(code: "InvalidIPAddress.InUse", message: "Address \(address) is in use.")
    }
    drop(address, from: &record)
    put(record)
  }

  /// Takes an address away from a record that is put afterwards; an elastic address before it is free again.
  fileprivate mutating func drop(_ address: IPv4Address, from record: inout NetworkInterfaceRecord) {
    for association in record.publicAssociations where association.privateAddress == address {
      freeElasticAddress(of: association)
      record.forget(association)
    }
    record.interface.privateIPv4Addresses.removeAll { $0.address == address }
  }

  /// The most addresses of a family that the interface may have: its instance type's number.
  func addressLimit(of record: NetworkInterfaceRecord) -> Int {
    guard let id = record.attachment?.instanceID, let instance = state.instances[id] else {
      return AddressRequest.largestCount
    }
    return InstanceTypes.find(instance.instanceType).addressesPerInterface
  }

  func subnet(of record: NetworkInterfaceRecord) throws(EC2Error) -> Subnet {
    try require(SubnetRecord.self, record.interface.subnetID.text, "SubnetId").subnet
  }
}
