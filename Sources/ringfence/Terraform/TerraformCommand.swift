import ArgumentParser

/// `ringfence terraform …`
struct TerraformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terraform",
    abstract: "Read Terraform, and say what becomes of security group rules before it happens.",
    discussion: """
      Reads configurations (no init, no credentials, no network), plans and states. Terraform
      has two ways of writing a group's rules, inline and as resources of their own, and where
      both are used for one group they delete each other's work.
      """,
    subcommands: [
      TerraformCheckCommand.self, TerraformRulesCommand.self, TerraformFateCommand.self, TerraformImportCommand.self,
      TerraformConvertCommand.self,
    ]
  )
}
