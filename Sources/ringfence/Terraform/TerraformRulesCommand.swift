import ArgumentParser
import Findings
import Terraform
import VPCModel

/// `ringfence terraform rules FOLDER…`
struct TerraformRulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List every rule: who owns it (inline, resource of its own, by hand), and where it is written.",
    discussion: """
      Rules made by hand, or by another configuration, are known only with --live.

      EXAMPLES
        ringfence terraform rules ./infra
        ringfence terraform rules ./infra --live http://127.0.0.1:4566
        ringfence terraform rules ./infra --format json | jq '.[] | select(.owner == "inline")'
      """
  )

  @Argument(help: ArgumentHelp("Folders of configuration, or plans as JSON. (default: .)", valueName: "path"))
  var inputs: [String] = []

  @OptionGroup(title: "Network")
  var live: LiveOptions

  @OptionGroup var variables: VariableOptions

  @Option(name: .long, help: "The form of the answer.")
  var format = OutputFormat.text

  @OptionGroup var output: OutputOption

  func run() async throws {
    let paths = inputs.isEmpty ? ["."] : inputs
    let configurations = try paths.map { try TerraformInput.configuration($0, variables.inputs) }
    let ids = try paths.map { path in GroupDirectory.ids(in: try live.instances(beside: path) ?? []) }
    let listing = RuleListing(Ownership(configurations, ids: ids), live: try await live.network())
    try output.write(format == .json ? String(decoding: listing.json, as: UTF8.self) + "\n" : listing.text)
    if configurations.contains(where: { !$0.notRead.isEmpty }) {
      Terminal.warn(configurations.flatMap(TerraformInput.unread))
    }
  }
}
