import Foundation

/// What `snapshot.json` holds: where the other files came from and what is missing.
struct SnapshotMetadata: Sendable {
  static let file = "snapshot.json"
  /// Changes when a reader of the old form could misread the new one.
  static let formatVersion = 1

  let report: FetchReport.Region
  let time: Date

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "FormatVersion": .integer(Self.formatVersion),
      "Endpoint": .string(report.endpoint.absoluteString),
      "Region": .string(report.name),
      "Time": .string(time.ISO8601Format()),
      "Actions": .array(report.actions.map(Self.json)),
    ]
    if let accountID = report.accountID { members["AccountId"] = .string(accountID) }
    return .object(members)
  }

  private static func json(_ action: FetchReport.Action) -> JSONValue {
    var members: [String: JSONValue] = [
      "Action": .string(action.name),
      "Resources": .integer(action.resources),
      "Pages": .integer(action.pages),
      "Files": .array(action.files.map(JSONValue.string)),
    ]
    switch action.status {
    case .complete: members["Status"] = .string("complete")
    case .partial(let reason):
      members["Status"] = .string("partial")
      members["Reason"] = .string(reason)
    case .notAvailable(let reason):
      members["Status"] = .string("not available")
      members["Reason"] = .string(reason)
    }
    return .object(members)
  }

  /// The files that an earlier `snapshot.json` lists; none when it cannot be read. Only plain file names of JSON
  /// files, since they are about to be removed.
  static func listedFiles(in content: Data) -> Set<String> {
    struct Listing: Decodable {
      struct Action: Decodable { var Files: [String] }
      var Actions: [Action]
    }
    guard let listing = try? JSONDecoder().decode(Listing.self, from: content) else { return [] }
    return Set(
      listing.Actions.flatMap(\.Files).filter { name in
        name.hasSuffix(".json") && !name.contains("/") && !name.hasPrefix(".")
      }
    )
  }
}
