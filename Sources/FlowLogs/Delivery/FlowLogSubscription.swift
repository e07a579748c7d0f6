package import VPCModel

/// A flow log that somebody asked for: whose records, which, in what form, where to.
package struct FlowLogSubscription: Hashable, Sendable, Identifiable {
  package enum Resource: Hashable, Sendable {
    case networkInterface(NetworkInterface.ID)
    case subnet(Subnet.ID)
    case vpc(VPC.ID)
  }

  package enum Traffic: String, Hashable, Sendable {
    case accept = "ACCEPT"
    case reject = "REJECT"
    case all = "ALL"

    package func includes(_ action: FlowAction) -> Bool { self == .all || rawValue == action.rawValue }
  }

  /// `fl-…`
  package var id: String
  package var accountID: String
  package var region: String
  package var resource: Resource
  package var traffic: Traffic
  package var format: FlowRecordFormat
  /// In seconds: EC2 has 60 and 600.
  package var interval: Int64
  package var destination: FlowLogDestination
  /// The identifiers of availability zones by their names, for `az-id`.
  package var availabilityZoneIDs: [String: String]

  package init(
    id: String,
    accountID: String,
    region: String,
    resource: Resource,
    traffic: Traffic = .all,
    format: FlowRecordFormat = .standard,
    interval: Int64 = 600,
    destination: FlowLogDestination,
    availabilityZoneIDs: [String: String] = [:]
  ) {
    self.id = id
    self.accountID = accountID
    self.region = region
    self.resource = resource
    self.traffic = traffic
    self.format = format
    self.interval = interval
    self.destination = destination
    self.availabilityZoneIDs = availabilityZoneIDs
  }

  package func covers(_ interface: NetworkInterface) -> Bool {
    switch resource {
    case .networkInterface(let id): interface.id == id
    case .subnet(let id): interface.subnetID == id
    case .vpc(let id): interface.vpcID == id
    }
  }

  /// What records of this subscription say of an interface. O(peering connections).
  package func facts(of interface: NetworkInterface, in network: Network) -> FlowInterfaceFacts {
    var facts = FlowInterfaceFacts(interface, in: network)
    facts.accountID = facts.accountID ?? accountID
    facts.region = region
    facts.availabilityZoneID = interface.availabilityZone.flatMap { availabilityZoneIDs[$0] }
    return facts
  }
}
