import ArgumentParser
import Findings
import FindingsHTML

/// How findings are told, and which of them make a command fail.
struct FindingOutput: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, markdown, html, junit
  }

  @Option(name: .long, help: "The form of the answer.")
  var format = Format.text

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Fail from this severity on: \(FailThreshold.allTexts.joined(separator: ", ")).",
      valueName: "severity"
    )
  )
  var failOn = "low"

  @OptionGroup var output: OutputOption
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    if FailThreshold(failOn) == nil {
      throw ValidationError("--fail-on '\(failOn)': give one of \(FailThreshold.allTexts.joined(separator: ", ")).")
    }
  }

  /// Writes the report, and ends with the exit status that it means: found, incomplete, or none.
  func finish(_ report: FindingReport) throws {
    let threshold = FailThreshold(failOn) ?? .atLeast(.low)
    try output.write(try text(report, threshold))
    if threshold.isReached(by: report) { throw ExitStatus.found.exitCode }
    if !report.unread.isEmpty, threshold != .never { throw ExitStatus.incomplete.exitCode }
  }

  private func text(_ report: FindingReport, _ threshold: FailThreshold) throws -> String {
    do {
      switch format {
      case .text: return FindingText.render(report, Terminal.options(appearance))
      case .json: return try FindingJSON.render(report)
      case .sarif: return try FindingSARIF.render(report)
      case .markdown: return FindingMarkdown.render(report)
      case .html: return try FindingHTML.render(report)
      case .junit: return FindingJUnit.render(report, failOn: threshold)
      }
    } catch {
      Terminal.complain("internal error", "the findings could not be written as \(format.rawValue): \(error)")
      throw ExitStatus.internal.exitCode
    }
  }
}
