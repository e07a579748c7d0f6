import ArgumentParser

/// The command line: every subcommand answers one kind of question.
@main
struct Ringfence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringfence",
    abstract: "Security groups that say why.",
    discussion: """
      Reads what the AWS CLI's describe commands print, and answers from it: no credentials, no calls to AWS, no \
      agents.
      """,
    subcommands: [ExplainCommand.self]
  )
}
