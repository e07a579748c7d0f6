import EC2Shapes
import VPCModel

extension VPCActions {
  static func modifyVpcAttribute(
    _ request: EC2.ModifyVpcAttributeRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    try SingleAttribute.check([
      "enableDnsHostnames": request.enableDnsHostnames != nil,
      "enableDnsSupport": request.enableDnsSupport != nil,
      "enableNetworkAddressUsageMetrics": request.enableNetworkAddressUsageMetrics != nil,
    ])
    if let attribute = request.enableDnsHostnames {
      let value = try SingleAttribute.value(attribute, "EnableDnsHostnames")
      guard !value || record.enableDNSSupport else {
        throw .invalidParameterCombination("DNS hostnames can be enabled only where DNS support is enabled.")
      }
      record.enableDNSHostnames = value
    }
    if let attribute = request.enableDnsSupport {
      record.enableDNSSupport = try SingleAttribute.value(attribute, "EnableDnsSupport")
    }
    if let attribute = request.enableNetworkAddressUsageMetrics {
      record.enableNetworkAddressUsageMetrics = try SingleAttribute.value(attribute, "EnableNetworkAddressUsageMetrics")
    }
    transaction.put(record)
    return EmptyResponse()
  }

  static func describeVpcAttribute(
    _ request: EC2.DescribeVpcAttributeRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcAttributeResult {
    let record = try scope.require(VPCRecord.self, request.vpcId, "vpcId")
    var result = EC2.DescribeVpcAttributeResult(vpcId: record.recordID)
    switch request.attribute {
    case "enableDnsSupport":
      result.enableDnsSupport = EC2.AttributeBooleanValue(value: record.enableDNSSupport)
    case "enableDnsHostnames":
      result.enableDnsHostnames = EC2.AttributeBooleanValue(value: record.enableDNSHostnames)
    case "enableNetworkAddressUsageMetrics":
      result.enableNetworkAddressUsageMetrics = EC2.AttributeBooleanValue(
        value: record.enableNetworkAddressUsageMetrics
      )
    case let attribute:
      guard let attribute else { throw .missingParameter("attribute") }
      throw .invalidParameterValue(attribute, parameter: "attribute", reason: "Unknown VPC attribute.")
    }
    return result
  }

  /// A dedicated VPC can become a shared one, never the other way.
  static func modifyVpcTenancy(
    _ request: EC2.ModifyVpcTenancyRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ModifyVpcTenancyResult {
    var record = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    let tenancy = request.instanceTenancy ?? ""
    guard tenancy == "default" else {
      throw EC2Error(code: "UnsupportedTenancy", message: "The tenancy value \(tenancy.prefix(64)) is not supported.")
    }
    guard record.instanceTenancy != "default" else {
      throw EC2Error(
        code: "InvalidTenancy",
        message: "The tenancy of the vpc '\(record.recordID)' is 'default' and cannot be modified."
      )
    }
    record.instanceTenancy = tenancy
    transaction.put(record)
    return EC2.ModifyVpcTenancyResult(returnValue: true)
  }
}

/// For actions that change one attribute a call.
enum SingleAttribute {
  /// - Parameter given: the attributes' names, with whether the request has them.
  static func check(_ given: KeyValuePairs<String, Bool>) throws(EC2Error) {
    let names = given.filter { $0.value }.map { $0.key }
    guard !names.isEmpty else { throw .invalidParameterCombination("No attributes specified.") }
    guard names.count == 1 else {
      throw .invalidParameterCombination(
        "Fields for multiple attribute types specified: \(names.joined(separator: ", "))"
      )
    }
  }

  static func value(_ attribute: EC2.AttributeBooleanValue, _ parameter: String) throws(EC2Error) -> Bool {
    guard let value = attribute.value else { throw .missingParameter("\(parameter).Value") }
    return value
  }
}
