import Findings
import IPAddressing
import VPCModel

/// Routes and settings of subnets and interfaces that let more pass than is commonly meant.
enum RoutingFamily: AuditFamily {
  static let peering = Check(
    id: "peering-route-too-wide",
    title: "A route to a peering connection is wider than the VPC at its other end",
    severity: .low,
    explanation:
      "Packets to addresses that the other VPC does not have are dropped there, and a block that is added to it later"
      + " is reachable at once. Route the blocks, or the subnets, that are meant.",
    equivalents: [
      "Prowler": ["vpc_peering_routing_tables_with_least_privilege"], "Checkov": ["CKV2_AWS_44"],
      "KICS": ["b3a41501"], "CIS": ["5.4", "5.5", "5.6", "6.6"],
      "Steampipe": [
        "vpc_peering_connection_route_table_least_privilege", "vpc_peering_connection_no_cross_account_access",
      ],
      "ScoutSuite": ["vpc-routing-tables-with-peering"],
    ]
  )

  static let blackhole = Check(
    id: "route-blackhole",
    title: "A route leads to a target that is gone",
    severity: .low,
    explanation: "Packets that take the route are dropped without a word."
  )

  static let forwarding = Check(
    id: "source-destination-check-off",
    title: "An interface may send packets that are not its own",
    severity: .info,
    explanation:
      "The source/destination check is off, as NAT instances and firewalls need it. On any other machine it lets an"
      + " intruder send in others' names.",
    equivalents: ["Security Hub": ["EC2.180"], "Steampipe": ["foundational_security_ec2_180"]]
  )

  static let publicAddresses = Check(
    id: "subnet-assigns-public-addresses",
    title: "A subnet gives every new instance a public address",
    severity: .info,
    explanation:
      "Whatever is launched there without saying otherwise is on the internet as far as its groups let it. Give public"
      + " addresses to load balancers and gateways, by name.",
    equivalents: [
      "Prowler": ["vpc_subnet_no_public_ip_by_default"], "Checkov": ["CKV_AWS_130"], "Trivy": ["AVD-AWS-0164"],
      "Security Hub": ["EC2.15"], "Steampipe": ["vpc_subnet_auto_assign_public_ip_disabled"],
    ]
  )

  static let checks = [peering, blackhole, forwarding, publicAddresses]

  static func findings(_ context: AuditContext) -> [Finding] {
    context.network.routeTables.sorted.flatMap { routeFindings($0, context) } + forwardingFindings(context)
      + addressFindings(context)
  }

  private static func routeFindings(_ table: RouteTable, _ context: AuditContext) -> [Finding] {
    var findings: [Finding] = []
    for route in table.routes {
      if route.isBlackhole {
        findings.append(
          Finding(
            checkID: blackhole.id,
            severity: table.subnetIDs.isEmpty && !table.isMain ? .info : blackhole.severity,
            message:
              "\(route.destination) in route table \(context.names.full(table)) leads to \(route.target.text), which is gone",
            subjects: [context.subject(table)],
            fixes: deletion(table, route).map { [$0] } ?? [],
            aspect: route.destination.description
          )
        )
        continue
      }
      guard case .vpcPeeringConnection(let id) = route.target, case .cidr(let prefix) = route.destination,
        let far = context.network.peeringConnections[id]?.side(oppositeTo: table.vpcID)
      else { continue }
      let blocks = context.network.vpcs[far.vpcID]?.cidrs ?? far.cidrs
      guard !blocks.isEmpty, !blocks.contains(where: { $0.contains(prefix) }) else { continue }
      findings.append(
        Finding(
          checkID: peering.id,
          severity: prefix.length == 0 ? .medium : peering.severity,
          message:
            "\(prefix) in route table \(context.names.full(table)) leads to \(context.names.full(id)), wider than"
            + " \(context.names.full(far.vpcID)) (\(blocks.map(\.description).joined(separator: ", ")))",
          subjects: [context.subject(table)],
          fixes: blocks.prefix(1).compactMap { block in
            AWSCommand.route(table.id, block, route.target, replacesExisting: false).map {
              .init(.command, summary: "Route the VPC's own blocks instead, then delete the wide route.", text: $0)
            }
          },
          aspect: prefix.description
        )
      )
    }
    return findings
  }

  private static func deletion(_ table: RouteTable, _ route: RouteTable.Route) -> Finding.Fix? {
    guard case .cidr(let prefix) = route.destination, !route.isPropagated else { return nil }
    return AuditFix.command(
      AWSCommand("ec2 delete-route").option("route-table-id", table.id.text)
        .option(prefix.family == .ipv4 ? "destination-cidr-block" : "destination-ipv6-cidr-block", prefix.description),
      summary: "Delete it, or point it to what took the target's place."
    )
  }

  private static func forwardingFindings(_ context: AuditContext) -> [Finding] {
    let targets = Set(
      context.network.routeTables.unordered.flatMap(\.routes).compactMap { route -> NetworkInterface.ID? in
        if case .networkInterface(let id) = route.target { id } else { nil }
      }
    )
    return context.interfaces.compactMap { interface in
      // Services' own interfaces are theirs to set.
      guard !interface.sourceDestinationCheck, interface.owner?.kind == .instance || interface.owner == nil else {
        return nil
      }
      let isTarget = targets.contains(interface.id)
      return Finding(
        checkID: forwarding.id,
        severity: isTarget || !context.network.isComplete(.routeTable) ? forwarding.severity : .low,
        message: "\(context.names.full(interface)) may send packets that are not its own"
          + (isTarget ? "; routes lead to it" : "; no route leads to it"),
        subjects: [context.subject(interface)],
        fixes: isTarget
          ? []
          : [
            AuditFix.command(
              AWSCommand("ec2 modify-network-interface-attribute")
                .option("network-interface-id", interface.id.text).option("source-dest-check"),
              summary: "Turn the check on, unless it forwards for others."
            )
          ]
      )
    }
  }

  private static func addressFindings(_ context: AuditContext) -> [Finding] {
    let subnets = context.network.subnets.sorted.filter(\.mapsPublicAddressOnLaunch)
    guard let first = subnets.first else { return [] }
    return [
      Finding(
        checkID: publicAddresses.id,
        severity: publicAddresses.severity,
        message:
          "\(counted(subnets.count, "subnet")) give\(subnets.count == 1 ? "s" : "") new instances public addresses",
        details: ["subnets: \(context.list(subnets.map { context.names.full($0) }, limit: 8))"],
        subjects: subnets.prefix(50).map(context.subject),
        fixes: [
          AuditFix.command(
            AWSCommand("ec2 modify-subnet-attribute").option("subnet-id", first.id.text)
              .option("no-map-public-ip-on-launch"),
            summary: "Turn it off, subnet by subnet:"
          )
        ]
      )
    ]
  }
}
