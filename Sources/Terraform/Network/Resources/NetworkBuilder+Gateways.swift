import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addGateways() {
    for instance in managed["aws_internet_gateway"] ?? [] { addInternetGateway(instance) }
    for instance in data["aws_internet_gateway"] ?? [] { addDescribedGateway(instance) }
    for instance in managed["aws_internet_gateway_attachment"] ?? [] { attachGateway(instance) }
    for instance in managed["aws_egress_only_internet_gateway"] ?? [] { addEgressOnlyGateway(instance) }
    for instance in managed["aws_default_vpc"] ?? [] { addDefaultGateway(instance) }
    for instance in managed["aws_nat_gateway"] ?? [] { addNATGateway(instance) }
    for instance in managed["aws_ec2_transit_gateway_vpc_attachment"] ?? [] { addTransitGatewayAttachment(instance) }
  }

  private mutating func addInternetGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    var gateway = InternetGateway(id: InternetGateway.ID(id), tags: block.tags)
    if let vpc = self.id(block, "vpc_id", effect: "which VPC the gateway is attached to is not known") {
      gateway.attachedVPCIDs = [VPC.ID(vpc)]
    }
    network.internetGateways.insert(gateway)
    record(id, from: block)
  }

  /// A data source, where it was read.
  private mutating func addDescribedGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address], case .known(let attachments) = block.blocks("attachments") else { return }
    let vpcs = attachments.compactMap { $0.text("vpc_id").known }.map { VPC.ID($0) }
    network.internetGateways.insert(InternetGateway(id: InternetGateway.ID(id), attachedVPCIDs: vpcs, tags: block.tags))
    record(id, from: block)
  }

  private mutating func attachGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which gateway is attached to which VPC is not known"
    guard let id = id(block, "internet_gateway_id", effect: effect),
      let vpc = self.id(block, "vpc_id", effect: effect).map({ VPC.ID($0) }),
      var gateway = network.internetGateways[InternetGateway.ID(id)]
    else { return }
    if !gateway.attachedVPCIDs.contains(vpc) { gateway.attachedVPCIDs.append(vpc) }
    network.internetGateways.insert(gateway)
    record(id, from: block, isIdentifier: false)
  }

  /// A default VPC has an internet gateway, to which its main route table leads (VPC user guide, "Default VPC
  /// components").
  private mutating func addDefaultGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let vpc = ids[block.address].map({ VPC.ID($0) }) else { return }
    guard !network.internetGateways.unordered.contains(where: { $0.attachedVPCIDs.contains(vpc) }) else { return }
    let id = InternetGateway.ID("\(block.address).internet_gateway")
    network.internetGateways.insert(InternetGateway(id: id, attachedVPCIDs: [vpc]))
    implicit.insert(id.text)
    record(id.text, from: block, isIdentifier: false)
  }

  private mutating func addEgressOnlyGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let vpc = self.id(block, "vpc_id", effect: "which VPC the gateway is attached to is not known")
    network.egressOnlyInternetGateways.insert(
      EgressOnlyInternetGateway(
        id: EgressOnlyInternetGateway.ID(id),
        attachedVPCIDs: vpc.map { [VPC.ID($0)] } ?? [],
        tags: block.tags
      )
    )
    record(id, from: block)
  }

  private mutating func addNATGateway(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let subnetID = self.id(block, "subnet_id", effect: "which subnet the gateway is in is not known").map {
      Subnet.ID($0)
    }
    let isPublic = block.text("connectivity_type").known != "private"
    var gateway = NATGateway(
      id: NATGateway.ID(id),
      vpcID: subnetID.flatMap { network.subnets[$0]?.vpcID } ?? VPC.ID(placeholder(block, "vpc_id")),
      subnetID: subnetID,
      isPublic: isPublic,
      tags: block.tags
    )
    if let subnetID {
      let real = block.text("network_interface_id").known
      var draft = InterfaceDraft(
        id: NetworkInterface.ID(real ?? "\(block.address).network_interface_id"),
        subnetID: subnetID,
        owner: InterfaceOwner(.natGateway, names: [id]),
        block: block
      )
      draft.interfaceType = "nat_gateway"
      draft.sourceDestinationCheck = false
      if let address = block.text("private_ip").parsed(Parsing.ipv4Address).known { draft.addresses = [address] }
      draft.publicAddress = publicAddress(block.text("public_ip"), isGiven: .known(isPublic))
      add(draft, isIdentifier: false)
      gateway.networkInterfaceIDs = [draft.id]
    }
    network.natGateways.insert(gateway)
    record(id, from: block)
  }

  private mutating func addTransitGatewayAttachment(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let effect = "which VPC is attached to which transit gateway is not known"
    guard let gateway = self.id(block, "transit_gateway_id", effect: effect),
      let vpc = self.id(block, "vpc_id", effect: effect)
    else { return }
    let support: Bool? =
      switch block.text("security_group_referencing_support").known {
      case "enable"?: true
      case "disable"?: false
      default: nil
      }
    network.transitGatewayAttachments.insert(
      TransitGatewayVPCAttachment(
        id: TransitGatewayVPCAttachment.ID(id),
        transitGatewayID: gateway,
        vpcID: VPC.ID(vpc),
        subnetIDs: (ids(block, "subnet_ids", effect: effect) ?? []).map { Subnet.ID($0) },
        state: "available",
        supportsGroupReferences: support,
        tags: block.tags
      )
    )
    record(id, from: block)
  }
}
