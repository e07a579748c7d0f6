import ArgumentParser
import Foundation
import IPAddressing
import NetworkAnalysis
import NetworkLab
import VPCModel

/// `ringfence lab test`
struct LabTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try real TCP connections in the lab, and compare each with what the engine says.",
    discussion: """
      Without ends, pairs are sampled: half of them such that a rule speaks of them, at ports on the edges of the rules' \
      ranges. The same seed chooses the same ones.

      EXAMPLES
        sudo ringfence lab test --pairs 200 --seed 7
        sudo ringfence lab test app-task database --port 5432
      """
  )

  @Argument(help: "Who connects, as `explain` takes it; a group or subnet stands for all that is in it.")
  var source: String?

  @Argument(help: "Who is connected to.")
  var destination: String?

  @Option(name: .long, help: ArgumentHelp("The TCP port, with ends.", valueName: "port"))
  var port: UInt16?

  @Option(name: .long, help: ArgumentHelp("How many pairs are sampled, without ends.", valueName: "number"))
  var pairs = 100

  @Option(name: .long, help: ArgumentHelp("What the sample depends on.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(name: .long, help: "List agreements too, however many.")
  var all = false

  func validate() throws {
    if (source == nil) != (destination == nil) || (source == nil) != (port == nil) {
      throw ValidationError("Give both ends and --port, or none of them.")
    }
    guard (1...10_000).contains(pairs) else { throw ValidationError("--pairs is from 1 to 10000.") }
  }

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let lab = stateFolder.lab
    let state = try lab.requireCurrent()
    // An endpoint's rules change while the lab is up; those of a snapshot are as they were.
    let network: Network
    let from = NetworkSource(state.source)
    if case .endpoint = from { network = try await from.load().network } else { network = try lab.requireNetwork() }
    let probes = try probes(network, state)
    guard !probes.isEmpty else {
      Terminal.complain("error", "there is no pair of interfaces of one address family to test.")
      throw ExitStatus.badData.exitCode
    }
    let results = try await blocking {
      try Lab.reporting { () throws(LabError) in try lab.test(probes, network, state) }
    }
    Terminal.write(text(results, LabTable(state, network)))
    if results.contains(where: { $0.agreement == .different }) { throw ExitStatus.denied.exitCode }
  }

  private func probes(_ network: Network, _ state: LabState) throws -> [LabProbe] {
    var sampler = ProbeSampler(network, state, seed: seed)
    guard let source, let destination, let port else { return sampler.sample(pairs: pairs) }
    let ends: (source: Endpoint, destination: Endpoint)
    do {
      ends = try EndpointResolver(network).resolve(source: source, destination: destination)
    } catch {
      Terminal.complain("error", error.description)
      throw ExitStatus.badData.exitCode
    }
    var probes: [LabProbe] = []
    for one in try interfaces(ends.source, network, state) {
      for other in try interfaces(ends.destination, network, state) where one.id != other.id {
        for family in [IPFamily.ipv4, .ipv6]
        where one.address(of: family) != nil && other.address(of: family) != nil && probes.count < 20_000 {
          probes.append(sampler.probe(from: one, to: other, family: family, port: port))
        }
      }
    }
    return probes
  }

  private func interfaces(_ end: Endpoint, _ network: Network, _ state: LabState) throws -> [NetworkInterface] {
    guard case .interfaces(let ids, _) = end.meaning else {
      Terminal.complain("error", "'\(end.text)' is \(end.kind): the lab has network interfaces only.")
      throw ExitStatus.badData.exitCode
    }
    return ids.filter { state.machine($0) != nil }.compactMap { network.networkInterfaces[$0] }
  }

  // MARK: The answer

  private func text(_ results: [LabProbeResult], _ table: LabTable) -> String {
    let limit = all ? Int.max : 40
    var text = ""
    for agreement in [LabProbeResult.Agreement.same, .open, .different] {
      let group = results.filter { $0.agreement == agreement }
      guard !group.isEmpty else { continue }
      let shown = group.prefix(agreement == .different ? .max : limit)
      text += "\(Self.heading(agreement)) (\(group.count))\n"
      let rows = shown.map { result in
        let address = table.state.machine(result.probe.destination)?.addresses
          .first { $0.family == result.probe.family }
        return [
          table.name(result.probe.source), table.name(result.probe.destination),
          address?.description ?? "-", "tcp/\(result.probe.port)", result.expected.rawValue, result.outcome.words,
          agreement == .same ? "" : result.reason ?? "",
        ]
      }
      text += Listing.table(["FROM", "TO", "ADDRESS", "PORT", "ENGINE", "PACKETS", ""], Array(rows))
      if group.count > shown.count { text += "… and \(group.count - shown.count) more (--all)\n" }
      text += "\n"
    }
    let count = { (agreement: LabProbeResult.Agreement) in results.count { $0.agreement == agreement } }
    let connected = results.count { $0.outcome == .connected }
    text += "\(results.count) connections tried, \(connected) made: \(count(.same)) as the engine says,"
    text += " \(count(.different)) otherwise, \(count(.open)) not to be compared\n"
    return text
  }

  private static func heading(_ agreement: LabProbeResult.Agreement) -> String {
    switch agreement {
    case .same: "As the engine says"
    case .open: "Not to be compared"
    case .different: "OTHERWISE THAN THE ENGINE SAYS"
    }
  }
}
