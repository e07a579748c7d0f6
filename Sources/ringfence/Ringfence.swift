import ArgumentParser

/// The command line: every subcommand answers one kind of question.
@main
struct Ringfence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringfence",
    abstract: "Security groups that say why.",
    discussion: """
      Answers questions about a network's security groups from a snapshot of it: what the AWS CLI's describe \
      commands print, or what `ringfence snapshot` fetches. Only `snapshot` calls AWS, and it only reads.
      """,
    subcommands: [ExplainCommand.self, SnapshotCommand.self]
  )
}
