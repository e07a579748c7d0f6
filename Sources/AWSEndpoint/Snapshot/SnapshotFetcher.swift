package import Foundation

/// Fetches what a snapshot needs from an endpoint and writes it as the JSON that the AWS command line would print.
///
/// Read-only: nothing but the calls of `requiredPermissions`. Each region's files go to the folder, or with several
/// regions each to a folder of its own in it, named for the region: one file for each kind (`security-groups.json` with
/// the key `SecurityGroups`, and so on), `managed-prefix-list-entries-pl-….json` for each managed prefix list with
/// `PrefixListId` and `Entries`, and `snapshot.json`, which tells endpoint, region, account, time, and how each action
/// ended. Members that the AWS command line prints have its names and types; keys are sorted.
///
/// All files are written aside and moved into place after every region has been fetched, `snapshot.json` last. Files
/// that an earlier snapshot listed and this one has not are removed.
package struct SnapshotFetcher: Sendable {
  /// The IAM actions that a full snapshot calls, in the order of the alphabet.
  package static let requiredPermissions: [String] = SnapshotAction.all.map(\.permission).sorted()

  private let configuration: EndpointConfiguration
  private let limits: FetchLimits
  private let retry: RetryPolicy
  private let send: HTTPSend?

  /// A fetcher for the regions of `configuration`.
  ///
  /// - Parameters:
  ///   - limits: what bounds a server that does not behave.
  ///   - retry: how throttling and broken connections are met.
  ///   - send: replaces the network, for tests.
  package init(
    configuration: EndpointConfiguration,
    limits: FetchLimits = FetchLimits(),
    retry: RetryPolicy = RetryPolicy(),
    send: HTTPSend? = nil
  ) {
    self.configuration = configuration
    self.limits = limits
    self.retry = retry
    self.send = send
  }

  /// Fetches all regions, then writes all files into `directory`, which is made if it is not there.
  ///
  /// An action that the endpoint does not offer or the identity may not call is reported, not thrown, unless it is
  /// essential. Throws, with nothing written, when an essential action fails (after trying all others, so that the
  /// error names all permissions that are missing), when the credentials are refused, and when the endpoint cannot be
  /// reached. Cancelling the task ends it at once, with nothing written.
  ///
  /// - Parameter progress: is told each start, page and end; one call at a time, from any thread.
  package func run(
    to directory: URL,
    progress: @escaping @Sendable (FetchProgress) -> Void = { _ in }
  ) async throws(EndpointError) -> FetchReport {
    let transport = URLSessionTransport(maximumConnections: RegionFetch.concurrency)
    defer { transport.invalidate() }
    let send: HTTPSend =
      if let given = self.send {
        given
      } else {
        { request throws(TransportFailure) in try await transport.send(request) }
      }
    let board = ProgressBoard(
      total: configuration.regions.count * SnapshotAction.all.count,
      report: progress
    )
    var stagings: [SnapshotStaging] = []
    // What was moved into place is no longer there to discard.
    defer { for staging in stagings { staging.discard() } }
    var regions: [FetchReport.Region] = []
    for region in configuration.regions {
      let folder = configuration.regions.count == 1 ? directory : directory.appendingPathComponent(region.name)
      let staging = try SnapshotStaging(destination: folder, root: directory)
      stagings.append(staging)
      let fetch = RegionFetch(
        configuration: configuration,
        region: region,
        limits: limits,
        retry: retry,
        send: send,
        staging: staging,
        board: board
      )
      let report = try await fetch.run()
      try staging.write(SnapshotMetadata(report: report, time: Date()).json, to: SnapshotMetadata.file)
      regions.append(report)
    }
    for staging in stagings { try staging.commit() }
    return FetchReport(regions: regions)
  }
}
