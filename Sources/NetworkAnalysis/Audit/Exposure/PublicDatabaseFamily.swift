import Findings
import IPAddressing
import VPCModel

/// Databases that RDS gives a public address.
enum PublicDatabaseFamily: AuditFamily {
  static let check = Check(
    id: "database-publicly-accessible",
    title: "A database has a public address",
    severity: .medium,
    explanation:
      "RDS resolves the database's name to a public address, so that nothing but its security groups keeps strangers"
      + " away. Turn it off and reach it from inside, or over a VPN.",
    equivalents: [
      "Prowler": ["rds_instance_no_public_access"], "Checkov": ["CKV_AWS_17"], "Trivy": ["AVD-AWS-0180"],
      "Security Hub": ["RDS.2"], "CIS": ["2.3.3"],
    ]
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    let matching = DatabaseMatching(context.network)
    return context.network.databaseInstances.sorted.filter(\.isPubliclyAccessible).map { database in
      let candidates = matching.candidates[database.id] ?? []
      let exposed = candidates.compactMap { context.exposed[$0] }
      let isReached = !exposed.isEmpty
      let port = database.port.map { PortSet($0) } ?? .all
      let sources = context.internetSources(of: database.groupIDs, tcp: port)
      let isOpen = InternetBreadth(sources) == .open
      return Finding(
        checkID: check.id,
        severity: isReached || isOpen && candidates.isEmpty ? .high : check.severity,
        message: "database \(database.id) is publicly accessible"
          + (isReached
            ? ", and the internet reaches \(exposed.map(\.words).joined(separator: ", "))"
            : sources.isEmpty
              ? "; its security groups let nobody on the internet in"
              : "; its security groups let in \(sources.internetWords)"),
        details: candidates.isEmpty
          ? ["Which interface is the database's is not known."]
          : ["interface: \(context.list(candidates.compactMap { context.network.networkInterfaces[$0] }))"],
        subjects: [.init(id: database.id.text, kind: "database instance")],
        fixes: [
          AuditFix.command(
            AWSCommand("rds modify-db-instance").option("db-instance-identifier", database.id.text)
              .option("no-publicly-accessible").option("apply-immediately"),
            summary: "Make it private."
          ),
          .init(.terraform, summary: "In Terraform, in its aws_db_instance.", text: "publicly_accessible = false"),
        ]
      )
    }
  }
}

extension AuditContext {
  /// Whom on the internet some groups together let in to any of the ports.
  fileprivate func internetSources(of groups: [SecurityGroup.ID], tcp ports: PortSet) -> IPAddressSet {
    let openings = groups.compactMap { network.securityGroups[$0] }.flatMap {
      InternetExposure.openings(of: $0, in: network)
    }
    return InternetIngress(openings).tcp.filter { ports.overlaps($0.ports) }
      .reduce(into: .empty) { $0.formUnion($1.sources) }
  }
}
