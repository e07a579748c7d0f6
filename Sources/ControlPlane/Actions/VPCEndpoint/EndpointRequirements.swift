import EC2Shapes
import Foundation
import VPCModel

/// What endpoints need of the resources that they are made with.
extension Scope {
  /// A route table of the VPC.
  func endpointRouteTable(_ id: String, vpcID: VPC.ID) throws(EC2Error) -> RouteTableRecord {
    let record = try require(RouteTableRecord.self, id, "RouteTableId")
    guard record.table.vpcID == vpcID else {
      throw .invalidEndpointParameter("Route table \(id) does not belong to network \(vpcID)")
    }
    return record
  }

  /// Subnets of the VPC, no two in one zone.
  func endpointSubnets(_ identifiers: [String], vpcID: VPC.ID) throws(EC2Error) -> [SubnetRecord] {
    var subnets: [SubnetRecord] = []
    for id in identifiers where !subnets.contains(where: { $0.recordID == id }) {
      let record = try require(SubnetRecord.self, id, "SubnetId")
      guard record.subnet.vpcID == vpcID else {
        throw .invalidEndpointParameter("Subnet \(id) does not belong to network \(vpcID)")
      }
      if let other = subnets.first(where: { $0.subnet.availabilityZone == record.subnet.availabilityZone }) {
        throw EC2Error(
          code: "DuplicateSubnetsInSameZone",
          message: "Found another VPC endpoint subnet in the availability zone of \(other.recordID)"
        )
      }
      subnets.append(record)
    }
    return subnets
  }

  /// Private names need the VPC's resolver, and there is one zone for them in the VPC.
  func checkPrivateNames(of service: EndpointService, vpc: VPCRecord) throws(EC2Error) {
    guard let name = service.privateNames.first else {
      throw .invalidEndpointParameter("Private DNS can't be enabled because the service \(service.name) has no name.")
    }
    guard vpc.enableDNSSupport && vpc.enableDNSHostnames else {
      throw .invalidEndpointParameter(
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
          + vpc.recordID
      )
    }
    let key = VPCEndpointRecord.privateNameKey(vpcID: vpc.vpc.id, serviceName: service.name)
    guard !state.hasHolder(of: key, .vpcEndpoint) else {
      throw .invalidEndpointParameter(
        "private-dns-enabled cannot be set because there is already a conflicting DNS domain for \(name) in the VPC "
          + vpc.recordID
      )
    }
  }
}

/// Policies of endpoints. They are kept and shown; no packet is judged by them.
enum EndpointPolicy {
  static let largestLength = 20_480

  /// The document, where it is a JSON object; `nil` where none is given.
  static func check(_ document: String?) throws(EC2Error) -> String? {
    guard let document, !document.isEmpty else { return nil }
    let object =
      document.utf8.count > largestLength ? nil : try? JSONSerialization.jsonObject(with: Data(document.utf8))
    guard object is [String: Any] else {
      throw EC2Error(
        code: "InvalidPolicyDocument",
        message: "The specified policy document is not a valid JSON policy document."
      )
    }
    return document
  }
}

extension EC2Error {
  /// Endpoints have a code of their own for parameters that do not fit.
  static func invalidEndpointParameter(_ message: String) -> EC2Error {
    EC2Error(code: "InvalidParameter", message: message)
  }
}
