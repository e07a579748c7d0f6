import ArgumentParser
import Foundation
import NetworkLab

/// `ringfence lab down`
struct LabDownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "down",
    abstract: "Remove the lab, or what a crash left of one. Nothing of it remains."
  )

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let lab = stateFolder.lab
    let (removed, processes) = try await blocking {
      LabAgent(lab.folder).stop()
      let result = try Lab.reporting { () throws(LabError) in try lab.down() }
      return (result.removed, result.processes)
    }
    if removed.isEmpty {
      Terminal.write("There was no lab.\n")
    } else {
      Terminal.write("Removed \(removed.namespaces.count) namespaces and \(removed.attached.count) attachments.\n")
    }
    if !processes.isEmpty {
      let list = processes.prefix(10).map { "\($0.id) in \($0.namespace)" }.joined(separator: "\n")
      let more = processes.count > 10 ? "\nand \(processes.count - 10) more" : ""
      Terminal.complain("warning", "processes of the lab go on without a network:\n\(list)\(more)")
    }
  }
}
