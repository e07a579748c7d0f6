import ArgumentParser
import FlowLogs
import Foundation
import LinuxDataPlane
import NetworkLab
import VPCModel

/// `ringfence lab agent`: what `lab up` starts for a snapshot.
struct LabAgentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Enforce the rules of the lab's snapshot, until `lab down`.",
    shouldDisplay: false
  )

  func run() async throws {
    // Away from the terminal of whoever said `lab up`.
    setsid()
    let lab = Lab()
    let network = try lab.requireNetwork()
    let agent: EnforcementAgent
    do {
      agent = try EnforcementAgent(EnforcementAgent.Configuration(folder: lab.folder.path)) { line in
        Terminal.complain("note", line)
      }
    } catch {
      Terminal.complain("error", "the lab's rules cannot be enforced: \(error)")
      throw (error == .notPermitted ? ExitStatus.noPermission : .unavailable).exitCode
    }
    Interruption.begin()
    let (networks, continuation) = AsyncStream<NetworkUpdate>.makeStream()
    continuation.yield(NetworkUpdate(network, changes: nil))
    let watch = Task {
      while !Interruption.hasHappened { try? await Task.sleep(for: .milliseconds(50)) }
      continuation.finish()
    }
    await agent.run(networks: networks, flowLogs: AsyncStream { $0.yield([]) })
    watch.cancel()
  }
}
