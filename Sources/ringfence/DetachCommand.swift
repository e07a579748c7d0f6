import ArgumentParser
import LinuxDataPlane
import NetworkLab
import VPCModel

/// `ringfence detach ENI`
struct DetachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach",
    abstract: "Take a network interface off this machine; a device that `attach` made for it goes too."
  )

  @Argument(help: ArgumentHelp("The network interface.", valueName: "eni"))
  var interface: String

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let id = NetworkInterface.ID(interface)
    let was = try await blocking {
      try Lab.reporting { () throws(LabError) in try Attacher(folder: stateFolder.folder).detach(id) }
    }
    guard let was else {
      Terminal.complain("error", "\(id) is not attached.\n`ringfence attach --list` shows what is.")
      throw ExitStatus.badData.exitCode
    }
    Terminal.write("\(id) is detached from \(was.device) in \(was.namespace).\n")
  }
}
