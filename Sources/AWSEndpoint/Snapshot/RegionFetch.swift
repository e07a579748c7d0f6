import Foundation

/// Fetches one region's part of a snapshot into its staging folder.
struct RegionFetch: Sendable {
  /// The most calls under way at once: enough to hide the latency, far from the throttling of describe calls.
  static let concurrency = 4

  let configuration: EndpointConfiguration
  let region: EndpointConfiguration.Region
  let limits: FetchLimits
  let retry: RetryPolicy
  let send: HTTPSend
  let staging: SnapshotStaging
  let board: ProgressBoard

  /// What one unit of work brought.
  struct Outcome: Sendable {
    var actions: [FetchReport.Action] = []
    var accountID: String?
    /// The failure of an essential action.
    var missing: EndpointError?
  }

  func run() async throws(EndpointError) -> FetchReport.Region {
    // The entries are fetched along with the lists, whose identifiers they need.
    var waiting = SnapshotAction.all.filter { $0 != .prefixListEntries }[...]
    let result = await withTaskGroup(of: Result<Outcome, EndpointError>.self) { group in
      var outcome = Outcome()
      var missing: [EndpointError] = []
      func startNext() {
        guard let action = waiting.popFirst() else { return }
        group.addTask { await fetch(action) }
      }
      for _ in 0..<Self.concurrency { startNext() }
      while let finished = await group.next() {
        switch finished {
        case .success(let part):
          outcome.actions += part.actions
          outcome.accountID = outcome.accountID ?? part.accountID
          if let error = part.missing { missing.append(error) }
          startNext()
        case .failure(let error):
          // The others would fail alike; what they throw when cancelled is of no interest.
          group.cancelAll()
          return Result<Outcome, EndpointError>.failure(error)
        }
      }
      return missing.isEmpty ? .success(outcome) : .failure(essentialsMissing(missing, among: outcome.actions))
    }
    let outcome = try result.get()
    let order = Dictionary(uniqueKeysWithValues: SnapshotAction.all.enumerated().map { ($1.name, $0) })
    return FetchReport.Region(
      name: region.name,
      endpoint: region.ec2.url,
      directory: staging.destination,
      accountID: outcome.accountID,
      actions: outcome.actions.sorted { order[$0.name, default: 0] < order[$1.name, default: 0] }
    )
  }

  func client(for service: QueryService) -> QueryClient {
    QueryClient(
      service: service,
      endpoint: service == .ec2 ? region.ec2.url : region.rds.url,
      region: region.name,
      credentials: configuration.credentials,
      credentialsSource: configuration.credentialsSource,
      limits: limits,
      retry: retry,
      send: send
    )
  }

  /// Fetches and writes one action. Fails only with what would fail every other action as well.
  private func fetch(_ action: SnapshotAction) async -> Result<Outcome, EndpointError> {
    do throws(EndpointError) {
      if action == .managedPrefixLists { return .success(try await fetchPrefixLists()) }
      // Keys for somebody's emulator or proxy of EC2 are not sent to AWS's own RDS.
      if action.service == .rds, region.rds.isDerived, !region.ec2.isDerived {
        board.note(.started, region: region.name, action: action.name)
        let reason = "the EC2 endpoint is set by \(region.ec2.origin), and no RDS endpoint is set beside it"
        return .success(Outcome(actions: [finish(action, .notAvailable(reason))]))
      }
      return .success(try await fetchList(action).outcome)
    } catch {
      return .failure(error)
    }
  }

  func fetchList(
    _ action: SnapshotAction
  ) async throws(EndpointError) -> (outcome: Outcome, resources: [JSONValue]?) {
    board.note(.started, region: region.name, action: action.name)
    let list: FetchedList
    do throws(EndpointError) {
      list = try await client(for: action.service).list(action.name) { pages, resources in
        board.note(.page, region: region.name, action: action.name, pages: pages, resources: resources)
      }
    } catch {
      if isFatal(error, for: action) { throw error }
      let report = finish(action, .notAvailable(Self.reason(error)))
      return (Outcome(actions: [report], missing: action.isEssential ? error : nil), nil)
    }
    try staging.write(.object([action.key: .array(list.resources)]), to: action.file)
    let report = finish(
      action,
      .complete,
      resources: list.resources.count,
      pages: list.pages,
      files: [action.file]
    )
    // Only what an account owns by itself tells which account it is: a shared VPC has another owner.
    let owner = action.name == "DescribeSecurityGroups" ? list.resources.first?["OwnerId"]?.text : nil
    return (Outcome(actions: [report], accountID: owner), list.resources)
  }

  /// Whether a failure says that every other call would fail too.
  func isFatal(_ error: EndpointError, for action: SnapshotAction) -> Bool {
    switch error.code {
    case .cancelled, .output: true
    case .connection, .timeout: action.service == .ec2
    case .service(let refusal): action.service == .ec2 && refusal.isAboutCredentials
    case .configuration, .credentials, .region, .tooLarge, .malformedResponse, .essentialActionsMissing: false
    }
  }

  func finish(
    _ action: SnapshotAction,
    _ status: ActionStatus,
    resources: Int = 0,
    pages: Int = 0,
    files: [String] = []
  ) -> FetchReport.Action {
    board.note(
      .finished(status),
      region: region.name,
      action: action.name,
      pages: pages,
      resources: resources
    )
    return FetchReport.Action(
      name: action.name,
      status: status,
      resources: resources,
      pages: pages,
      files: files
    )
  }

  /// What a report says of a refusal.
  static func reason(_ error: EndpointError) -> String {
    guard case .service(let refusal) = error.code else { return error.message }
    if refusal.isUnknownAction { return "the endpoint does not offer it" }
    let name = refusal.code.isEmpty ? "HTTP \(refusal.httpStatus)" : refusal.code
    return refusal.message.isEmpty ? name : "\(name): \(refusal.message)"
  }

  private func essentialsMissing(_ errors: [EndpointError], among actions: [FetchReport.Action]) -> EndpointError {
    let refused = errors.compactMap { error in
      if case .service(let refusal) = error.code { refusal } else { nil }
    }
    let denied = refused.filter { ["UnauthorizedOperation", "AccessDenied"].contains($0.code) }
    var remedy = errors.first?.remedy
    if !denied.isEmpty {
      let names = denied.map { "ec2:\($0.action)" }.sorted().joined(separator: ", ")
      remedy = "Allow \(names) for this identity; `aws sts get-caller-identity` shows who it is."
    }
    return EndpointError(
      .essentialActionsMissing,
      "a snapshot of \(region.name) needs what was refused; nothing was written:\n"
        + errors.map { "  \($0.message)" }.sorted().joined(separator: "\n"),
      remedy: remedy,
      place: region.ec2.url.absoluteString
    )
  }
}
