import ArgumentParser
import Findings
import NetworkAnalysis
import VPCModel

/// `ringfence consolidate --group GROUP`
struct ConsolidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consolidate",
    abstract: "Write a security group's rules with fewer rules that allow exactly the same.",
    discussion: """
      Joins prefixes and port ranges, both at once, leaves group references and prefix
      lists whole, keeps rules and descriptions where it can, and proves that nothing
      else is allowed and nothing less. The lower bound is printed: 'optimal' means that
      no list of rules that allows the same is shorter.

      Nothing is changed: the answer is the commands, or the Terraform, that would.

      EXAMPLES
        ringfence consolidate --network snapshot --group sg-0123456789abcdef0
        ringfence consolidate --network ./infra --group aws_security_group.web --format terraform
        ringfence consolidate --network http://127.0.0.1:4566 --group web --within 60

      EXIT STATUS
        0   done; with --within, it fits
        1   with --within: it does not fit, or is not known to
        64  wrong usage
        65  a group is unknown or ambiguous, or the input is damaged
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, cli, terraform, json
  }

  enum Direction: String, ExpressibleByArgument, CaseIterable {
    case ingress, egress, both

    var directions: [TrafficDirection] {
      switch self {
      case .ingress: [.ingress]
      case .egress: [.egress]
      case .both: [.ingress, .egress]
      }
    }
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A security group: id, name, or Terraform address. May be repeated. (default: every group that gets shorter)",
      valueName: "group"
    )
  )
  var group: [String] = []

  @Option(name: .long, help: "Which rules.")
  var direction = Direction.both

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Say whether the rules fit into this many for each family, and what could be done where they do not.",
      valueName: "rules"
    )
  )
  var within: Int?

  @OptionGroup(title: "Network")
  var input: NetworkOptions

  @Option(
    name: .long,
    help: "The form of the answer: cli is AWS CLI commands, terraform the resources as they are to be."
  )
  var format = Format.text

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format terraform: rule resources, or inline blocks. (default: as the group has them, else resources)"
    )
  )
  var style: Consolidation.TerraformStyle?

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    if let within, within < 1 { throw ValidationError("--within is at least 1.") }
  }

  func run() async throws {
    let loaded = try await input.load()
    let network = loaded.network
    let writing = loaded.writing
    if writing != nil, format == .cli {
      Terminal.complain(
        "error",
        "--format cli: Terraform manages the groups, and its next apply would undo the commands; give --format terraform."
      )
      throw ExitStatus.usage.exitCode
    }
    let consolidator = Consolidator(network)
    var all: [(consolidation: Consolidation, fit: ConsolidationFit?)] = []
    for group in try GroupSelection(loaded).groups(group) {
      for direction in direction.directions where !group.rules(direction).isEmpty {
        let consolidation: Consolidation
        do {
          consolidation = try consolidator.consolidate(group.id, direction)
        } catch {
          Terminal.complain("internal error", error.description)
          throw ExitStatus.internal.exitCode
        }
        let fit = within.map {
          consolidation.fit(within: $0, quotas: network.quotas, prefixLists: network.prefixLists)
        }
        all.append((consolidation, fit))
      }
    }
    let unfit = all.contains { $0.fit.map { !$0.fits } ?? false }
    if group.isEmpty {
      all = all.filter { !$0.consolidation.changesNothing || !($0.fit?.fits ?? true) }
    }
    try write(all, network, writing)
    if unfit { throw ExitStatus.found.exitCode }
  }

  private func write(
    _ all: [(consolidation: Consolidation, fit: ConsolidationFit?)],
    _ network: Network,
    _ writing: (any TerraformWriting)?
  ) throws {
    switch format {
    case .text:
      let names = ResourceNames(network)
      let options = Terminal.options(appearance)
      let limit = within ?? network.quotas.rulesPerGroup
      if all.isEmpty { Terminal.write("No group's rules can be written with fewer.\n") }
      let texts = all.map {
        ConsolidationText.render($0.consolidation, fit: $0.fit, names: names, limit: limit, writing: writing, options)
      }
      Terminal.write(texts.joined(separator: "\n"))
    case .cli:
      let commands = all.flatMap(\.consolidation.commands)
      Terminal.write(commands.map { "# \($0.purpose)\n\($0.text)\n" }.joined(separator: "\n"))
    case .terraform:
      Terminal.write(all.map { $0.consolidation.terraform(style, writing: writing) }.joined(separator: "\n"))
    case .json:
      let reports = all.map { ConsolidationReport($0.consolidation, fit: $0.fit, writing: writing) }
      Terminal.write(try Listing.json(reports))
    }
  }
}

extension Consolidation.TerraformStyle: ExpressibleByArgument {}
