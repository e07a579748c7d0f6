import IPAddressing
import PositionedJSON
import VPCModel

extension SnapshotCollector {
  /// Adds the elements under one key.
  /// - Returns: how many there are, the unreadable ones included.
  mutating func collect(_ array: JSONValue, under key: DescribedKey) throws(SnapshotError) -> Int {
    try each(array, under: key) { collector, element throws(ElementProblem) in
      switch key {
      case .vpcs: collector.add(try VPC(described: element), to: \.vpcs, at: element)
      case .subnets: collector.add(try Subnet(described: element), to: \.subnets, at: element)
      case .networkInterfaces:
        collector.add(try NetworkInterface(described: element), to: \.networkInterfaces, at: element)
      case .securityGroups: collector.add(try DescribedSecurityGroup(described: element), at: element)
      case .securityGroupRules: try collector.addListedRule(element)
      case .securityGroupAssociations:
        collector.groupAssociations.append(try DescribedGroupAssociation(described: element))
      case .networkACLs: collector.add(try NetworkACL(described: element), to: \.networkACLs, at: element)
      case .routeTables: collector.add(try RouteTable(described: element), to: \.routeTables, at: element)
      case .internetGateways:
        collector.add(try InternetGateway(described: element), to: \.internetGateways, at: element)
      case .egressOnlyInternetGateways:
        collector.add(
          try EgressOnlyInternetGateway(described: element),
          to: \.egressOnlyInternetGateways,
          at: element
        )
      case .natGateways: collector.add(try NATGateway(described: element), to: \.natGateways, at: element)
      case .peeringConnections: collector.add(try VPCPeeringConnection(described: element), at: element)
      case .managedPrefixLists: collector.add(try PrefixList(managed: element), at: element)
      case .prefixLists: collector.add(try PrefixList(ofAWS: element), at: element)
      case .prefixListEntries: break  // Not of one array alone: `collectEntries`.
      case .vpcEndpoints: collector.add(try VPCEndpoint(described: element), to: \.vpcEndpoints, at: element)
      case .transitGatewayAttachments:
        collector.add(
          try TransitGatewayVPCAttachment(described: element),
          to: \.transitGatewayAttachments,
          at: element
        )
      case .reservations:
        try element.require("Instances")
        _ = try element.objects("Instances") { instance throws(ElementProblem) in try collector.addInstance(instance) }
      case .instances: try collector.addInstance(element)
      case .addresses:
        if let address = try DescribedElasticAddress(described: element) {
          collector.elasticAddresses.append((address, collector.file))
        }
      case .databaseInstances:
        collector.add(try DatabaseInstance(described: element), to: \.databaseInstances, at: element)
      case .tasks: collector.tasks.append(try DescribedTask(described: element))
      case .flowLogs: if let log = try FlowLog(described: element) { collector.flowLogs.append(log) }
      }
    }
  }

  /// Adds a resource. One that several files describe (shared with other accounts, for one) is taken once;
  /// where they differ in more than tags, which only the owner sees, the first file's word stands.
  mutating func add<Described: Tagged>(
    _ resource: Described,
    to table: WritableKeyPath<Network, ResourceTable<Described>>,
    at element: JSONValue
  ) {
    guard var known = network[keyPath: table][resource.id] else {
      network[keyPath: table].insert(resource)
      return
    }
    let tags = known.tags.merging(resource.tags) { mine, _ in mine }
    var retagged = resource
    retagged.tags = known.tags
    if retagged != known { contradict(resource, at: element) }
    known.tags = tags
    network[keyPath: table].insert(known)
  }

  private mutating func contradict<Described: Resource>(_ resource: Described, at element: JSONValue) {
    log.add(
      file: file,
      path: element.document.path(to: element.index),
      "\(Described.kind.words) \(resource.id) is described otherwise in an earlier place, which stands",
      .contradiction
    )
  }

  private mutating func add(_ described: DescribedSecurityGroup, at element: JSONValue) {
    if !described.hasPermissions {
      let path = groupsWithoutPermissions.count < DiagnosticLog.limit ? element.document.path(to: element.index) : ""
      groupsWithoutPermissions[described.group.id] = (file, path)
    }
    add(described.group, to: \.securityGroups, at: element)
  }

  private mutating func addListedRule(_ element: JSONValue) throws(ElementProblem) {
    let groupID: SecurityGroup.ID = try element.ownID("GroupId")
    do {
      let rule = try SecurityGroupRule(described: element)
      guard listedRuleIDs.insert(rule.id).inserted else { return }
      listedRules[groupID, default: ListedRules(file: file)].rules.append(rule)
    } catch {
      listedRules[groupID, default: ListedRules(file: file)].lacksSome = true
      throw error
    }
  }

  /// The two ends see a connection differently: each knows most of itself.
  private mutating func add(_ connection: VPCPeeringConnection, at element: JSONValue) {
    guard var known = network.peeringConnections[connection.id] else {
      network.peeringConnections.insert(connection)
      return
    }
    if known.status != connection.status || known.requester.vpcID != connection.requester.vpcID
      || known.accepter.vpcID != connection.accepter.vpcID
    {
      contradict(connection, at: element)
    }
    known.requester.complete(with: connection.requester)
    known.accepter.complete(with: connection.accepter)
    known.tags.merge(connection.tags) { mine, _ in mine }
    network.peeringConnections.insert(known)
  }

  /// Metadata and entries come from different commands.
  mutating func add(_ list: PrefixList, at element: JSONValue) {
    guard var known = network.prefixLists[list.id] else {
      network.prefixLists.insert(list)
      return
    }
    if let mine = known.entries, let theirs = list.entries, Set(mine.map(\.cidr)) != Set(theirs.map(\.cidr)) {
      contradict(list, at: element)
    }
    known.complete(with: list)
    network.prefixLists.insert(known)
  }

  private mutating func addInstance(_ element: JSONValue) throws(ElementProblem) {
    let described = try DescribedInstance(described: element)
    add(described.instance, to: \.instances, at: element)
    for item in described.interfaces {
      do {
        let interface = try NetworkInterface(
          described: item,
          of: described.instance.id,
          zone: described.availabilityZone
        )
        embeddedInterfaces[interface.id] =
          embeddedInterfaces[interface.id]
          ?? EmbeddedInterface(
            interface: interface,
            file: file
          )
      } catch {
        let id = NetworkInterface.ID(item.member("NetworkInterfaceId")?.text ?? "")
        let path = embeddedInterfaces.count < DiagnosticLog.limit ? error.path : ""
        embeddedInterfaces[id] =
          embeddedInterfaces[id]
          ?? EmbeddedInterface(
            file: file,
            path: path,
            problem: error.message
          )
      }
    }
  }
}

/// A resource whose tags can be set aside in a comparison.
protocol Tagged: Resource {
  var tags: Tags { get set }
}

extension VPC: Tagged {}
extension Subnet: Tagged {}
extension NetworkInterface: Tagged {}
extension SecurityGroup: Tagged {}
extension NetworkACL: Tagged {}
extension RouteTable: Tagged {}
extension InternetGateway: Tagged {}
extension EgressOnlyInternetGateway: Tagged {}
extension NATGateway: Tagged {}
extension VPCEndpoint: Tagged {}
extension TransitGatewayVPCAttachment: Tagged {}
extension Instance: Tagged {}
extension DatabaseInstance: Tagged {}

extension VPCPeeringConnection.Side {
  fileprivate mutating func complete(with other: Self) {
    ownerID = ownerID ?? other.ownerID
    region = region ?? other.region
    if cidrs.isEmpty { cidrs = other.cidrs }
  }
}
