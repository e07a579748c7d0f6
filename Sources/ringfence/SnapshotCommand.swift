import AWSEndpoint
import ArgumentParser
import Foundation

/// `ringfence snapshot --output DIR`
struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Fetch a network from AWS, or any EC2 endpoint, into a folder that the other commands read.",
    discussion: """
      Read-only. Credentials, region and endpoint come from where the AWS CLI finds them: flags, environment \
      (AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_REGION, AWS_ENDPOINT_URL, …), shared config and credentials files, the \
      container's or the instance's role. The files are those that the AWS CLI's describe commands print.

      EXAMPLES
        ringfence snapshot --output ./snapshot
        ringfence snapshot --profile production --region eu-west-1 --region us-east-1 --output ./snapshot
        ringfence snapshot --endpoint-url http://127.0.0.1:5000 --region us-east-1 --output ./snapshot
        ringfence explain --network ./snapshot app database --port 5432

      PERMISSIONS
      \(SnapshotFetcher.requiredPermissions.map { "  \($0)" }.joined(separator: "\n"))

      EXIT STATUS
        0 everything was fetched, 2 something that is not essential was not (what depends on it reads as unknown), \
      64 wrong usage, 69 the endpoint cannot be reached or refuses, 73 the folder cannot be written, 77 no \
      permission, 78 configuration or credentials are wrong or missing
      """
  )

  @Option(name: [.short, .long], help: ArgumentHelp("The folder to write; made if it is not there.", valueName: "dir"))
  var output: String

  @Option(name: .long, help: "The profile of the shared config and credentials files.")
  var profile: String?

  @Option(
    name: .long,
    help: "The region. Several, each with its own --region, go to a folder each."
  )
  var region: [String] = []

  @Option(name: .long, help: ArgumentHelp("The endpoint, where it is not AWS's.", valueName: "url"))
  var endpointURL: String?

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output names the folder to write.") }
  }

  func run() async throws {
    let report: FetchReport
    let progress = ProgressLine()
    do {
      let configuration = try await EndpointConfiguration.resolve(
        EndpointOptions(profile: profile, regions: region, endpointURL: endpointURL)
      )
      for region in configuration.regions {
        progress.note("fetching \(region.name) from \(region.ec2.url.absoluteString)")
      }
      progress.note("signed with the key from \(configuration.credentialsSource)")
      report = try await SnapshotFetcher(configuration: configuration)
        .run(to: URL(fileURLWithPath: output, isDirectory: true)) { progress.show($0) }
      progress.clear()
    } catch {
      progress.clear()
      Terminal.complain("error", error.description)
      throw error.exitStatus.exitCode
    }
    Terminal.write(Self.summary(report))
    guard report.isComplete else {
      Terminal.complain(
        "warning",
        "the snapshot lacks what is marked above; answers that depend on it will be 'unknown' and say so"
      )
      throw ExitStatus.unknown.exitCode
    }
  }

  /// What each action brought, region by region.
  static func summary(_ report: FetchReport) -> String {
    var lines: [String] = []
    for region in report.regions {
      let account = region.accountID.map { ", account \($0)" } ?? ""
      lines.append("\(region.name)\(account) → \(region.directory.path)")
      for action in region.actions {
        let name = action.name.padding(toLength: 42, withPad: " ", startingAt: 0)
        switch action.status {
        case .complete: lines.append("  \(name) \(action.resources)")
        case .partial(let why): lines.append("! \(name) \(action.resources), not all: \(shortened(why))")
        case .notAvailable(let why): lines.append("! \(name) not available: \(shortened(why))")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A server's page of HTML is not worth a screen; `snapshot.json` has the whole reason.
  private static func shortened(_ reason: String) -> String {
    let line = reason.prefix { !$0.isNewline }
    return line.count <= 160 ? String(line) : line.prefix(159) + "…"
  }
}
