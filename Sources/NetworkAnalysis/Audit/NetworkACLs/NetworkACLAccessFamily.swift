import Findings
import IPAddressing
import VPCModel

/// What network ACLs let in from the internet, and whether anything uses them.
enum NetworkACLAccessFamily: AuditFamily {
  static let administration = Check(
    id: "acl-admin-port-open-to-internet",
    title: "A network ACL lets the internet in to SSH or Remote Desktop",
    severity: .low,
    explanation:
      "The ACL is the second lock, for the day on which a security group is opened by mistake. Judged is what passes"
      + " after all entries before it, not whether some entry says so.",
    equivalents: [
      "Prowler": ["ec2_networkacl_allow_ingress_tcp_port_22", "ec2_networkacl_allow_ingress_tcp_port_3389"],
      "Checkov": ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232"], "Trivy": ["AVD-AWS-0105"],
      "KICS": ["3af7f2fd", "a20be318"], "Security Hub": ["EC2.21"], "CIS": ["5.1", "5.2", "6.2"],
      "Steampipe": ["vpc_network_acl_remote_administration"],
    ]
  )

  static let everything = Check(
    id: "acl-allows-everything",
    title: "A network ACL lets everything pass",
    severity: .info,
    explanation: "Every packet passes, in and out, as with the ACL that EC2 makes. Security groups alone decide.",
    equivalents: [
      "Prowler": ["ec2_networkacl_allow_ingress_any_port"], "Checkov": ["CKV_AWS_352", "CKV2_AWS_1"],
      "Trivy": ["AVD-AWS-0102"],
      "ScoutSuite": [
        "vpc-custom-network-acls-allow-all", "vpc-default-network-acls-allow-all", "vpc-subnet-with-default-acls",
        "vpc-subnet-with-bad-acls",
      ],
    ]
  )

  static let unused = Check(
    id: "acl-unused",
    title: "A network ACL is used by no subnet",
    severity: .info,
    explanation: "Somebody wrote it for a subnet that is gone, or forgot to associate it.",
    equivalents: [
      "Prowler": ["ec2_networkacl_unused"], "Security Hub": ["EC2.16"], "Steampipe": ["vpc_network_acl_unused"],
      "ScoutSuite": ["vpc-network-acl-not-used"], "np-guard": ["nacl-unattached"],
    ]
  )

  static let checks = [administration, everything, unused]

  static func findings(_ context: AuditContext) -> [Finding] {
    var open: [NetworkACL] = []
    var findings: [Finding] = []
    let users = Dictionary(grouping: context.network.subnets.sorted) { context.analysis.bindings.acl(of: $0.id)?.id }
    for acl in context.network.networkACLs.sorted {
      let subnets = users[acl.id] ?? []
      if !acl.isDefault, acl.subnetIDs.isEmpty {
        findings.append(unusedFinding(acl, context))
        continue
      }
      guard !subnets.isEmpty || !acl.subnetIDs.isEmpty else { continue }
      let ssh = acl.admitted(.tcp(PortRange(22)), .ingress).onInternet
      let all = acl.admitted(.all, .ingress)
      if all.v4 == .all {
        open.append(acl)
        continue
      }
      let rdp = acl.admitted(.tcp(PortRange(3389)), .ingress).onInternet
      if InternetBreadth(ssh) == .open || InternetBreadth(rdp) == .open {
        findings.append(administrationFinding(acl, ssh, rdp, subnets, context))
      }
    }
    if !open.isEmpty {
      let words = open.map { context.names.full($0) + ($0.isDefault ? " (default)" : "") }
      findings.append(
        Finding(
          checkID: everything.id,
          severity: everything.severity,
          message: "\(counted(open.count, "network ACL")) in use let\(open.count == 1 ? "s" : "") everything in",
          details: ["ACLs: \(context.list(words, limit: 8))"],
          subjects: open.prefix(50).map(context.subject)
        )
      )
    }
    return findings
  }

  private static func unusedFinding(_ acl: NetworkACL, _ context: AuditContext) -> Finding {
    Finding(
      checkID: unused.id,
      severity: unused.severity,
      message: "no subnet uses network ACL \(context.names.full(acl))",
      subjects: [context.subject(acl)],
      fixes: [
        AuditFix.command(
          AWSCommand("ec2 delete-network-acl").option("network-acl-id", acl.id.text),
          summary: "Delete it."
        )
      ]
    )
  }

  private static func administrationFinding(
    _ acl: NetworkACL,
    _ ssh: IPAddressSet,
    _ rdp: IPAddressSet,
    _ subnets: [Subnet],
    _ context: AuditContext
  ) -> Finding {
    let ports = [(ssh, "tcp/22"), (rdp, "tcp/3389")].filter { InternetBreadth($0.0) == .open }
    let entries = acl.entries(.ingress).filter { entry in
      entry.action == .allow
        && ports.contains { entry.traffic.contains(.tcp(PortRange($0.1 == "tcp/22" ? 22 : 3389))) }
    }
    return Finding(
      checkID: administration.id,
      severity: administration.severity,
      message: "network ACL \(context.names.full(acl)) lets \(ssh.union(rdp).internetWords) in to"
        + " \(ports.map(\.1).joined(separator: " and "))",
      details: entries.prefix(5).map { $0.words }
        + ["subnets: \(context.list(subnets.map { context.names.full($0) }))"],
      subjects: [context.subject(acl)] + subnets.prefix(20).map(context.subject)
    )
  }
}

extension NetworkACL {
  /// The addresses with which all of a selector's traffic passes. O(entries²) set operations at worst, and EC2 grants 40
  /// entries at most.
  func admitted(_ traffic: TrafficSelector, _ direction: TrafficDirection) -> IPAddressSet {
    var admitted = IPAddressSet.empty
    var undecided = IPAddressSet.all
    for entry in entries where entry.direction == direction {
      let block = IPAddressSet(entry.cidr).intersection(undecided)
      guard !block.isEmpty else { continue }
      if entry.traffic.contains(traffic) {
        if entry.action == .allow { admitted.formUnion(block) }
        undecided.subtract(block)
      } else if entry.action == .deny, entry.traffic.overlaps(traffic) {
        // A part is denied, so that not all of it passes.
        undecided.subtract(block)
      }
    }
    return admitted
  }
}
