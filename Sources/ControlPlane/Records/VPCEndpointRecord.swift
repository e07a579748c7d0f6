package import EC2Shapes
package import VPCModel

/// A VPC endpoint.
package struct VPCEndpointRecord: Record {
  package static var kind: RecordKind { .vpcEndpoint }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.vpcEndpoints }

  package var endpoint: VPCEndpoint
  package var location: Location
  package var creationTimestamp: Timestamp
  package var subnetIDs: [Subnet.ID]
  package var policyDocument: String?
  package var privateDNSEnabled: Bool
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
    [endpoint.vpcID.text] + endpoint.routeTableIDs.map(\.text) + endpoint.networkInterfaceIDs.map(\.text) + endpoint.groupIDs.map(\.text) + subnetIDs.map(\.text)
  }

  package var networkChange: NetworkChange? { .vpcEndpoint(.put(endpoint)) }
  package var networkRemoval: NetworkChange? { .vpcEndpoint(.remove(endpoint.id)) }
}
