import ArgumentParser

/// The command line: every subcommand answers one kind of question.
@main
struct Ringfence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringfence",
    abstract: "Security groups that say why.",
    discussion: """
      Serves the EC2 API for security groups and what surrounds them, to the AWS CLI, boto3 and Terraform; and answers \
      why one thing can or cannot reach another, from a live endpoint or from a snapshot of an AWS account. Only \
      `snapshot` and `explain` call AWS, and they only read.
      """,
    subcommands: [
      ServeCommand.self, ExplainCommand.self, FlowsCommand.self, SnapshotCommand.self, KeysCommand.self,
      HistoryCommand.self,
      BackupCommand.self, RestoreCommand.self,
      LabCommand.self, AttachCommand.self, DetachCommand.self,
    ]
  )
}
