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
        ringfence terraform rules ./infra --format json | jq '.rules[] | select(.owner == "inline")'

      EXIT STATUS
        0   the rules were listed; what could not be read is said on standard error
        64  wrong usage
        65  an input is faulty
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
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
  @OptionGroup var appearance: AppearanceOptions

  func run() async throws {
    let paths = inputs.isEmpty ? ["."] : inputs
    let configurations = try paths.map { try TerraformInput.configuration($0, variables.inputs) }
    let ids = try paths.map { path in GroupDirectory.ids(in: try live.instances(beside: path) ?? []) }
    let listing = RuleListing(Ownership(configurations, ids: ids), live: try await live.network())
    switch format {
    case .json: try output.write(String(decoding: listing.json, as: UTF8.self) + "\n")
    case .text:
      var options = Terminal.options(appearance)
      // For grep: no line is broken unless somebody looks.
      if appearance.width == nil, !Terminal.isInteractive || output.isFile { options.width = .max }
      try output.write(listing.text(options))
    }
    Terminal.warn(configurations.flatMap(TerraformInput.unread))
  }
}
