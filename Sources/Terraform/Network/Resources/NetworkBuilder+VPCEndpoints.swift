import HCL
import VPCModel

extension NetworkBuilder {
  mutating func addVPCEndpoints() {
    for instance in managed["aws_vpc_endpoint"] ?? [] { addVPCEndpoint(instance) }
    for instance in managed["aws_vpc_endpoint_subnet_association"] ?? [] { addEndpointSubnet(instance) }
    for instance in managed["aws_vpc_endpoint_security_group_association"] ?? [] { addEndpointGroup(instance) }
    for instance in managed["aws_vpc_endpoint_route_table_association"] ?? [] { addEndpointTable(instance) }
  }

  private mutating func addVPCEndpoint(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let vpcID = vpcID(of: block, effect: "which VPC the endpoint is in is not known")
    let type = block.text("vpc_endpoint_type").known ?? "Gateway"
    var endpoint = VPCEndpoint(
      id: VPCEndpoint.ID(id),
      vpcID: vpcID,
      serviceName: block.text("service_name").known ?? "",
      type: type,
      state: "available",
      tags: block.tags
    )
    let tables = ids(block, "route_table_ids", effect: "which route tables lead to the endpoint is not known")
    endpoint.routeTableIDs = (tables ?? []).map { RouteTable.ID($0) }
    let groups = ids(block, "security_group_ids", effect: "which groups the endpoint carries is not known")
    if type == "Interface" {
      endpoint.groupIDs = groups.map { $0.map { SecurityGroup.ID($0) } } ?? [defaultGroups[vpcID]].compactMap { $0 }
    }
    network.vpcEndpoints.insert(endpoint)
    record(id, from: block)
    for subnet in ids(block, "subnet_ids", effect: "which subnets the endpoint has interfaces in is not known") ?? [] {
      addEndpointInterface(block, VPCEndpoint.ID(id), Subnet.ID(subnet))
    }
  }

  private mutating func addEndpointInterface(_ block: ResourceBlock, _ id: VPCEndpoint.ID, _ subnetID: Subnet.ID) {
    guard var endpoint = network.vpcEndpoints[id] else { return }
    var draft = InterfaceDraft(
      id: NetworkInterface.ID("\(id) in \(subnetID)"),
      subnetID: subnetID,
      owner: InterfaceOwner(.vpcEndpoint, names: [id.text]),
      block: block
    )
    guard draftNumbers[draft.id] == nil else { return }
    draft.subnetAttribute = "subnet_ids"
    draft.groupIDs = endpoint.groupIDs
    draft.interfaceType = endpoint.type == "Interface" ? "vpc_endpoint" : "gateway_load_balancer_endpoint"
    for configuration in block.blocks("subnet_configuration").known ?? []
    where configuration.text("subnet_id").known == subnetID.text {
      if let address = configuration.text("ipv4").parsed(Parsing.ipv4Address).known { draft.addresses = [address] }
    }
    add(draft, isIdentifier: false)
    endpoint.networkInterfaceIDs.append(draft.id)
    network.vpcEndpoints.insert(endpoint)
  }

  private mutating func addEndpointSubnet(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which endpoint has an interface in which subnet is not known"
    guard let id = id(block, "vpc_endpoint_id", effect: effect),
      let subnet = self.id(block, "subnet_id", effect: effect)
    else { return }
    addEndpointInterface(block, VPCEndpoint.ID(id), Subnet.ID(subnet))
  }

  private mutating func addEndpointGroup(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which endpoint carries which group is not known"
    guard let id = id(block, "vpc_endpoint_id", effect: effect).map({ VPCEndpoint.ID($0) }),
      let group = self.id(block, "security_group_id", effect: effect).map({ SecurityGroup.ID($0) }),
      var endpoint = network.vpcEndpoints[id]
    else { return }
    if block.flag("replace_default_association").known == true {
      endpoint.groupIDs.removeAll { $0 == defaultGroups[endpoint.vpcID] }
    }
    if !endpoint.groupIDs.contains(group) { endpoint.groupIDs.append(group) }
    network.vpcEndpoints.insert(endpoint)
    for interface in endpoint.networkInterfaceIDs {
      if let number = draftNumbers[interface] { drafts[number].groupIDs = endpoint.groupIDs }
    }
  }

  private mutating func addEndpointTable(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which route table leads to which endpoint is not known"
    guard let id = id(block, "vpc_endpoint_id", effect: effect).map({ VPCEndpoint.ID($0) }),
      let table = self.id(block, "route_table_id", effect: effect).map({ RouteTable.ID($0) }),
      var endpoint = network.vpcEndpoints[id]
    else { return }
    if !endpoint.routeTableIDs.contains(table) { endpoint.routeTableIDs.append(table) }
    network.vpcEndpoints.insert(endpoint)
  }
}
