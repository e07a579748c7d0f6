import ArgumentParser
import ConnectivityPolicy
import Findings
import Foundation
import NetworkAnalysis
import PositionedYAML

/// `ringfence verify POLICY`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold a network against assertions about who may reach whom.",
    discussion: """
      POLICY is a YAML file of assertions (allow, deny, only): Documentation/verify.md
      describes it, Documentation/verify-policy.schema.json is its schema. An assertion
      that fails is told with a flow that breaks it, and why that flow passes or not.

      EXAMPLES
        ringfence verify policy.yaml --network snapshot
        ringfence verify policy.yaml --network plan.json --format junit --output verify.xml

      EXIT STATUS
        0   every assertion holds
        1   one does not, or is not known to hold, or has expired
        64  wrong usage
        65  the policy is faulty, or the network's input is damaged
        66  there is no such file
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, junit
  }

  @Argument(help: ArgumentHelp("The file of assertions.", valueName: "policy"))
  var policy: String

  @OptionGroup(title: "Network")
  var input: NetworkOptions

  @Option(name: .long, help: "How an assertion counts of which the network does not tell whether it holds.")
  var unknownIs = VerifyOptions.Count.fail

  @Option(name: .long, help: "How an assertion counts whose last day is over.")
  var expiredIs = VerifyOptions.Count.fail

  @Option(name: .long, help: "The form of the answer.")
  var format = Format.text

  @OptionGroup var output: OutputOption
  @OptionGroup var appearance: AppearanceOptions

  func run() async throws {
    guard let bytes = FileManager.default.contents(atPath: policy) else {
      Terminal.complain("error", "\(policy): no such file, or it cannot be read.")
      throw ExitStatus.noInput.exitCode
    }
    let assertions: ConnectivityPolicy
    do {
      assertions = try ConnectivityPolicy(parsing: String(decoding: bytes, as: UTF8.self), file: policy)
    } catch {
      Terminal.complain("error", "\(error)")
      throw ExitStatus.badData.exitCode
    }
    let loaded = try await input.load()
    let report = Verifier(loaded.network, aliases: loaded.aliases).verify(
      assertions,
      today: .today,
      VerifyOptions(unknownIs: unknownIs, expiredIs: expiredIs)
    )
    switch format {
    case .text: try output.write(VerifyText.render(report, Terminal.options(appearance)))
    case .json: try output.write(try Listing.json(report))
    case .junit: try output.write(VerifyJUnit.render(report))
    }
    if !report.passes { throw ExitStatus.found.exitCode }
  }
}

extension VerifyOptions.Count: ExpressibleByArgument {}

extension CalendarDay {
  /// The day that it is in UTC.
  static var today: CalendarDay {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: Date())
    return CalendarDay(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1) ?? .last
  }
}
