import ArgumentParser
import NetworkAnalysis
import Terraform
import VPCModel

/// `ringfence diff BEFORE AFTER`
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changes in who reaches whom between two networks, worst first.",
    discussion: """
      BEFORE and AFTER are each what --network takes elsewhere. A Terraform plan alone is
      both: what is, and what will be. Interfaces are the same where their ids are, or
      their names and places in the network. Rule changes that change nothing are said to.

      EXAMPLES
        ringfence diff snapshot-monday snapshot-friday
        ringfence diff plan.json
        ringfence diff http://127.0.0.1:4566 ./infra --format markdown
        ringfence diff plan.json --fail-on internet

      EXIT STATUS
        0   nothing that --fail-on names
        1   something that --fail-on names
        64  wrong usage
        65  an input is damaged
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  /// What makes the command fail.
  enum Failure: String, ExpressibleByArgument, CaseIterable {
    case any, gained, internet, none
  }

  @Argument(help: ArgumentHelp("The network as it was, or a Terraform plan.", valueName: "before"))
  var before: String

  @Argument(help: ArgumentHelp("The network as it is or will be.", valueName: "after"))
  var after: String?

  @OptionGroup(title: "Network")
  var variables: VariableOptions

  @Option(name: .long, help: "The form of the answer.")
  var format = Format.text

  @Option(
    name: .long,
    help: "Fail on any change, on reach that is gained, on reach from the internet that is gained, or on none."
  )
  var failOn = Failure.any

  @OptionGroup var output: OutputOption
  @OptionGroup var appearance: AppearanceOptions

  func run() async throws {
    let (old, new) = try await networks()
    let diff = ReachDiff.between(old, new)
    switch format {
    case .text: try output.write(DiffText.render(diff, Terminal.options(appearance)))
    case .json: try output.write(try Listing.json(diff))
    case .markdown: try output.write(DiffMarkdown.render(diff))
    }
    let fails =
      switch failOn {
      case .any: !diff.isEmpty
      case .gained: !diff.gained.isEmpty
      case .internet: diff.gainsInternetExposure
      case .none: false
      }
    if fails { throw ExitStatus.found.exitCode }
  }

  private func networks() async throws -> (Network, Network) {
    let first = try await NetworkSource(before).load(variables.inputs)
    if let after { return (first.network, try await NetworkSource(after).load(variables.inputs).network) }
    guard case .plan(let plan) = first.origin else {
      Terminal.complain(
        "error",
        "\(before) is one network, and there is nothing to compare it with.\nGive two, or a Terraform plan, which holds two."
      )
      throw ExitStatus.usage.exitCode
    }
    return (plan.networkBefore().network, first.network)
  }
}
