import ArgumentParser
import Foundation
import NetworkAnalysis
import NetworkLab
import VPCModel

/// `ringfence lab exec WHO -- COMMAND…`
struct LabExecCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a command as a network interface of the lab: in its namespace, with its addresses.",
    discussion: """
      WHO is what `explain` takes for an end: an id, a name, an address. Without a command it is a shell.

      EXAMPLES
        sudo ringfence lab exec app-task -- nc -zv -w2 10.0.3.20 5432
        sudo ringfence lab exec 10.0.3.20 -- tcpdump -ni eth0
        sudo ringfence lab exec eni-0f6c9d3a7b1ede8b5
      """
  )

  @Argument(help: "Whose namespace.")
  var who: String

  @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
  var command: [String] = []

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let lab = stateFolder.lab
    let state = try lab.requireCurrent()
    let machine = try machine(in: state, try lab.requireNetwork())
    var words = command.first == "--" ? Array(command.dropFirst()) : command
    if words.isEmpty { words = [ProcessInfo.processInfo.environment["SHELL"] ?? "/bin/sh"] }
    // What it prints was perhaps not written yet, and this process ends here.
    fflush(nil)
    // Swift's tasks run on threads on which signals are blocked, and a program inherits that: Ctrl-C would not end it.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    var arguments = (["ip", "netns", "exec", machine.namespace] + words).map { strdup($0) } + [nil]
    execvp("ip", &arguments)
    let code = errno
    Terminal.complain(
      "error",
      code == ENOENT
        ? "ip is not installed: apt-get install iproute2" : "ip does not start: \(String(cString: strerror(code)))"
    )
    throw ExitStatus.unavailable.exitCode
  }

  private func machine(in state: LabState, _ network: Network) throws -> LabState.Machine {
    let endpoint: Endpoint
    do {
      endpoint = try EndpointResolver(network).resolve(who)
    } catch {
      Terminal.complain("error", error.description)
      throw ExitStatus.badData.exitCode
    }
    guard case .interfaces(let ids, _) = endpoint.meaning, let id = ids.first else {
      Terminal.complain("error", "'\(who)' is \(endpoint.kind): a command runs as one network interface.")
      throw ExitStatus.badData.exitCode
    }
    guard ids.count == 1 else {
      let names = ResourceNames(network)
      let list = ids.prefix(12).map { "  \(names.full($0))\n" }.joined()
      let more = ids.count > 12 ? "  … and \(ids.count - 12) more" : ""
      Terminal.complain(
        "error",
        "'\(who)' (\(endpoint.kind)) stands for \(ids.count) interfaces. Use one of:\n\(list)\(more)"
      )
      throw ExitStatus.badData.exitCode
    }
    guard let machine = state.machine(id) else {
      Terminal.complain("error", "\(id) is not in the lab: it has no address.")
      throw ExitStatus.badData.exitCode
    }
    return machine
  }
}
