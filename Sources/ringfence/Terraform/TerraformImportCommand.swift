import ArgumentParser
import Terraform
import VPCModel

/// `ringfence terraform import --live URL`
struct TerraformImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write configuration for live security groups, with what imports them.",
    discussion: """
      After the apply that imports, the plan is empty.

      EXAMPLES
        ringfence terraform import --live http://127.0.0.1:4566 > groups.tf
        ringfence terraform import --live snapshot --group web --style inline
        ringfence terraform import --live snapshot --commands
        ringfence terraform import --explain-id sg-0a1b_ingress_tcp_22_22_10.0.0.0/8

      EXIT STATUS
        0   written; of --explain-id, the id is one
        64  wrong usage
        65  an input, or the id, is faulty
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  @OptionGroup(title: "Network")
  var live: LiveOptions

  @Option(
    name: .long,
    help: ArgumentHelp("A security group: id or name. May be repeated. (default: all)", valueName: "group")
  )
  var group: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only groups of this VPC.", valueName: "vpc"))
  var vpc: String?

  @Option(name: .long, help: "How rules are written.")
  var style = GroupImport.Style.standalone

  @Flag(name: .long, help: "terraform import commands instead of import blocks.")
  var commands = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A configuration whose resources' names are taken already.",
      valueName: "folder"
    )
  )
  var beside: String?

  @Option(
    name: .customLong("explain-id"),
    help: ArgumentHelp(
      "Say what an import id of aws_security_group_rule means, or what is wrong with it.",
      valueName: "id"
    )
  )
  var explainID: String?

  @OptionGroup var output: OutputOption

  func run() async throws {
    if let explainID { return try explain(explainID) }
    guard let network = try await live.network() else {
      throw ValidationError("Say what is live: --live http://127.0.0.1:4566, for instance.")
    }
    var groups = try GroupSelection(LoadedNetwork(network: network, origin: .snapshot)).groups(group)
    if let vpc { groups.removeAll { $0.vpcID.text != vpc } }
    guard !groups.isEmpty else {
      Terminal.complain("error", "there is no such security group.")
      throw ExitStatus.badData.exitCode
    }
    var taken: Set<String> = []
    if let beside {
      let configuration = try TerraformInput.configuration(beside, VariableInputs())
      taken = Set(
        configuration.instances.filter { $0.address.modules.isEmpty }.map { "\($0.address.type).\($0.address.name)" }
      )
    }
    let written = GroupImport(groups, of: network, style: style, takenNames: taken)
    Terminal.warn(written.notes)
    if commands {
      try output.write(written.commands.map { "\($0)\n" }.joined())
    } else {
      try output.write(written.configuration + "\n" + written.importBlocks)
    }
  }

  private func explain(_ id: String) throws {
    let read: SecurityGroupRuleImportID
    do {
      read = try SecurityGroupRuleImportID(parsing: id)
    } catch {
      Terminal.complain("error", "\(error)")
      throw ExitStatus.badData.exitCode
    }
    let way = read.direction == .ingress ? "from" : "to"
    let sources = read.sources.map { "\($0)" }.joined(separator: ", ")
    try output.write(
      "\(read.direction.rawValue) rule of \(read.groupID): \(read.protocolText) \(read.from)-\(read.to) \(way) \(sources)\n"
    )
  }
}

extension GroupImport.Style: ExpressibleByArgument {}
