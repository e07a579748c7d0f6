import ArgumentParser
import EC2Shapes
import FlowLogs
import Foundation
import IPAddressing
import VPCModel

/// `ringfence flows`
struct FlowsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flows",
    abstract: "What this machine let through and what it dropped, each with the rule or the reason.",
    discussion: """
      Shows the last flows of the journal that enforcement writes on this machine, oldest first; with --follow also \
      those that come. A connection shows when it opens, once for each of its ends here; packets that are refused \
      again and again show every few seconds, with their number.

      EXAMPLES
        ringfence flows --follow --action reject
        ringfence flows --destination 10.0.3.20 --port 5432 --since 10m
        ringfence flows --source 10.0.12.0/24 --port udp/53
        ringfence flows --interface eni-0123456789abcdef0 --ended    # with what they carried
        ringfence flows --format json --limit 1000 | jq -r .reason
        ringfence flows --format aws                  # version 2 records, of flows that are over

      EXIT STATUS
        0   done, also where nothing matches
        64  wrong usage
        66  there is no journal
        69  the journal cannot be read
        77  reading it is not permitted
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, aws
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The journal's folder. (default: /var/lib/ringfence/flows for root, else ringfence/flows in $XDG_STATE_HOME)",
      valueName: "folder"
    )
  )
  var journal: String?

  @Flag(name: [.long, .customShort("f")], help: "Go on with what comes, until interrupted.")
  var follow = false

  @Flag(name: .long, help: "Connections when they have ended, with what they carried, not when they open.")
  var ended = false

  @OptionGroup(title: "Which flows")
  var selection: FlowSelection

  @Option(name: [.long, .customShort("n")], help: "At most so many past ones, the last.")
  var limit = 50

  @Option(name: .long, help: "table for people, json for a JSON object a line, aws for AWS's version 2 records.")
  var format = Format.table

  @Option(name: .long, help: "When to colour the table; NO_COLOR is honoured.")
  var color = ColourChoice.auto

  func validate() throws {
    guard (0...1_000_000).contains(limit) else { throw ValidationError("--limit is from 0 to 1000000.") }
    _ = try selection.filter(now: FlowTime(milliseconds: 0))
  }

  func run() async throws {
    let now = FlowTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    var filter = try selection.filter(now: now)
    filter.phase = ended || format == .aws ? .ended : .opened
    let folder =
      journal
      ?? JournalFiles.standardFolder(environment: ProcessInfo.processInfo.environment, isRoot: geteuid() == 0)
    let printer = FlowPrinter(
      format: format,
      options: Terminal.options(colour: color, width: nil),
      interfaceID: filter.interfaceID
    )
    do {
      var reader = try await reader(of: folder)
      for entry in try reader.past(filter, limit: limit) { Terminal.write(printer.text(entry)) }
      while follow {
        try await Task.sleep(for: .milliseconds(200))
        let text = try reader.next(filter).map(printer.text).joined()
        if !text.isEmpty { Terminal.write(text) }
      }
    } catch let error as FlowFileError {
      throw Self.complain(of: error, folder)
    }
  }

  /// The journal; with --follow it is waited for.
  private func reader(of folder: String) async throws -> FlowJournalReader {
    do throws(FlowFileError) {
      return try FlowJournalReader(folder: folder)
    } catch {
      guard follow, error.code == ENOENT else { throw error }
      Terminal.complain("note", "there is no journal at \(folder) yet: waiting for one")
    }
    while true {
      try await Task.sleep(for: .milliseconds(200))
      do throws(FlowFileError) {
        return try FlowJournalReader(folder: folder, atBeginning: true)
      } catch {
        guard error.code == ENOENT else { throw error }
      }
    }
  }

  private static func complain(of error: FlowFileError, _ folder: String) -> ExitCode {
    switch error.code {
    case ENOENT, ENOTDIR:
      Terminal.complain(
        "error",
        """
        there is no journal of flows at \(folder)
        Enforcement writes it: `sudo ringfence serve` or `sudo ringfence lab up`. --journal names another folder; \
        --follow waits for it.
        """
      )
      return ExitStatus.noInput.exitCode
    case EACCES, EPERM:
      Terminal.complain("error", "\(error)")
      return ExitStatus.noPermission.exitCode
    default:
      Terminal.complain("error", "\(error)")
      return ExitStatus.unavailable.exitCode
    }
  }
}
