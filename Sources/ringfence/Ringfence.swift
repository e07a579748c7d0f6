import ArgumentParser

/// The command line: every subcommand answers one kind of question.
@main
struct Ringfence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringfence",
    abstract: "Security groups that say why.",
    discussion: """
      Serves the EC2 API for security groups and what surrounds them, to the AWS CLI, boto3 and Terraform; and answers \
      why one thing can or cannot reach another, from a live endpoint or from a snapshot of an AWS account. On Linux it \
      enforces them on real packets, and tells what became of each. Only commands with --network, and `snapshot`, call AWS, \
      and they only read.
      """,
    subcommands: [
      ServeCommand.self, AttachCommand.self, DetachCommand.self, LabCommand.self, FlowsCommand.self,
      ExplainCommand.self, ReachCommand.self, AuditCommand.self, VerifyCommand.self, DiffCommand.self,
      ConsolidateCommand.self, TerraformCommand.self, SnapshotCommand.self, KeysCommand.self, HistoryCommand.self,
      BackupCommand.self, RestoreCommand.self,
    ]
  )

  /// What reports say made them.
  static let version = "0.1.0"
}
