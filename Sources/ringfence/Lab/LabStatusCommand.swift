import ArgumentParser
import Foundation
import NetworkLab

/// `ringfence lab status`
struct LabStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show what is in the lab, and what of the network is not."
  )

  @Option(name: .long, help: "The form of the answer.")
  var format = OutputFormat.text

  private struct Document: Encodable {
    let source: String
    let since: Int
    let interfaces: [LabTable.Row]
    let missingNamespaces: [String]
    let warnings: [String]
  }

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let lab = stateFolder.lab
    let inventory = try Lab.reporting { () throws(LabError) in
      try LabInventory.find(names: lab.names, in: lab.folder)
    }
    guard let state = try Lab.reporting({ () throws(LabError) in try lab.current() }) else {
      if inventory.isEmpty {
        Terminal.complain("note", "no lab is up.\n`sudo ringfence lab up --network …` builds one.")
      } else {
        Terminal.complain(
          "note",
          "no lab is up, but \(inventory.namespaces.count) namespaces of one are left.\n"
            + "`sudo ringfence lab down` removes them, and so does the next `lab up`."
        )
      }
      throw ExitStatus.denied.exitCode
    }
    let table = LabTable(state, try lab.requireNetwork())
    let missing = Set(state.namespaces).subtracting(inventory.namespaces).sorted()
    switch format {
    case .json:
      let document = Document(
        source: state.source,
        since: state.since,
        interfaces: table.rows(),
        missingNamespaces: missing,
        warnings: state.warnings
      )
      Terminal.write(try Listing.json(document))
    case .text:
      let since = Date(timeIntervalSince1970: TimeInterval(state.since)).formatted(.iso8601)
      Terminal.write("Lab of \(state.source), up since \(since)\n\n" + table.text() + table.warnings(limit: .max))
      if !missing.isEmpty {
        Terminal.complain(
          "warning",
          "gone: \(missing.joined(separator: ", "))\nSomebody removed them: take the lab down and up again."
        )
      }
    }
  }
}
