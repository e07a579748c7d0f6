import EC2Shapes
import VPCModel

extension VPCEndpointRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "vpce",
    notFoundCode: "InvalidVpcEndpointId.NotFound",
    notFoundMessage: "The Vpc Endpoint Id '%' does not exist",
    malformedCode: "InvalidVpcEndpointId.Malformed"
  )

  var isGateway: Bool { endpoint.type == EndpointService.Kind.gateway.rawValue }

  /// The service, as the endpoint uses it.
  var service: EndpointService? {
    EndpointServiceCatalog.services(named: endpoint.serviceName, region: location.region)
      .first { $0.kind.rawValue == endpoint.type }
  }

  func shape(in state: State) -> EC2.VpcEndpoint {
    EC2.VpcEndpoint(
      creationTimestamp: creationTimestamp,
      dnsEntries: names(in: state).map { EC2.DnsEntry(dnsName: $0.name, hostedZoneId: $0.zoneID) },
      dnsOptions: isGateway ? nil : EC2.DnsOptions(dnsRecordIpType: dnsRecordIPType ?? ipAddressType),
      groups: endpoint.groupIDs.map { id in
        EC2.SecurityGroupIdentifier(groupId: id.text, groupName: state.securityGroups[id]?.group.name)
      },
      ipAddressType: ipAddressType,
      networkInterfaceIds: endpoint.networkInterfaceIDs.map(\.text),
      ownerId: location.accountID,
      policyDocument: policyDocument ?? Self.defaultPolicy,
      privateDnsEnabled: privateDNSEnabled,
      requesterManaged: false,
      routeTableIds: endpoint.routeTableIDs.map(\.text),
      serviceName: endpoint.serviceName,
      serviceRegion: location.region,
      state: endpoint.state,
      subnetIds: subnetIDs.map(\.text),
      tags: TagWords.shapes(tags),
      vpcEndpointId: recordID,
      vpcEndpointType: endpoint.type,
      vpcId: endpoint.vpcID.text
    )
  }

  /// Allows everything.
  private static let defaultPolicy =
    #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#

  /// Hosted zones are AWS's own; an account cannot look into them.
  private static let serviceZoneID = "Z273ZU8SZ5RJPC"
  private static let privateZoneID = "Z01234567890ABCDEFGHI"

  /// The names under which an interface endpoint is reached: of its own, in each zone, and the service's.
  private func names(in state: State) -> [(name: String, zoneID: String)] {
    guard !isGateway, let service else { return [] }
    let own = "\(recordID)-\(recordID.suffix(8))"
    var names = [("\(own).\(service.baseName)", Self.serviceZoneID)]
    for subnet in subnetIDs {
      guard let zone = state.subnets[subnet]?.subnet.availabilityZone else { continue }
      names.append(("\(own)-\(zone).\(service.baseName)", Self.serviceZoneID))
    }
    if privateDNSEnabled { names += service.privateNames.map { ($0, Self.privateZoneID) } }
    return names
  }
}
