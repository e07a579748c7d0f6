package import IPAddressing

/// Everything Ringfence answers from: the resources of one or more accounts and regions, as one value.
///
/// A copy is cheap and shares storage. The network may be incomplete (a snapshot without some kinds, a
/// reference to a resource of another account): what is missing reads as unknown, never as absent,
/// wherever that could change an answer.
package struct Network: Hashable, Sendable {
  package var vpcs: ResourceTable<VPC> = []
  package var subnets: ResourceTable<Subnet> = []
  package var networkInterfaces: ResourceTable<NetworkInterface> = []
  package var securityGroups: ResourceTable<SecurityGroup> = []
  package var networkACLs: ResourceTable<NetworkACL> = []
  package var prefixLists: ResourceTable<PrefixList> = []
  package var peeringConnections: ResourceTable<VPCPeeringConnection> = []
  package var routeTables: ResourceTable<RouteTable> = []
  package var internetGateways: ResourceTable<InternetGateway> = []
  package var egressOnlyInternetGateways: ResourceTable<EgressOnlyInternetGateway> = []
  package var natGateways: ResourceTable<NATGateway> = []
  package var vpcEndpoints: ResourceTable<VPCEndpoint> = []
  package var transitGatewayAttachments: ResourceTable<TransitGatewayVPCAttachment> = []
  package var instances: ResourceTable<Instance> = []
  package var databaseInstances: ResourceTable<DatabaseInstance> = []
  package var quotas = Quotas()

  /// Kinds of which the input may lack some: it was not asked for them, or not everywhere. A live
  /// store lacks none.
  package var incompleteKinds: Set<ResourceKind> = []

  package init() {}

  /// Whether every resource of the kind is known to be here, so that absence means absence.
  package func isComplete(_ kind: ResourceKind) -> Bool { !incompleteKinds.contains(kind) }
}

// MARK: - What binds to what

extension Network {
  /// Gives each VPC the flow logs that name it, or a subnet or an interface of it. Those of anything else are passed over.
  /// O(size).
  package mutating func takeFlowLogs(_ logs: [FlowLog]) {
    var byVPC: [VPC.ID: [FlowLog]] = [:]
    for log in logs {
      let id: VPC.ID? =
        vpcs[VPC.ID(log.resourceID)]?.id ?? subnets[Subnet.ID(log.resourceID)]?.vpcID
        ?? networkInterfaces[NetworkInterface.ID(log.resourceID)]?.vpcID
      if let id { byVPC[id, default: []].append(log) }
    }
    for var vpc in vpcs.sorted {
      vpc.flowLogs = byVPC[vpc.id] ?? []
      vpcs.insert(vpc)
    }
  }

  /// The service that an address means to an interface of a VPC, where it means one.
  ///
  /// O(subnets); the policy engine keeps an index of its own.
  package func platformService(at address: IPAddress, for vpcID: VPC.ID) -> PlatformService? {
    if let service = PlatformService.everywhere[address] { return service }
    guard let vpc = vpcs[vpcID], vpc.contains(address) else { return nil }
    if let match = PlatformService.addresses(of: vpc).first(where: { $0.0 == address }) { return match.1 }
    for subnet in subnets.unordered where subnet.vpcID == vpcID && subnet.contains(address) {
      if let match = PlatformService.addresses(of: subnet).first(where: { $0.0 == address }) { return match.1 }
    }
    return nil
  }
}
