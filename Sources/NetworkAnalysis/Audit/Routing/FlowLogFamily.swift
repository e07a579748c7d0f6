import Findings
import VPCModel

/// Whether anybody could tell afterwards what happened.
enum FlowLogFamily: AuditFamily {
  static let check = Check(
    id: "vpc-without-flow-logs",
    title: "A VPC has no flow logs",
    severity: .low,
    explanation:
      "Nobody can tell afterwards who connected, or tried to. Log rejected packets at least: they show scans, and what"
      + " a rule that is too narrow keeps out.",
    equivalents: [
      "Prowler": ["vpc_flow_logs_enabled"], "Checkov": ["CKV2_AWS_11"], "Trivy": ["AVD-AWS-0178"],
      "KICS": ["f83121ea"], "Security Hub": ["EC2.6"], "CIS": ["3.7", "3.9", "4.7"],
      "Steampipe": ["vpc_flow_logs_enabled"], "ScoutSuite": ["vpc-subnet-without-flow-log"],
    ]
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    let subnets = Dictionary(grouping: context.network.subnets.sorted, by: \.vpcID)
    let inhabited = Set(context.interfaces.map(\.vpcID))
    return context.network.vpcs.sorted.compactMap { vpc in
      guard let logs = vpc.flowLogs else { return nil }
      let isEmpty = context.network.isComplete(.networkInterface) && !inhabited.contains(vpc.id)
      return finding(vpc, logs, subnets[vpc.id] ?? [], isEmpty, context)
    }
  }

  private static func finding(
    _ vpc: VPC,
    _ logs: [FlowLog],
    _ subnets: [Subnet],
    _ isEmpty: Bool,
    _ context: AuditContext
  ) -> Finding? {
    func logged(_ logs: [FlowLog]) -> Bool {
      let resources = Set(logs.map(\.resourceID))
      return resources.contains(vpc.id.text)
        || !subnets.isEmpty && context.network.isComplete(.subnet)
          && subnets.allSatisfy { resources.contains($0.id.text) }
    }
    guard !logged(logs.filter { $0.traffic != .accept }) else { return nil }
    let name = context.names.full(vpc.id)
    let without = subnets.filter { subnet in !logs.contains { $0.resourceID == subnet.id.text } }
    return Finding(
      checkID: check.id,
      severity: isEmpty ? .info : check.severity,
      message: logged(logs)
        ? "the flow logs of \(name) leave out what is rejected"
        : logs.isEmpty
          ? "\(name) has no flow logs" + (isEmpty ? "; nothing is in it" : "")
          : "\(name) has flow logs for a part only",
      details: !logs.isEmpty && !logged(logs)
        ? ["subnets without: \(context.list(without.map { context.names.full($0) }))"] : [],
      subjects: [context.subject(vpc.id)],
      fixes: [
        AuditFix.command(
          AWSCommand("ec2 create-flow-logs").option("resource-type", "VPC").option("resource-ids", vpc.id.text)
            .option("traffic-type", "REJECT").option("log-destination-type", "s3")
            .option("log-destination", "arn:aws:s3:::BUCKET"),
          summary: "Log what is rejected, such as to a bucket."
        ),
        .init(
          .terraform,
          summary: "The same in Terraform.",
          text: TerraformBlock("aws_flow_log", label: context.names.short(vpc.id), in: context.rootScope)
            .id("vpc_id", vpc.id.text)
            .string("traffic_type", "REJECT").string("log_destination_type", "s3")
            .literal("log_destination", "aws_s3_bucket.flow_logs.arn").text
        ),
      ]
    )
  }
}
