package import EC2Shapes
package import VPCModel

/// A VPC endpoint.
package struct VPCEndpointRecord: Record {
  package static var kind: RecordKind { .vpcEndpoint }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.vpcEndpoints }

  package var endpoint: VPCEndpoint
  package var location: Location
  package var creationTimestamp: Timestamp
  /// In the order of the endpoint's interfaces.
  package var subnetIDs: [Subnet.ID]
  /// As it was given; `nil` for the policy that allows everything.
  package var policyDocument: String?
  package var privateDNSEnabled: Bool
  /// `ipv4` or `dualstack`.
  package var ipAddressType: String?
  package var dnsRecordIPType: String?

  package init(
    endpoint: VPCEndpoint,
    location: Location,
    creationTimestamp: Timestamp,
    subnetIDs: [Subnet.ID] = [],
    policyDocument: String? = nil,
    privateDNSEnabled: Bool = false,
    ipAddressType: String? = nil,
    dnsRecordIPType: String? = nil
  ) {
    self.endpoint = endpoint
    self.location = location
    self.creationTimestamp = creationTimestamp
    self.subnetIDs = subnetIDs
    self.policyDocument = policyDocument
    self.privateDNSEnabled = privateDNSEnabled
    self.ipAddressType = ipAddressType
    self.dnsRecordIPType = dnsRecordIPType
  }

  package var recordID: String { endpoint.id.text }

  package var tags: Tags {
    get { endpoint.tags }
    set { endpoint.tags = newValue }
  }

  package var links: [String] {
    var links = [endpoint.vpcID.text]
    links += endpoint.routeTableIDs.map(\.text)
    links += endpoint.networkInterfaceIDs.map(\.text)
    links += endpoint.groupIDs.map(\.text)
    links += subnetIDs.map(\.text)
    if privateDNSEnabled { links.append(Self.privateNameKey(vpcID: endpoint.vpcID, serviceName: endpoint.serviceName)) }
    return links
  }

  /// A key that only the endpoint links to that has the service's private names in the VPC.
  package static func privateNameKey(vpcID: VPC.ID, serviceName: String) -> String {
    "\(vpcID)/private-name/\(serviceName)"
  }

  package var networkChange: NetworkChange? { .vpcEndpoint(.put(endpoint)) }
  package var networkRemoval: NetworkChange? { .vpcEndpoint(.remove(endpoint.id)) }
}
