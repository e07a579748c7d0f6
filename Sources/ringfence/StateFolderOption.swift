import ArgumentParser
import Foundation
import LinuxDataPlane
import NetworkLab

/// `--state-folder`: what the commands that put interfaces on this machine and the server that enforces share.
struct StateFolderOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "What is attached here, and the lab's state; the same for serve, lab, attach and detach. (default: /run/ringfence)",
      valueName: "folder"
    )
  )
  var stateFolder: String?

  /// The absolute path; `nil` for the one that is standard.
  private var path: String? { stateFolder.map { URL(fileURLWithPath: $0).standardizedFileURL.path } }

  var folder: LabFolder { path.map { LabFolder(path: $0) } ?? .standard }

  /// A lab of another folder is one beside the standard one, with names of its own.
  var lab: Lab { path.map { Lab(folder: LabFolder(path: $0), names: LabNames(folder: $0)) } ?? Lab() }

  var enforcement: EnforcementAgent.Configuration {
    path.map { EnforcementAgent.Configuration(folder: $0) } ?? EnforcementAgent.Configuration()
  }
}
