import ArgumentParser
import ControlPlane
package import EC2Shapes
import Foundation
import SQLiteStore
import VPCModel

/// `ringfence history`
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Who changed what, when; and what a resource looked like at an earlier revision.",
    discussion: """
      Every call that could change something is in the trail, refused ones too, newest first.

      EXAMPLES
        ringfence history --limit 20
        ringfence history --resource sg-0123456789abcdef0
        ringfence history --action RevokeSecurityGroupIngress --since 2026-11-24T00:00:00Z
        ringfence history --resource sg-0123456789abcdef0 --at 41     # the group and its rules at revision 41

      EXIT STATUS
        0 done, 64 wrong usage, 65 the database is damaged, 66 there is none, or no such resource at that revision, \
      69 it cannot be used now, 78 it is not Ringfence's
      """
  )

  @OptionGroup var database: DatabaseOption

  @Option(
    name: .long,
    help: ArgumentHelp("Calls that changed this resource, a group's rules included.", valueName: "id")
  )
  var resource: String?

  @Option(name: .long, help: "Calls of this action.")
  var action: String?

  @Option(name: .long, help: ArgumentHelp("Calls that this access key signed.", valueName: "key id"))
  var key: String?

  @Option(name: .long, help: ArgumentHelp("Calls at or after this time.", valueName: "ISO 8601"))
  var since: Timestamp?

  @Option(name: .long, help: ArgumentHelp("Calls at or before this time.", valueName: "ISO 8601"))
  var until: Timestamp?

  @Flag(name: .long, help: "Leave out calls that were refused.")
  var successful = false

  @Option(name: .long, help: "At most so many calls.")
  var limit = 50

  @Option(name: .long, help: ArgumentHelp("Show the resource as it was at this revision.", valueName: "revision"))
  var at: Int64?

  @Option(name: .long, help: "The form of the answer.")
  var format = OutputFormat.text

  func validate() throws {
    guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit is from 1 to 1000000.") }
    if let at {
      guard resource != nil else { throw ValidationError("--at shows one resource: name it with --resource.") }
      guard at >= 0 else { throw ValidationError("--at is a revision: 0 or more.") }
    }
  }

  func run() async throws {
    let store = try await database.open(isMade: false)
    if let resource, let at {
      try await show(resource, at: Revision(at), store)
    } else {
      try await list(store)
    }
  }

  private func list(_ store: SQLiteStore) async throws {
    var query = HistoryQuery()
    query.resourceID = resource
    query.action = action
    query.accessKeyID = key
    query.since = since
    query.until = until
    query.includesRefused = !successful
    query.limit = limit
    let asked = query
    let entries = try await DatabaseOption.reporting { () async throws(StoreError) in
      let entries = try await store.history(asked)
      try await store.close()
      return entries
    }
    switch format {
    case .json: Terminal.write(try Listing.json(entries))
    case .text:
      let rows = entries.map { entry in
        [
          entry.call.time.seconds,
          entry.revisionAfter == entry.revisionBefore ? "-" : entry.revisionAfter.description,
          entry.call.accessKeyID,
          entry.call.location.description,
          entry.call.action,
          entry.call.errorCode ?? entry.words,
        ]
      }
      Terminal.write(Listing.table(["TIME", "REVISION", "KEY", "WHERE", "ACTION", "RESULT"], rows))
    }
  }

  private func show(_ resource: String, at revision: Revision, _ store: SQLiteStore) async throws {
    let records = try await DatabaseOption.reporting { () async throws(StoreError) in
      let records = try await store.records(of: resource, at: revision)
      try await store.close()
      return records
    }
    guard !records.isEmpty else {
      Terminal.complain("error", "\(resource) was not there at revision \(revision)")
      throw ExitStatus.noInput.exitCode
    }
    switch format {
    case .json:
      let bodies = try records.map { record in
        try JSONSerialization.jsonObject(with: try RecordCoding.encode(record))
      }
      let data = try JSONSerialization.data(withJSONObject: bodies, options: [.prettyPrinted, .sortedKeys])
      Terminal.write(String(decoding: data, as: UTF8.self) + "\n")
    case .text:
      for record in records { Terminal.write(Self.line(record) + "\n") }
    }
  }

  /// A group by its name, a rule as a person reads it, anything else as its JSON.
  static func line(_ record: any Record) -> String {
    switch record {
    case let record as SecurityGroupRecord:
      return "\(record.group.id)  \(record.group.name)  \(record.group.vpcID)  \(record.group.summary)"
    case let record as SecurityGroupRuleRecord:
      let rule = record.rule
      let peer = rule.direction == .ingress ? "from" : "to"
      let summary = rule.summary.map { "  \"\($0)\"" } ?? ""
      return "  \(rule.id)  \(rule.direction.rawValue)  \(rule.traffic) \(peer) \(rule.peer)\(summary)"
    default:
      let body = (try? RecordCoding.encode(record)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return "\(record.recordID)  \(body)"
    }
  }
}

extension HistoryEntry {
  /// What it changed, the first few by name.
  fileprivate var words: String {
    let shown = 4
    // The region's own record and remembered client tokens are no resources.
    let resources = changed.filter { !$0.contains("/") }
    guard !resources.isEmpty else { return "nothing changed" }
    let names = resources.prefix(shown).joined(separator: " ")
    return resources.count > shown ? "\(names) and \(resources.count - shown) more" : names
  }
}

extension Timestamp: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
