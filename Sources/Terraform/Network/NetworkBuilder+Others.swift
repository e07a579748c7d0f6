import HCL

extension NetworkBuilder {
  /// Says of each resource that bears on the network, and that this version does not read, that it is left out.
  mutating func reportOthers() {
    for instance in instances where instance.address.mode == .managed && instance.address.type.hasPrefix("aws_") {
      let type = instance.address.type
      let block = ResourceBlock(instance)
      if let what = Self.leftOut[type] {
        warn(block, "", "Resource is not read", "\(what); answers do not take it into account.")
      } else if !Self.isRead(type), let attribute = carriedGroups(instance.values) {
        warn(
          block,
          attribute,
          "Resource is not read",
          "\(type) has interfaces with security groups (\(attribute)), and how is not known to this version; answers do"
            + " not take it into account."
        )
      }
      if instance.standsForUnknownCount {
        openResources.insert(ids[block.address] ?? block.address)
        note(block, "", NotKnown(), effect: "how many of it there are is not known; one stands for all")
      }
    }
  }

  private static let leftOut: [String: String] = [
    "aws_networkfirewall_firewall": "A firewall's endpoints can drop what groups allow",
    "aws_vpc_block_public_access_options": "It can close all internet gateways of a region",
    "aws_ec2_client_vpn_endpoint": "Clients of a VPN reach subnets through it",
    "aws_vpc_security_group_rules_exclusive": "It takes away rules that it does not name",
    "aws_security_group_rules_exclusive": "It takes away rules that it does not name",
  ]

  /// Types that the files of this folder read, or that carry groups without having interfaces of their own.
  private static func isRead(_ type: String) -> Bool { readTypes.contains(type) }

  private static let readTypes: Set<String> = Set(WorkloadShape.all.map(\.type)).union([
    "aws_security_group", "aws_default_security_group", "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_vpc_association", "aws_network_interface", "aws_network_interface_sg_attachment",
    "aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration",
    "aws_autoscaling_group", "aws_vpc_endpoint", "aws_vpc_endpoint_security_group_association",
    "aws_rds_cluster_instance", "aws_nat_gateway", "aws_db_subnet_group",
  ])

  /// The attribute, of the resource or of a block in it, that names security groups.
  private func carriedGroups(_ value: Value) -> String? {
    let names = ["security_groups", "security_group_ids", "vpc_security_group_ids"]
    guard case .known(let members) = AttributeReading<[String: Value]>(members: value) else { return nil }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      if names.contains(name) {
        switch AttributeReading<[Value]>(elements: member) {
        case .absent: continue
        case .known(let elements) where elements.isEmpty: continue
        case .known, .unknown: return name
        }
      }
      guard case .known(let blocks) = AttributeReading<[Value]>(elements: member) else { continue }
      for (index, block) in blocks.enumerated() {
        guard case .known(let inner) = AttributeReading<[String: Value]>(members: block) else { continue }
        for candidate in names {
          if case .known(let elements) = AttributeReading<[Value]>(elements: inner[candidate]), !elements.isEmpty {
            return "\(name)[\(index)].\(candidate)"
          }
        }
      }
    }
    return nil
  }
}
