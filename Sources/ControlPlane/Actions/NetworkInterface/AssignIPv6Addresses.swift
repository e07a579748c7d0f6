import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkInterfaceActions {
  static func assignIPv6Addresses(
    _ request: EC2.AssignIpv6AddressesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssignIpv6AddressesResult {
    var record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    try record.checkIsOwn()
    if !request.ipv6Addresses.isEmpty && request.ipv6AddressCount ?? 0 != 0 {
      throw .invalidParameterCombination("You may specify ipv6Addresses or ipv6AddressCount, but not both.")
    }
    if !request.ipv6Prefixes.isEmpty && request.ipv6PrefixCount ?? 0 != 0 {
      throw .invalidParameterCombination("You may specify ipv6Prefixes or ipv6PrefixCount, but not both.")
    }
    var wanted = AddressRequest(
      ipv6Count: request.ipv6AddressCount ?? 0,
      ipv6PrefixCount: request.ipv6PrefixCount ?? 0
    )
    for text in request.ipv6Addresses { wanted.ipv6.append(try InterfaceAddressTexts.ipv6Address(text)) }
    for text in request.ipv6Prefixes { wanted.ipv6Prefixes.append(try InterfaceAddressTexts.ipv6Prefix(text)) }
    guard !wanted.isEmpty else { throw .missingParameter("ipv6Addresses or ipv6AddressCount") }
    let held = record.interface.ipv6Addresses.count + record.interface.ipv6Prefixes.count
    let chosen = try transaction.choose(
      wanted,
      in: try transaction.subnet(of: record),
      limit: max(0, transaction.addressLimit(of: record) - held)
    )
    record.interface.ipv6Addresses += chosen.ipv6
    record.interface.ipv6Prefixes += chosen.ipv6Prefixes
    transaction.put(record)
    return EC2.AssignIpv6AddressesResult(
      assignedIpv6Addresses: chosen.ipv6.map(\.description),
      assignedIpv6Prefixes: chosen.ipv6Prefixes.map(\.description),
      networkInterfaceId: record.recordID
    )
  }

  static func unassignIPv6Addresses(
    _ request: EC2.UnassignIpv6AddressesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.UnassignIpv6AddressesResult {
    var record = try transaction.require(NetworkInterfaceRecord.self, request.networkInterfaceId, "NetworkInterfaceId")
    try record.checkIsOwn()
    guard !request.ipv6Addresses.isEmpty || !request.ipv6Prefixes.isEmpty else {
      throw .missingParameter("ipv6Addresses")
    }
    var addresses: [IPv6Address] = []
    for text in request.ipv6Addresses {
      let address = try InterfaceAddressTexts.ipv6Address(text)
      guard let index = record.interface.ipv6Addresses.firstIndex(of: address) else {
        throw .invalidParameterValue("Some of the specified addresses are not assigned to interface \(record.recordID)")
      }
      guard index != 0 || !record.hasPrimaryIPv6Address else {
        throw .invalidParameterValue("The primary IPv6 address of an interface cannot be unassigned.")
      }
      record.interface.ipv6Addresses.remove(at: index)
      addresses.append(address)
    }
    var prefixes: [IPv6Prefix] = []
    for text in request.ipv6Prefixes {
      let prefix = try InterfaceAddressTexts.ipv6Prefix(text)
      guard let index = record.interface.ipv6Prefixes.firstIndex(of: prefix) else {
        throw .invalidParameterValue("Some of the specified prefixes are not assigned to interface \(record.recordID)")
      }
      record.interface.ipv6Prefixes.remove(at: index)
      prefixes.append(prefix)
    }
    transaction.put(record)
    return EC2.UnassignIpv6AddressesResult(
      networkInterfaceId: record.recordID,
      unassignedIpv6Addresses: addresses.map(\.description),
      unassignedIpv6Prefixes: prefixes.map(\.description)
    )
  }
}
