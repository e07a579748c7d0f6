/// Every action that is served, by family. The table in the documentation is made from this.
package enum ActionCatalog {
  package static let families: [(name: String, actions: [Action])] = [
    ("Security groups", SecurityGroupActions.all),
    ("VPCs", VPCActions.all),
    ("Subnets", SubnetActions.all),
    ("Network interfaces", NetworkInterfaceActions.all),
    ("Network ACLs", NetworkACLActions.all),
    ("Managed prefix lists", PrefixListActions.all),
    ("VPC peering", PeeringActions.all),
    ("Route tables", RouteTableActions.all),
    ("Gateways", GatewayActions.all),
    ("Elastic addresses", ElasticAddressActions.all),
    ("VPC endpoints", VPCEndpointActions.all),
    ("Flow logs", FlowLogActions.all),
    ("Tags", TagActions.all),
    ("DHCP options", DHCPOptionsActions.all),
    ("Instances", InstanceActions.all),
    ("Locations and account", LocationActions.all),
  ]

  package static let byName: [String: Action] = Dictionary(
    families.flatMap(\.actions).map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first }
  )
}
