import VPCModel

/// A network as a file.
struct StoredNetwork: Codable {
  var vpcs: [VPC]
  var subnets: [Subnet]
  var networkInterfaces: [NetworkInterface]
  var securityGroups: [SecurityGroup]
  var networkACLs: [NetworkACL]
  var prefixLists: [PrefixList]
  var peeringConnections: [VPCPeeringConnection]
  var routeTables: [RouteTable]
  var internetGateways: [InternetGateway]
  var egressOnlyInternetGateways: [EgressOnlyInternetGateway]
  var natGateways: [NATGateway]
  var vpcEndpoints: [VPCEndpoint]
  var transitGatewayAttachments: [TransitGatewayVPCAttachment]
  var instances: [Instance]
  var databaseInstances: [DatabaseInstance]
  /// Raw values of `ResourceKind`.
  var incompleteKinds: [String]

  init(_ network: Network) {
    vpcs = network.vpcs.sorted
    subnets = network.subnets.sorted
    networkInterfaces = network.networkInterfaces.sorted
    securityGroups = network.securityGroups.sorted
    networkACLs = network.networkACLs.sorted
    prefixLists = network.prefixLists.sorted
    peeringConnections = network.peeringConnections.sorted
    routeTables = network.routeTables.sorted
    internetGateways = network.internetGateways.sorted
    egressOnlyInternetGateways = network.egressOnlyInternetGateways.sorted
    natGateways = network.natGateways.sorted
    vpcEndpoints = network.vpcEndpoints.sorted
    transitGatewayAttachments = network.transitGatewayAttachments.sorted
    instances = network.instances.sorted
    databaseInstances = network.databaseInstances.sorted
    incompleteKinds = network.incompleteKinds.map(\.rawValue).sorted()
  }

  var network: Network {
    var network = Network()
    network.vpcs = ResourceTable(vpcs)
    network.subnets = ResourceTable(subnets)
    network.networkInterfaces = ResourceTable(networkInterfaces)
    network.securityGroups = ResourceTable(securityGroups)
    network.networkACLs = ResourceTable(networkACLs)
    network.prefixLists = ResourceTable(prefixLists)
    network.peeringConnections = ResourceTable(peeringConnections)
    network.routeTables = ResourceTable(routeTables)
    network.internetGateways = ResourceTable(internetGateways)
    network.egressOnlyInternetGateways = ResourceTable(egressOnlyInternetGateways)
    network.natGateways = ResourceTable(natGateways)
    network.vpcEndpoints = ResourceTable(vpcEndpoints)
    network.transitGatewayAttachments = ResourceTable(transitGatewayAttachments)
    network.instances = ResourceTable(instances)
    network.databaseInstances = ResourceTable(databaseInstances)
    network.incompleteKinds = Set(incompleteKinds.compactMap(ResourceKind.init(rawValue:)))
    return network
  }
}
