import EC2Shapes
import VPCModel

extension DHCPOptionsActions {
  static func associateDhcpOptions(
    _ request: EC2.AssociateDhcpOptionsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var vpc = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    if request.dhcpOptionsId == VPCRecord.noDHCPOptionsID {
      vpc.dhcpOptionsID = VPCRecord.noDHCPOptionsID
    } else {
      vpc.dhcpOptionsID = try transaction.require(DHCPOptionsRecord.self, request.dhcpOptionsId, "dhcpOptionsId").id
    }
    transaction.put(vpc)
    return EmptyResponse()
  }

  static func deleteDhcpOptions(
    _ request: EC2.DeleteDhcpOptionsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(DHCPOptionsRecord.self, request.dhcpOptionsId, "dhcpOptionsId")
    guard !transaction.state.hasHolder(of: record.id, .vpc) else {
      throw .dependencyViolation("The dhcpOptions '\(record.id)' has dependencies and cannot be deleted.")
    }
    transaction.remove(record)
    return EmptyResponse()
  }
}

extension Transaction {
  /// The set that the location's new VPCs get; made where there is none, or none any more (VPC user guide, "Default DHCP
  /// option set"). O(log n).
  mutating func defaultDHCPOptionsID() -> String {
    let region = state.regions[location.description]
    if let id = region?.defaultDHCPOptionsID, find(DHCPOptionsRecord.self, id) != nil { return id }
    let domain = location.region == "us-east-1" ? "ec2.internal" : "\(location.region).compute.internal"
    let record = DHCPOptionsRecord(
      id: makeID("dopt"),
      location: location,
      configurations: [
        .init(key: DHCPOption.domainName.rawValue, values: [domain]),
        .init(key: DHCPOption.domainNameServers.rawValue, values: [DHCPOption.amazonProvidedDNS]),
      ]
    )
    put(record)
    var updated = region ?? RegionRecord(location: location, quotas: quotas)
    updated.defaultDHCPOptionsID = record.id
    put(updated)
    return record.id
  }
}
