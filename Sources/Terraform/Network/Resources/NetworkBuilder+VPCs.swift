import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addVPCs() {
    for type in ["aws_vpc", "aws_default_vpc"] {
      for instance in managed[type] ?? [] { addVPC(instance) }
    }
    // What somebody else manages is known as far as it was read.
    for instance in data["aws_vpc"] ?? [] where !ResourceBlock(instance).text("cidr_block").isAbsent {
      addVPC(instance)
    }
    for instance in managed["aws_vpc_ipv4_cidr_block_association"] ?? [] { addIPv4Block(instance) }
    for instance in managed["aws_vpc_ipv6_cidr_block_association"] ?? [] { addIPv6Block(instance) }
  }

  private mutating func addVPC(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address], !network.vpcs.contains(VPC.ID(id)) else { return }
    var vpc = VPC(id: VPC.ID(id), isDefault: instance.address.type == "aws_default_vpc", tags: block.tags)
    switch block.text("cidr_block").parsed(Parsing.ipv4) {
    case .known(let prefix): vpc.ipv4CIDRs = [prefix]
    // EC2 gives a default VPC always the same block (VPC user guide, "Default VPC components").
    case .absent where vpc.isDefault:
      if let prefix = IPv4Prefix("172.31.0.0/16") { vpc.ipv4CIDRs = [prefix] }
    case .absent:
      note(block, "cidr_block", NotKnown(), effect: "which addresses the VPC has is not known")
    case .unknown(let reason):
      note(block, "cidr_block", reason, effect: "which addresses the VPC has is not known")
    }
    for association in block.blocks("cidr_block_associations").known ?? [] {
      guard let prefix = association.text("cidr_block").parsed(Parsing.ipv4).known else { continue }
      if !vpc.ipv4CIDRs.contains(prefix) { vpc.ipv4CIDRs.append(prefix) }
    }
    switch block.text("ipv6_cidr_block").parsed(Parsing.ipv6) {
    case .known(let prefix): vpc.ipv6CIDRs = [prefix]
    case .absent, .unknown:
      let isAsked =
        block.flag("assign_generated_ipv6_cidr_block").known == true || !block.text("ipv6_ipam_pool_id").isAbsent
      if isAsked { vpc.ipv6CIDRs = [syntheticBlock(of: id)] }
    }
    network.vpcs.insert(vpc)
    record(id, from: block)
  }

  private mutating func addIPv4Block(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let vpcID = id(block, "vpc_id", effect: "which VPC gets the block is not known") else { return }
    switch block.text("cidr_block").parsed(Parsing.ipv4) {
    case .known(let prefix):
      guard var vpc = network.vpcs[VPC.ID(vpcID)], !vpc.ipv4CIDRs.contains(prefix) else { return }
      vpc.ipv4CIDRs.append(prefix)
      network.vpcs.insert(vpc)
    case .absent: note(block, "cidr_block", NotKnown(), effect: "which addresses the VPC has further is not known")
    case .unknown(let reason):
      note(block, "cidr_block", reason, effect: "which addresses the VPC has further is not known")
    }
  }

  private mutating func addIPv6Block(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let vpcID = id(block, "vpc_id", effect: "which VPC gets the block is not known"),
      var vpc = network.vpcs[VPC.ID(vpcID)]
    else { return }
    let prefix = block.text("ipv6_cidr_block").parsed(Parsing.ipv6).known ?? syntheticBlock(of: block.address)
    if !vpc.ipv6CIDRs.contains(prefix) { vpc.ipv6CIDRs.append(prefix) }
    network.vpcs.insert(vpc)
  }

  mutating func addSubnets() {
    for type in ["aws_subnet", "aws_default_subnet"] {
      for instance in managed[type] ?? [] { addSubnet(instance) }
    }
    for instance in data["aws_subnet"] ?? [] where !ResourceBlock(instance).text("vpc_id").isAbsent {
      addSubnet(instance)
    }
  }

  private mutating func addSubnet(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address], !network.subnets.contains(Subnet.ID(id)) else { return }
    let isDefault = instance.address.type == "aws_default_subnet"
    let vpcID =
      resolve(block.text("vpc_id")).known
      ?? (isDefault ? defaultVPC?.text : nil) ?? placeholder(block, "vpc_id")
    var subnet = Subnet(id: Subnet.ID(id), vpcID: VPC.ID(vpcID), tags: block.tags)
    subnet.availabilityZone = block.text("availability_zone").known
    subnet.mapsPublicAddressOnLaunch = block.flag("map_public_ip_on_launch").known ?? isDefault
    switch block.text("cidr_block").parsed(Parsing.ipv4) {
    case .known(let prefix): subnet.ipv4CIDR = prefix
    case .absent where block.flag("ipv6_native").known == true: break
    case .absent: note(block, "cidr_block", NotKnown(), effect: "which addresses the subnet has is not known")
    case .unknown(let reason):
      note(block, "cidr_block", reason, effect: "which addresses the subnet has is not known")
    }
    switch block.text("ipv6_cidr_block").parsed(Parsing.ipv6) {
    case .known(let prefix):
      subnet.ipv6CIDRs = [prefix]
      subnetBlocks.insert(prefix)
    case .absent: break
    case .unknown(let reason):
      if let prefix = syntheticSubnetBlock(of: id, in: VPC.ID(vpcID)) {
        subnet.ipv6CIDRs = [prefix]
      } else {
        note(block, "ipv6_cidr_block", reason, effect: "which IPv6 addresses the subnet has is not known")
      }
    }
    if case .unknown(let reason) = block.text("vpc_id"), reason.origin == nil, !isDefault {
      note(block, "vpc_id", reason, effect: "which VPC the subnet is in is not known")
    }
    network.subnets.insert(subnet)
    record(id, from: block)
  }

  /// The region's default VPC, where Terraform has taken it over.
  var defaultVPC: VPC.ID? {
    guard let instance = managed["aws_default_vpc"]?.first else { return nil }
    return ids[instance.address.description].map { VPC.ID($0) }
  }
}
