import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addSecurityGroups() {
    for instance in managed["aws_security_group"] ?? [] { addGroup(instance) }
    for instance in managed["aws_default_security_group"] ?? [] { addGroup(instance) }
    addImplicitGroups()
    for instance in managed["aws_security_group_rule"] ?? [] { addRule(instance) }
    for instance in managed["aws_vpc_security_group_ingress_rule"] ?? [] { addSingleRule(instance, .ingress) }
    for instance in managed["aws_vpc_security_group_egress_rule"] ?? [] { addSingleRule(instance, .egress) }
    // After the others: what a group that does not manage its rules itself says of them is what it was found to have.
    for type in ["aws_security_group", "aws_default_security_group"] {
      for instance in managed[type] ?? [] { addInlineRules(instance) }
    }
    for instance in managed["aws_vpc_security_group_vpc_association"] ?? [] { associateGroup(instance) }
    for (id, set) in rules { network.securityGroups[id]?.rules = set.rules }
  }

  private mutating func addGroup(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let isDefault = instance.address.type == "aws_default_security_group"
    let vpcID = vpcID(of: block, effect: "which VPC the group is in is not known")
    network.securityGroups.insert(
      SecurityGroup(
        id: SecurityGroup.ID(id),
        name: isDefault ? "default" : block.text("name").known ?? "",
        summary: block.text("description").known ?? (isDefault ? SecurityGroup.defaultSummary : ""),
        vpcID: vpcID,
        ownerID: block.text("owner_id").known,
        tags: block.tags
      )
    )
    if isDefault { defaultGroups[vpcID] = SecurityGroup.ID(id) }
    record(id, from: block)
  }

  /// The VPC that an attribute names; where it is not given, the region's default one.
  mutating func vpcID(of block: ResourceBlock, effect: @autoclosure () -> String) -> VPC.ID {
    if let id = id(block, "vpc_id", effect: effect()) { return VPC.ID(id) }
    if let id = defaultVPC { return id }
    note(block, "vpc_id", NotKnown(), effect: "the region's default VPC, which it is in, is not described here")
    return VPC.ID("the default VPC")
  }

  /// The group that EC2 makes with each VPC, where Terraform has not taken it over: everything in from its own members,
  /// everything out (VPC user guide, "Default security groups").
  private mutating func addImplicitGroups() {
    for type in ["aws_vpc", "aws_default_vpc"] {
      for instance in managed[type] ?? [] {
        let block = ResourceBlock(instance)
        guard let vpcID = ids[block.address].map({ VPC.ID($0) }), defaultGroups[vpcID] == nil else { continue }
        let attribute = "default_security_group_id"
        let id = SecurityGroup.ID(
          block.text(attribute).known ?? identifier(Value.Origin(address: block.address, attribute: attribute))
        )
        defaultGroups[vpcID] = id
        addOwnGroup(id, name: "default", summary: SecurityGroup.defaultSummary, vpcID, from: block, part: attribute)
      }
    }
  }

  /// A group as EC2 and services of AWS make them: its members may reach each other, and anywhere.
  mutating func addOwnGroup(
    _ id: SecurityGroup.ID,
    name: String,
    summary: String,
    _ vpcID: VPC.ID,
    from block: ResourceBlock,
    part: String
  ) {
    guard !network.securityGroups.contains(id) else { return }
    network.securityGroups.insert(SecurityGroup(id: id, name: name, summary: summary, vpcID: vpcID))
    implicit.insert(id.text)
    record(id.text, from: block, part: part, isIdentifier: false)
    var made: [SecurityGroupRule] = [
      SecurityGroupRule(groupID: id, direction: .ingress, traffic: .all, peer: .securityGroup(GroupReference(id))),
      SecurityGroupRule(groupID: id, direction: .egress, traffic: .all, peer: .ipv4(.all)),
    ]
    if !(network.vpcs[vpcID]?.ipv6CIDRs.isEmpty ?? true) {
      made.append(SecurityGroupRule(groupID: id, direction: .egress, traffic: .all, peer: .ipv6(.all)))
    }
    for rule in made { rules[id, default: RuleSet()].insert(rule) }
  }

  private mutating func associateGroup(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which VPC's interfaces may carry which group is not known"
    guard let groupID = id(block, "security_group_id", effect: effect),
      let vpcID = id(block, "vpc_id", effect: effect).map({ VPC.ID($0) }),
      var group = network.securityGroups[SecurityGroup.ID(groupID)]
    else { return }
    if !group.associatedVPCIDs.contains(vpcID) { group.associatedVPCIDs.append(vpcID) }
    network.securityGroups.insert(group)
  }
}
