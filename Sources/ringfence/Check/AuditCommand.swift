import ArgumentParser
import Findings
import Foundation
import NetworkAnalysis
import SuppressionFile
import VPCModel

/// `ringfence audit INPUT`
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Find what a network's security groups and ACLs allow and should not, worst first, with the fix.",
    discussion: """
      Judges what the whole network really allows: all rules of all groups of an interface
      together, with network ACLs, routes, gateways and public addresses. A wide rule that
      nothing uses, or behind which nothing can be reached, is told apart from one that
      exposes a database.

      What was accepted on purpose is suppressed in a file (--suppressions), with a reason
      and a last day:

        suppressions:
          - check: ssh-open-to-internet
            resource: sg-0123456789abcdef0
            reason: bastion, reviewed by the security team
            expires: 2027-01-31

      EXAMPLES
        ringfence audit snapshot
        ringfence audit ./infra --fail-on high
        ringfence audit plan.json --format sarif --output audit.sarif
        ringfence audit http://127.0.0.1:4566 --format html --output audit.html
        ringfence audit --list-checks

      EXIT STATUS
        0   no finding from --fail-on's severity on
        1   such a finding
        2   none, but not all could be read or is known
        64  wrong usage
        65  the input or the suppressions are damaged
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  @Argument(help: ArgumentHelp(NetworkSource.help, valueName: "path-or-url"))
  var network = "."

  @OptionGroup(title: "Network")
  var variables: VariableOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Make only these checks: ids, separated by commas.", valueName: "checks")
  )
  var checks: String?

  @Flag(name: .long, help: "List the checks, with those of other tools that look for the same.")
  var listChecks = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What was accepted, with reasons. (default: \(SuppressionFile.defaultName) where there is one)",
      valueName: "file"
    )
  )
  var suppressions: String?

  @OptionGroup(title: "Answer")
  var answer: FindingOutput

  func validate() throws {
    let known = Set(Audit.checks.map(\.id))
    for id in selected ?? [] where !known.contains(id) {
      throw ValidationError("--checks: there is no check '\(id)'; --list-checks names them all.")
    }
  }

  private var selected: Set<String>? {
    checks.map { Set($0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }) }
  }

  func run() async throws {
    if listChecks {
      switch answer.format {
      case .json: try answer.output.write(try FindingJSON.list(Audit.checks))
      default: try answer.output.write(CheckListText.render(Audit.checks, Terminal.options(answer.appearance)))
      }
      return
    }
    let accepted = try readSuppressions()
    let loaded = try await NetworkSource(network).load(variables.inputs, warnsOfUnread: false)
    let audit = Audit(loaded.network, writing: loaded.writing)
    let found = accepted.apply(
      to: loaded.locating(audit.findings(selected)),
      today: .today,
      checksMade: selected
    )
    let made = Audit.checks.filter { selected?.contains($0.id) ?? true }
    try answer.finish(
      FindingReport(
        title: "ringfence audit",
        toolVersion: Ringfence.version,
        inputs: [network],
        checks: made + Check.ofSuppressions,
        findings: found,
        unread: audit.unread(naming: loaded.terraform != nil) + loaded.unread
      )
    )
  }

  private func readSuppressions() throws -> SuppressionList {
    let path = suppressions ?? SuppressionFile.defaultName
    guard suppressions != nil || FileManager.default.fileExists(atPath: path) else { return SuppressionList() }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      Terminal.complain("error", "\(path): no such file, or it cannot be read.")
      throw ExitStatus.noInput.exitCode
    }
    do {
      return try SuppressionFile.read(
        String(decoding: bytes, as: UTF8.self),
        file: path,
        checks: Set(Audit.checks.map(\.id))
      )
    } catch {
      Terminal.complain("error", "\(error)")
      throw ExitStatus.badData.exitCode
    }
  }
}
