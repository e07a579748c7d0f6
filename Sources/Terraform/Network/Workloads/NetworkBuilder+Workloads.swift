import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  /// Services that make interfaces by themselves: one for each subnet they may be in.
  mutating func addWorkloads() {
    for shape in WorkloadShape.all {
      for instance in managed[shape.type] ?? [] { addWorkload(instance, shape) }
    }
  }

  private mutating func addWorkload(_ instance: ResourceInstance, _ shape: WorkloadShape) {
    let resource = ResourceBlock(instance)
    guard let id = ids[resource.address] else { return }
    let configurations = configurations(of: resource, shape)
    guard !configurations.isEmpty else { return }
    var groupIDs: [SecurityGroup.ID]?
    var owner = InterfaceOwner(shape.owner, names: names(of: resource, shape))
    let loadBalancer = resource.text("load_balancer_type").known
    if loadBalancer == "network" { owner.kind = .networkLoadBalancer }
    if loadBalancer == "gateway" { owner.kind = .gatewayLoadBalancer }
    var places: [(subnet: String, block: ResourceBlock)] = []
    for block in configurations {
      // The groups of a resolver's endpoint stand beside its blocks.
      let holder = block.elements(shape.groups).isAbsent ? resource : block
      let given = ids(holder, shape.groups, effect: "which security groups it carries is not known")
      if let given, !given.isEmpty, groupIDs == nil { groupIDs = given.map { SecurityGroup.ID($0) } }
      places += subnets(of: block, resource, shape).map { ($0, block) }
    }
    if places.isEmpty, !shape.isOptional {
      note(resource, "", NotKnown(), effect: "which subnets it is in is not given, so it has no interfaces here")
    }
    groupIDs = addKubernetesGroups(to: groupIDs, resource, shape, subnets: places.map(\.subnet))
    for (subnet, block) in places {
      let subnetID = Subnet.ID(subnet)
      let isOnly = places.count == 1
      var draft = InterfaceDraft(
        id: NetworkInterface.ID(isOnly ? "\(id)" : "\(id) in \(subnet)"),
        subnetID: subnetID,
        owner: owner,
        block: resource
      )
      let isUnfiltered = groupIDs == nil && (owner.kind == .networkLoadBalancer || owner.kind == .gatewayLoadBalancer)
      draft.groupIDs = groupIDs ?? (isUnfiltered ? [] : defaultGroup(ofSubnet: subnetID))
      draft.publicAddress = publicAddress(resource, block, shape)
      draft.isExample = !isOnly
      draft.subnetAttribute = subnetAttribute(block, shape)
      draft.summary = shape.summary.map { "\($0) \(resource.address)" }
      let address = shape.address ?? (shape.owner == .applicationLoadBalancer ? "private_ipv4_address" : nil)
      if let address, let known = block.text(address).parsed(Parsing.ipv4Address).known { draft.addresses = [known] }
      add(draft)
    }
  }

  /// The blocks that say where it is.
  private mutating func configurations(of resource: ResourceBlock, _ shape: WorkloadShape) -> [ResourceBlock] {
    guard let name = shape.block else {
      if shape.owner == .applicationLoadBalancer, case .known(let mappings) = resource.blocks("subnet_mapping"),
        !mappings.isEmpty, resource.texts("subnets").known?.isEmpty ?? true
      {
        return mappings
      }
      return [resource]
    }
    switch resource.blocks(name) {
    case .absent: return []
    case .known(let blocks): return blocks
    case .unknown(let reason):
      note(resource, name, reason, effect: "which subnets and security groups it has is not known")
      return []
    }
  }

  private func names(of resource: ResourceBlock, _ shape: WorkloadShape) -> [String] {
    var names = [resource.text(shape.name).known, resource.address].compactMap { $0 }
    if let id = resource.text("id").known, !names.contains(id) { names.append(id) }
    return names
  }

  private mutating func subnets(of block: ResourceBlock, _ resource: ResourceBlock, _ shape: WorkloadShape) -> [String]
  {
    let effect = "which subnets it is in is not known"
    switch shape.subnets {
    case .listed(let attribute):
      if shape.owner == .applicationLoadBalancer, block.path.hasPrefix("subnet_mapping") {
        return id(block, "subnet_id", effect: effect).map { [$0] } ?? []
      }
      if attribute.hasSuffix("_id") { return id(block, attribute, effect: effect).map { [$0] } ?? [] }
      return ids(block, attribute, effect: effect) ?? []
    case .group(let attribute, let types):
      let reference = block.text(attribute)
      guard let group = find(types, reference, name: "name") else {
        switch reference {
        case .absent:
          note(block, attribute, NotKnown(), effect: "it is in the default VPC, which is not described here")
        case .known(let name):
          note(block, attribute, NotKnown(), effect: "which subnets the group \(name) has is not known")
        case .unknown(let reason): note(block, attribute, reason, effect: effect)
        }
        return [placeholder(block, attribute)]
      }
      return ids(ResourceBlock(group), "subnet_ids", effect: effect) ?? []
    }
  }

  private func subnetAttribute(_ block: ResourceBlock, _ shape: WorkloadShape) -> String {
    switch shape.subnets {
    case .listed(let attribute):
      block.path(to: block.path.hasPrefix("subnet_mapping") ? "subnet_id" : attribute)
    case .group(let attribute, _): block.path(to: attribute)
    }
  }

  private mutating func publicAddress(_ resource: ResourceBlock, _ block: ResourceBlock, _ shape: WorkloadShape)
    -> InterfaceDraft.PublicAddress
  {
    switch shape.isPublic {
    case .never:
      // A cluster's own instances say it.
      return shape.type == "aws_rds_cluster" && hasPublicInstance(resource) ? .some : .none
    case .attribute(let attribute):
      switch block.flag(attribute) {
      case .absent: return .none
      case .known(let isPublic): return isPublic ? .some : .none
      case .unknown(let reason):
        note(block, attribute, reason, effect: "whether it has a public address is not known; it is taken to have one")
        return .some
      }
    case .unless(let attribute):
      switch resource.flag(attribute) {
      case .absent: return .some
      case .known(let isInternal): return isInternal ? .none : .some
      case .unknown(let reason):
        note(
          resource,
          attribute,
          reason,
          effect: "whether it has a public address is not known; it is taken to have one"
        )
        return .some
      }
    }
  }

  private mutating func hasPublicInstance(_ cluster: ResourceBlock) -> Bool {
    if publicClusters == nil {
      var found: Set<String> = []
      for instance in managed["aws_rds_cluster_instance"] ?? [] {
        let block = ResourceBlock(instance)
        guard block.flag("publicly_accessible").known == true,
          let owner = find(["aws_rds_cluster"], block.text("cluster_identifier"), name: "cluster_identifier")
        else { continue }
        found.insert(owner.address.description)
      }
      publicClusters = found
    }
    return publicClusters?.contains(cluster.address) ?? false
  }

  // MARK: Kubernetes

  /// EKS makes a group for each cluster, which its interfaces and, unless a launch template says otherwise, its nodes
  /// carry (EKS user guide, "Security group requirements"): its members may reach each other, and anywhere.
  private mutating func addKubernetesGroups(
    to groups: [SecurityGroup.ID]?,
    _ resource: ResourceBlock,
    _ shape: WorkloadShape,
    subnets: [String]
  ) -> [SecurityGroup.ID]? {
    let vpcID = subnets.compactMap { network.subnets[Subnet.ID($0)]?.vpcID }.first
    switch shape.type {
    case "aws_eks_cluster":
      let id = clusterGroup(resource)
      let name = "eks-cluster-sg-\(resource.text("name").known ?? resource.address)"
      addOwnGroup(
        id,
        name: name,
        summary: "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well"
          + " as any managed workloads.",
        vpcID ?? VPC.ID("\(resource.address).vpc_id"),
        from: resource,
        part: "vpc_config[0].cluster_security_group_id"
      )
      return (groups ?? []) + [id]
    case "aws_eks_node_group":
      if let template = resource.block("launch_template").known {
        let found =
          find(["aws_launch_template"], template.text("id"), name: "name")
          ?? find(["aws_launch_template"], template.text("name"), name: "name")
        guard let found else {
          note(
            template,
            "id",
            template.text("id").notKnown ?? NotKnown(),
            effect: "which groups its nodes carry is not known"
          )
          return [SecurityGroup.ID(placeholder(template, "id"))]
        }
        let block = ResourceBlock(found)
        let effect = "which groups its nodes carry is not known"
        let own = ids(block, "vpc_security_group_ids", effect: effect) ?? []
        let listed = (block.blocks("network_interfaces").known ?? []).flatMap {
          ids($0, "security_groups", effect: effect) ?? []
        }
        if !(own + listed).isEmpty { return (own + listed).map { SecurityGroup.ID($0) } }
      }
      guard let cluster = find(["aws_eks_cluster"], resource.text("cluster_name"), name: "name") else {
        note(
          resource,
          "cluster_name",
          resource.text("cluster_name").notKnown ?? NotKnown(),
          effect: "which group its nodes carry is not known"
        )
        return [SecurityGroup.ID(placeholder(resource, "cluster_name"))]
      }
      return [clusterGroup(ResourceBlock(cluster))]
    default: return groups
    }
  }

  /// The group of a cluster; its attribute leads here too.
  private mutating func clusterGroup(_ cluster: ResourceBlock) -> SecurityGroup.ID {
    let attribute = "vpc_config[0].cluster_security_group_id"
    if let id = cluster.block("vpc_config").known?.text("cluster_security_group_id").known {
      return SecurityGroup.ID(id)
    }
    return SecurityGroup.ID("\(cluster.address).\(attribute)")
  }
}
