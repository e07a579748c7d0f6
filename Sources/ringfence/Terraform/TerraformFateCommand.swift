import ArgumentParser
import Terraform
import VPCModel

/// `ringfence terraform fate --live URL FOLDER`
struct TerraformFateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fate",
    abstract: "Say which live rules the next terraform apply would delete, change or make, and why.",
    discussion: """
      What is, comes from --live; what Terraform believes to be, from its state; what shall
      be, from the configuration or a plan. The answer is what Terraform's AWS provider 5.100
      would do, rule by rule.

      The state is read where the folder keeps it (terraform.tfstate, or the selected
      workspace's); a plan brings its own; else it is given by --state, from terraform state
      pull. Without one, groups are taken for the live ones of their name and VPC.

      EXAMPLES
        ringfence terraform fate --live http://127.0.0.1:4566 ./infra
        terraform state pull > state.json && ringfence terraform fate --live snapshot --state state.json
        terraform show -json plan.bin > plan.json && ringfence terraform fate --live snapshot plan.json

      EXIT STATUS
        0   nothing live is deleted or changed
        1   something is
        2   nothing is known to be, and something is not known
        64  wrong usage
        65  an input is faulty
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  @Argument(help: ArgumentHelp("A folder of configuration, or a plan as JSON.", valueName: "path"))
  var path = "."

  @OptionGroup(title: "Network")
  var live: LiveOptions

  @OptionGroup var variables: VariableOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The account that owns what the input names no owner of.", valueName: "account")
  )
  var account: String?

  @Flag(name: .long, help: "Also show the rules that are kept.")
  var all = false

  @Option(name: .long, help: "The form of the answer.")
  var format = OutputFormat.text

  @OptionGroup var output: OutputOption
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    if live.live == nil { throw LiveOptions.missing }
  }

  func run() async throws {
    guard let network = try await live.network() else { throw LiveOptions.missing }
    let configuration = try TerraformInput.configuration(path, variables.inputs)
    if configuration.isOfPlan, live.state != nil {
      throw ValidationError("A plan holds the state that it was made from: leave --state out.")
    }
    let state = try live.instances(beside: path)
    Terminal.warn(TerraformInput.unread(configuration))
    let fate = Fate(FateInput(configuration: configuration, state: state, live: network, account: account))
    switch format {
    case .text: try output.write(fate.text(showingKept: all, Terminal.options(appearance)))
    case .json: try output.write(String(decoding: fate.json, as: UTF8.self) + "\n")
    }
    if !fate.rules(.deleted).isEmpty || !fate.rules(.changed).isEmpty { throw ExitStatus.found.exitCode }
    if !fate.rules(.unknown).isEmpty || !configuration.notRead.isEmpty { throw ExitStatus.incomplete.exitCode }
  }
}
