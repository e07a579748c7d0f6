import ArgumentParser
import NetworkAnalysis

/// `ringfence reach --from SOURCE --to DESTINATION`
struct ReachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "Say who reaches whom in a whole network, from the internet inward.",
    discussion: """
      Without --from and --to: everything that can reach anything. Both ends are named as
      for 'explain': ids, names, addresses, CIDR blocks, 'internet', Terraform addresses.
      Answers are sets, each with the rules and gateways that make it so.

      EXAMPLES
        ringfence reach --to database --port 5432 --network snapshot
        ringfence reach --from internet --network ./infra
        ringfence reach --from internet --to database --transitive
        ringfence reach --from internet --format svg --output exposure.svg

      EXIT STATUS
        0   something reaches it
        1   nothing does
        2   nothing is known to, and something is not known
        64  wrong usage
        65  an end is unknown or ambiguous, or the input is damaged
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, dot, svg
  }

  @Option(name: .long, help: ArgumentHelp("Who sends. (default: anybody)", valueName: "source"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("Who is to be reached. (default: anything)", valueName: "destination"))
  var to: String?

  @OptionGroup(title: "Traffic")
  var traffic: TrafficOptions

  @Option(name: .long, help: "The address family. (default: both)")
  var family: FamilyChoice?

  @Flag(name: .long, help: "Also from machine to machine: what can be reached through what is reached, hop by hop.")
  var transitive = false

  @Option(name: .long, help: ArgumentHelp("Show at most this many answers.", valueName: "answers"))
  var limit = ReachReporter.entryLimit

  @OptionGroup(title: "Network")
  var input: NetworkOptions

  @Option(name: .long, help: "The form of the answer: dot is Graphviz's language, svg a picture drawn by its 'dot'.")
  var format = Format.text

  @OptionGroup var output: OutputOption
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try traffic.optionalProbe()
    if limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  func run() async throws {
    let probe = try traffic.optionalProbe()
    let loaded = try await input.load()
    let report: ReachReport
    do {
      report = try ReachReporter(loaded.network, aliases: loaded.aliases).report(
        from: from,
        to: to,
        probe: probe,
        family: family?.family,
        isTransitive: transitive,
        limit: limit
      )
    } catch {
      Terminal.complain("error", "\(error)")
      throw ExitStatus.badData.exitCode
    }
    switch format {
    case .text: try output.write(ReachText.render(report, Terminal.options(appearance)))
    case .json: try output.write(try Listing.json(report))
    case .dot: try output.write(ReachGraph.render(report))
    case .svg: try output.write(try Graphviz.svg(ReachGraph.render(report)))
    }
    throw report.exitStatus.exitCode
  }
}

extension ReachReport {
  fileprivate var exitStatus: ExitStatus {
    if !chains.isEmpty || entries.contains(where: { !$0.allowed.isEmpty }) { return .allowed }
    return entries.isEmpty && notJudged.isEmpty ? .denied : .unknown
  }
}
