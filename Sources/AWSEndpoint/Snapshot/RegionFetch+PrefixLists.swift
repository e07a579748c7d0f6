import AWSSignature

extension RegionFetch {
  /// Fetches the managed prefix lists and then the entries of each, which no single call gives.
  func fetchPrefixLists() async throws(EndpointError) -> Outcome {
    var (outcome, lists) = try await fetchList(.managedPrefixLists)
    let action = SnapshotAction.prefixListEntries
    board.note(.started, region: region.name, action: action.name)
    guard let lists else {
      outcome.actions.append(finish(action, .notAvailable("the prefix lists themselves are not available")))
      return outcome
    }
    var files: [String] = []
    var pages = 0
    var resources = 0
    var failures: [String] = []
    for list in lists {
      guard let identifier = list["PrefixListId"]?.text,
        let file = SnapshotAction.entriesFile(prefixList: identifier)
      else {
        failures.append("a list has no usable PrefixListId")
        continue
      }
      do throws(EndpointError) {
        let before = (pages: pages, resources: resources)
        let fetched = try await client(for: .ec2).list(
          action.name,
          [.init("PrefixListId", identifier)]
        ) { [board, region] newPages, newResources in
          board.note(
            .page,
            region: region.name,
            action: action.name,
            pages: before.pages + newPages,
            resources: before.resources + newResources
          )
        }
        pages += fetched.pages
        resources += fetched.resources.count
        try staging.write(
          .object(["PrefixListId": .string(identifier), action.key: .array(fetched.resources)]),
          to: file
        )
        files.append(file)
      } catch {
        if isFatal(error, for: action) { throw error }
        failures.append("\(identifier): \(Self.reason(error))")
        // What the endpoint does not know for one list it does not know for the next.
        if case .service(let refusal) = error.code, refusal.isUnknownAction { break }
      }
    }
    let status: ActionStatus =
      if failures.isEmpty {
        .complete
      } else if files.isEmpty {
        .notAvailable(failures.joined(separator: "; "))
      } else {
        .partial(failures.joined(separator: "; "))
      }
    outcome.actions.append(finish(action, status, resources: resources, pages: pages, files: files))
    return outcome
  }
}
