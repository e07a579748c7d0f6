import EC2Shapes
import IPAddressing
import VPCModel

/// What CreateNatGateway asks for, checked as far as the request alone allows.
struct NATGatewayRequest {
  var isPublic: Bool
  /// The first is that of the primary private address.
  var allocationIDs: [String]
  var primaryAddress: IPv4Address?
  var secondaryAddresses: [IPv4Address]
  var secondaryAddressCount: Int

  /// More than any gateway has (VPC user guide, "Amazon VPC quotas": 8 by default, 32 at most).
  static let largestAddressCount = 32

  init(_ request: EC2.CreateNatGatewayRequest) throws(EC2Error) {
    if let mode = request.availabilityMode, !mode.isEmpty, mode != "zonal" {
      throw Self.unsupported("Regional NAT gateways are not supported: choose a subnet.")
    }
    if !request.availabilityZoneAddresses.isEmpty || request.vpcId?.isEmpty == false {
      throw .invalidParameterCombination(
        "The parameters vpcId and availabilityZoneAddresses can be used only with a regional NAT gateway"
      )
    }
    switch request.connectivityType ?? "public" {
    case "public", "": isPublic = true
    case "private": isPublic = false
    case let other:
      throw .invalidParameterValue(other, parameter: "connectivityType", reason: "Valid values are public and private.")
    }
    allocationIDs = [request.allocationId].compactMap(\.self).filter { !$0.isEmpty }
    if isPublic && allocationIDs.isEmpty { throw .missingParameter("AllocationId") }
    allocationIDs += request.secondaryAllocationIds
    guard isPublic || allocationIDs.isEmpty else {
      throw .invalidParameterCombination("An Elastic IP address cannot be used with a private NAT gateway")
    }
    guard Set(allocationIDs).count == allocationIDs.count else {
      throw .invalidParameterValue("The same allocation ID must not appear multiple times")
    }
    primaryAddress = try Self.address(request.privateIpAddress)
    secondaryAddresses = []
    for text in request.secondaryPrivateIpAddresses {
      if let address = try Self.address(text) { secondaryAddresses.append(address) }
    }
    secondaryAddressCount = request.secondaryPrivateIpAddressCount ?? 0
    try checkSecondaryAddresses()
  }

  private mutating func checkSecondaryAddresses() throws(EC2Error) {
    guard (0...Self.largestAddressCount).contains(secondaryAddressCount) else {
      throw .invalidParameterValue(
        "\(secondaryAddressCount)",
        parameter: "secondaryPrivateIpAddressCount",
        reason: "It must be between 0 and \(Self.largestAddressCount)."
      )
    }
    if isPublic {
      // Each public address stands before a private one; those that are not named are chosen.
      guard secondaryAddressCount == 0, secondaryAddresses.count <= allocationIDs.count - 1 else {
        throw .invalidParameterCombination(
          "A public NAT gateway has as many secondary private IP addresses as secondary Elastic IP addresses"
        )
      }
      secondaryAddressCount = allocationIDs.count - 1 - secondaryAddresses.count
    } else if secondaryAddressCount > 0 && !secondaryAddresses.isEmpty {
      throw .invalidParameterCombination(
        "You may specify secondaryPrivateIpAddresses or secondaryPrivateIpAddressCount, but not both"
      )
    }
    guard secondaryAddresses.count + secondaryAddressCount < Self.largestAddressCount else {
      throw EC2Error(
        code: "NatGatewayAddressLimitExceeded",
        message: "A NAT gateway has at most \(Self.largestAddressCount) addresses."
      )
    }
  }

  private static func address(_ text: String?) throws(EC2Error) -> IPv4Address? {
    guard let text, !text.isEmpty else { return nil }
    guard let address = IPv4Address(text) else {
      throw .invalidParameterValue(text, parameter: "privateIpAddress", reason: "This is not a valid IPv4 address.")
    }
    return address
  }

  private static func unsupported(_ message: String) -> EC2Error {
    EC2Error(code: "UnsupportedOperation", message: message)
  }
}
