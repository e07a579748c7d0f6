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
    switch format {
    case .json: try output.write(try Listing.json(listing.rows.map(RuleRow.init)))
    case .text:
      let rows = listing.rows.map(RuleRow.init)
      if rows.isEmpty { return try output.write("No rules.\n") }
      try output.write(
        Listing.table(
          ["GROUP", "DIRECTION", "TRAFFIC", "PEER", "OWNER", "RULE", "WRITTEN"],
          rows.map {
            [
              $0.group, $0.direction, $0.traffic, $0.peer, $0.owner, $0.ruleID ?? "-",
              [$0.place, $0.resource].compactMap(\.self).joined(separator: "  "),
            ]
          }
        )
      )
    }
    if configurations.contains(where: { !$0.notRead.isEmpty }) {
      Terminal.warn(configurations.flatMap(TerraformInput.unread))
    }
  }
}

/// A rule in the listing's JSON.
private struct RuleRow: Encodable {
  var group: String
  var groupID: String?
  var direction: String
  var traffic: String
  var peer: String
  var description: String?
  /// `inline`, `default-group`, `aws_security_group_rule`, `aws_vpc_security_group_rule`, `manual`.
  var owner: String
  var resource: String?
  var ruleID: String?
  /// `main.tf:12`
  var place: String?
  /// Whether it may be none or many.
  var isOpen: Bool

  init(_ row: RuleListing.Row) {
    group = row.group
    groupID = row.groupID
    direction = row.direction.rawValue
    traffic = row.traffic
    peer = row.peer
    description = row.summary
    owner = row.owner.rawValue
    resource = row.resource
    ruleID = row.ruleID
    place = row.location.map { "\($0.path):\($0.startLine)" }
    isOpen = row.isOpen
  }
}
