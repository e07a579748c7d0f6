import EC2Shapes
import VPCModel

extension SubnetActions {
  static func modifySubnetAttribute(
    _ request: EC2.ModifySubnetAttributeRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(SubnetRecord.self, request.subnetId, "subnetId")
    try refuseOutposts(request)
    try SingleAttribute.check([
      "assignIpv6AddressOnCreation": request.assignIpv6AddressOnCreation != nil,
      "enableDns64": request.enableDns64 != nil,
      "enableResourceNameDnsAAAARecordOnLaunch": request.enableResourceNameDnsAAAARecordOnLaunch != nil,
      "enableResourceNameDnsARecordOnLaunch": request.enableResourceNameDnsARecordOnLaunch != nil,
      "mapPublicIpOnLaunch": request.mapPublicIpOnLaunch != nil,
      "privateDnsHostnameTypeOnLaunch": request.privateDnsHostnameTypeOnLaunch != nil,
    ])
    if let attribute = request.assignIpv6AddressOnCreation {
      record.assignIPv6AddressOnCreation = try assignsIPv6Addresses(attribute, record)
    }
    if let attribute = request.enableDns64 {
      let value = try SingleAttribute.value(attribute, "EnableDns64")
      guard !value || !record.subnet.ipv6CIDRs.isEmpty else { throw needsIPv6("enableDns64") }
      record.enableDNS64 = value
    }
    if let attribute = request.enableResourceNameDnsAAAARecordOnLaunch {
      record.enableResourceNameDNSAAAARecord = try SingleAttribute.value(
        attribute,
        "EnableResourceNameDnsAAAARecordOnLaunch"
      )
    }
    if let attribute = request.enableResourceNameDnsARecordOnLaunch {
      let value = try SingleAttribute.value(attribute, "EnableResourceNameDnsARecordOnLaunch")
      guard !value || !record.isIPv6Native else { throw notOfNative("enableResourceNameDnsARecordOnLaunch") }
      record.enableResourceNameDNSARecord = value
    }
    if let attribute = request.mapPublicIpOnLaunch {
      let value = try SingleAttribute.value(attribute, "MapPublicIpOnLaunch")
      guard !value || !record.isIPv6Native else { throw notOfNative("mapPublicIpOnLaunch") }
      record.subnet.mapsPublicAddressOnLaunch = value
    }
    if let type = request.privateDnsHostnameTypeOnLaunch {
      guard type == "ip-name" || type == "resource-name" else {
        throw .invalidParameterValue(
          type,
          parameter: "privateDnsHostnameTypeOnLaunch",
          reason: "Valid values are 'ip-name' and 'resource-name'."
        )
      }
      guard type == "resource-name" || !record.isIPv6Native else {
        throw notOfNative("privateDnsHostnameTypeOnLaunch")
      }
      record.hostnameType = type
    }
    transaction.put(record)
    return EmptyResponse()
  }

  private static func assignsIPv6Addresses(
    _ attribute: EC2.AttributeBooleanValue,
    _ record: SubnetRecord
  ) throws(EC2Error) -> Bool {
    let value = try SingleAttribute.value(attribute, "AssignIpv6AddressOnCreation")
    guard !value || !record.subnet.ipv6CIDRs.isEmpty else { throw needsIPv6("assignIpv6AddressOnCreation") }
    guard value || !record.isIPv6Native else {
      throw .invalidParameterValue(
        "Invalid value 'false' for assignIpv6AddressOnCreation. The subnet is an IPv6 only subnet."
      )
    }
    return value
  }

  private static func needsIPv6(_ attribute: String) -> EC2Error {
    .invalidParameterValue(
      "Invalid value 'true' for \(attribute). The subnet does not have an IPv6 CIDR block associated with it."
    )
  }

  private static func notOfNative(_ attribute: String) -> EC2Error {
    .invalidParameterValue("The attribute \(attribute) is not supported for an IPv6 only subnet.")
  }

  private static func refuseOutposts(_ request: EC2.ModifySubnetAttributeRequest) throws(EC2Error) {
    guard request.customerOwnedIpv4Pool == nil, request.mapCustomerOwnedIpOnLaunch?.value != true,
      request.enableLniAtDeviceIndex == nil, request.disableLniAtDeviceIndex == nil
    else {
      throw EC2Error(code: "UnsupportedOperation", message: "Subnets on Outposts are not supported.")
    }
  }
}
