import IPAddressing
package import VPCModel

/// What `terraform import` and `import { id = … }` name a resource by.
///
/// Each kind's form is the provider's (5.100, the resources' import functions and documentation).
package enum ImportID: Hashable, Sendable, CustomStringConvertible {
  case securityGroupRule(SecurityGroupRuleImportID)
  /// A resource whose import id is one EC2 identifier: `aws_security_group`, `aws_vpc_security_group_ingress_rule`, ….
  case identifier(type: String, id: String)
  /// `acl-…:NUMBER:PROTOCOL:EGRESS`; the protocol as the configuration spells it.
  case networkACLRule(aclID: String, number: Int, protocolText: String, isEgress: Bool)
  /// `rtb-…_DESTINATION`, a CIDR block or a prefix list.
  case route(tableID: String, destination: String)
  /// `TARGET/rtb-…`: a subnet or a gateway.
  case routeTableAssociation(targetID: String, tableID: String)
  /// `pl-…,CIDR`
  case prefixListEntry(listID: String, cidr: String)
  /// `eni-…_sg-…`
  case interfaceAttachment(interfaceID: String, groupID: String)
  /// `sg-…,vpc-…`
  case groupVPCAssociation(groupID: String, vpcID: String)

  /// `aws_route`
  package var resourceType: String {
    switch self {
    case .securityGroupRule: SecurityGroupRuleImportID.resourceType
    case .identifier(let type, _): type
    case .networkACLRule: "aws_network_acl_rule"
    case .route: "aws_route"
    case .routeTableAssociation: "aws_route_table_association"
    case .prefixListEntry: "aws_ec2_managed_prefix_list_entry"
    case .interfaceAttachment: "aws_network_interface_sg_attachment"
    case .groupVPCAssociation: "aws_vpc_security_group_vpc_association"
    }
  }

  /// The id itself.
  package var description: String {
    switch self {
    case .securityGroupRule(let id): id.description
    case .identifier(_, let id): id
    case .networkACLRule(let acl, let number, let protocolText, let isEgress):
      "\(acl):\(number):\(protocolText):\(isEgress)"
    case .route(let table, let destination): "\(table)_\(destination)"
    case .routeTableAssociation(let target, let table): "\(target)/\(table)"
    case .prefixListEntry(let list, let cidr): "\(list),\(cidr)"
    case .interfaceAttachment(let interface, let group): "\(interface)_\(group)"
    case .groupVPCAssociation(let group, let vpc): "\(group),\(vpc)"
    }
  }

  /// Resources that one EC2 identifier imports, and what it begins with.
  package static let identifierPrefixes: [String: String] = [
    "aws_security_group": "sg-",
    "aws_default_security_group": "sg-",
    "aws_vpc_security_group_rules_exclusive": "sg-",
    "aws_vpc_security_group_ingress_rule": "sgr-",
    "aws_vpc_security_group_egress_rule": "sgr-",
    "aws_network_acl": "acl-",
    "aws_default_network_acl": "acl-",
    "aws_network_acl_association": "aclassoc-",
    "aws_route_table": "rtb-",
    "aws_default_route_table": "vpc-",
    "aws_vpc": "vpc-",
    "aws_default_vpc": "vpc-",
    "aws_vpc_ipv4_cidr_block_association": "vpc-cidr-assoc-",
    "aws_subnet": "subnet-",
    "aws_network_interface": "eni-",
    "aws_ec2_managed_prefix_list": "pl-",
    "aws_vpc_peering_connection": "pcx-",
    "aws_vpc_peering_connection_accepter": "pcx-",
    "aws_internet_gateway": "igw-",
    "aws_egress_only_internet_gateway": "eigw-",
    "aws_nat_gateway": "nat-",
    "aws_vpc_endpoint": "vpce-",
    "aws_flow_log": "fl-",
    "aws_eip": "eipalloc-",
    "aws_instance": "i-",
    "aws_vpc_dhcp_options": "dopt-",
    "aws_vpc_dhcp_options_association": "vpc-",
  ]

  /// The form of a resource's import ids, in words; `nil` where it is not known here.
  package static func form(of resourceType: String) -> String? {
    switch resourceType {
    case SecurityGroupRuleImportID.resourceType: SecurityGroupRuleImportID.form
    case "aws_network_acl_rule": "ACLID:NUMBER:PROTOCOL:EGRESS"
    case "aws_route": "TABLEID_DESTINATION"
    case "aws_route_table_association": "SUBNETID/TABLEID or GATEWAYID/TABLEID"
    case "aws_ec2_managed_prefix_list_entry": "LISTID,CIDR"
    case "aws_network_interface_sg_attachment": "INTERFACEID_SGID"
    case "aws_vpc_security_group_vpc_association": "SGID,VPCID"
    default: identifierPrefixes[resourceType].map { "\($0)…" }
    }
  }
}

// MARK: - Building from live resources

extension ImportID {
  /// A rule as a resource of its own of the newer kind; `nil` where the input gave no rule ids.
  package init?(ofRule rule: SecurityGroupRule) {
    guard rule.hasAssignedID else { return nil }
    self = .identifier(type: "aws_vpc_security_group_\(rule.direction.rawValue)_rule", id: rule.id.text)
  }

  /// A group: the default group has a resource type of its own.
  package init(ofGroup group: SecurityGroup) {
    self = .identifier(
      type: group.isDefault ? "aws_default_security_group" : "aws_security_group",
      id: group.id.text
    )
  }

  /// A network ACL: the default one has a resource type of its own.
  package init(ofACL acl: NetworkACL) {
    self = .identifier(type: acl.isDefault ? "aws_default_network_acl" : "aws_network_acl", id: acl.id.text)
  }

  /// An entry of a network ACL as a resource of its own; `nil` for the final denial, which is nobody's.
  package init?(ofEntry entry: NetworkACL.Entry, in acl: NetworkACL.ID) {
    guard !entry.isFinal else { return nil }
    let number = entry.traffic.ipProtocol.map { String($0.rawValue) } ?? "-1"
    self = .networkACLRule(
      aclID: acl.text,
      number: entry.number,
      protocolText: number,
      isEgress: entry.direction == .egress
    )
  }

  /// A route as a resource of its own.
  package init(ofRoute route: RouteTable.Route, in table: RouteTable.ID) {
    let destination =
      switch route.destination {
      case .cidr(let prefix): prefix.description
      case .prefixList(let id): id.text
      }
    self = .route(tableID: table.text, destination: destination)
  }
}
