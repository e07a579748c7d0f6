import EC2Shapes
import VPCModel

extension NetworkInterfaceActions {
  static func createNetworkInterface(
    _ request: EC2.CreateNetworkInterfaceRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateNetworkInterfaceResult {
    guard let subnetID = request.subnetId, !subnetID.isEmpty else { throw .missingParameter("SubnetId") }
    var specification = NetworkInterfaceSpecification(subnetID: subnetID)
    specification.interfaceType = request.interfaceType ?? "interface"
    guard ["interface", "efa", "trunk", "branch"].contains(specification.interfaceType) else {
      throw .invalidParameterValue(
        specification.interfaceType,
        parameter: "interfaceType",
        reason: "Supported values are interface, efa and trunk."
      )
    }
    if !request.groups.isEmpty { specification.groups = .identifiers(request.groups) }
    specification.summary = request.description ?? ""
    try checkDescription(specification.summary)
    try specification.take(
      .init(
        privateIPAddress: request.privateIpAddress,
        privateIPAddresses: request.privateIpAddresses,
        secondaryCount: request.secondaryPrivateIpAddressCount,
        ipv4Prefixes: request.ipv4Prefixes,
        ipv4PrefixCount: request.ipv4PrefixCount,
        ipv6Addresses: request.ipv6Addresses,
        ipv6Count: request.ipv6AddressCount,
        ipv6Prefixes: request.ipv6Prefixes,
        ipv6PrefixCount: request.ipv6PrefixCount
      )
    )
    specification.hasPrimaryIPv6Address = request.enablePrimaryIpv6 ?? false
    if let tracking = request.connectionTrackingSpecification {
      specification.connectionTracking = try InterfaceAddressTexts.connectionTracking(tracking)
    }
    specification.tags = try transaction.tags(request.tagSpecifications, for: "network-interface")
    specification.creatorID = transaction.caller.userID
    var shape = try transaction.makeNetworkInterface(specification).shape(in: transaction.state)
    // The creating call alone answers so; the interface is there at once.
    shape.status = "pending"
    return EC2.CreateNetworkInterfaceResult(clientToken: request.clientToken, networkInterface: shape)
  }

  static func checkDescription(_ text: String) throws(EC2Error) {
    guard text.unicodeScalars.count <= 255 else {
      throw .invalidParameterValue("The description must have at most 255 characters.")
    }
  }
}
