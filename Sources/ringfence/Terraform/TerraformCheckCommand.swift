import ArgumentParser
import Findings
import Foundation
import HCL
import Terraform

/// `ringfence terraform check FOLDER…`
struct TerraformCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find rules that delete or fight each other, circles of groups, and what would go wrong on apply.",
    discussion: """
      Several folders are judged together: a rule that two configurations own is found too.

      A plan has exact values, and neither places, comments, references nor lifecycle settings:
      of a plan alone fewer checks are made.

      What is meant to be so is suppressed by a comment on the block's line or the one above
      it, with a reason and, if wanted, a last day:

        # ringfence:ignore terraform-inline-and-standalone until=2027-01-31 moving to rule resources

      EXAMPLES
        ringfence terraform check ./infra
        ringfence terraform check plan.json                # of terraform show -json PLANFILE
        ringfence terraform check network app --format sarif --output terraform.sarif
        ringfence terraform check --list-checks

      EXIT STATUS
        0   no finding from --fail-on's severity on
        1   such a finding; what could not be read is one too, a medium terraform-unread
        2   none, but not all could be read
        64  wrong usage
        65  a configuration or plan is faulty
        66  there is no such input
        70  a fault of this program
      """
  )

  @Argument(help: ArgumentHelp("Folders of configuration, or plans as JSON. (default: .)", valueName: "path"))
  var inputs: [String] = []

  @OptionGroup(title: "Network")
  var variables: VariableOptions

  @Flag(name: .long, help: "List the checks.")
  var listChecks = false

  @Flag(name: .long, help: "Tell on standard error how far it has come, with times.")
  var progress = false

  @OptionGroup(title: "Answer")
  var answer: FindingOutput

  private static var checks: [Check] {
    Check.ofTerraformOwnership + Check.ofTerraformCycles + Check.ofSuppressionComments
  }

  func run() async throws {
    if listChecks {
      switch answer.format {
      case .json: try answer.output.write(try FindingJSON.list(Self.checks))
      default: try answer.output.write(CheckListText.render(Self.checks, Terminal.options(answer.appearance)))
      }
      return
    }
    let paths = inputs.isEmpty ? ["."] : inputs
    let clock = Stopwatch(tells: progress)
    let configurations = try paths.map { path in
      let configuration = try TerraformInput.configuration(path, variables.inputs)
      clock.tell("\(path): \(configuration.instances.count) resources and data sources read")
      return configuration
    }
    var findings = Ownership(configurations).findings()
    clock.tell("judged who owns which rules")
    for configuration in configurations {
      findings += GroupCycles(configuration).findings { extractions in
        let conversion = StandaloneConversion(configuration, only: Set(extractions))
        return conversion.edits.edits.isEmpty ? nil : try? conversion.edits.unifiedDiff(in: configuration.sources)
      }
    }
    clock.tell("looked for circles")
    for (path, configuration) in zip(paths, configurations) {
      findings += try TerraformInput.replacements(path, configuration)
    }
    findings = CommentSuppressions(configurations).apply(
      to: findings,
      today: .today,
      checks: Set(Self.checks.map(\.id)),
      checksMade: Set(Self.checks.map(\.id))
    )
    let isOfPlans = configurations.allSatisfy(\.isOfPlan)
    if isOfPlans {
      let left = Self.checks.map(\.id).filter(Check.notOfTerraformPlans.contains).sorted()
      Terminal.complain(
        "note",
        "a plan tells neither places, comments, references nor lifecycle settings: these checks were not made: "
          + left.joined(separator: ", ")
      )
    }
    // What was not read is a finding with its place, which can be accepted like any other: no `unread` beside it.
    let report = FindingReport(
      title: "ringfence terraform check",
      toolVersion: Ringfence.version,
      inputs: paths,
      checks: Self.checks.filter { !isOfPlans || !Check.notOfTerraformPlans.contains($0.id) },
      findings: findings
    )
    try answer.finish(report)
    let isIncomplete = report.open.contains { $0.checkID == Check.terraformUnread.id }
    if isIncomplete, answer.failOn != "none" { throw ExitStatus.incomplete.exitCode }
  }
}

/// Says on standard error what was done, and how long after the start.
private struct Stopwatch {
  let tells: Bool
  private let start = ContinuousClock.now

  init(tells: Bool) { self.tells = tells }

  func tell(_ what: String) {
    guard tells else { return }
    let time = (ContinuousClock.now - start) / .milliseconds(1)
    Terminal.complain("progress", "\(Int(time)) ms: \(what)")
  }
}
