package import VPCModel

/// What a managed prefix list held at an earlier version. Each is a record of its own, written once, so that a change
/// of a list costs the same however many versions came before.
package struct PrefixListVersionRecord: Record {
  package static var kind: RecordKind { .prefixListVersion }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.prefixListVersions }

  package var listID: PrefixList.ID
  package var version: Int
  package var location: Location
  package var entries: [PrefixList.Entry]
  /// Always empty.
  package var tags: Tags = [:]

  package init(listID: PrefixList.ID, version: Int, location: Location, entries: [PrefixList.Entry]) {
    self.listID = listID
    self.version = version
    self.location = location
    self.entries = entries
  }

  package var recordID: String { Self.recordID(listID: listID, version: version) }

  package var links: [String] { [Self.listKey(listID)] }

  package static func recordID(listID: PrefixList.ID, version: Int) -> String { "\(listID)/\(version)" }

  /// A key that all earlier versions of the list link to. Not the list's identifier: what links to that uses the list.
  package static func listKey(_ listID: PrefixList.ID) -> String { "\(listID)/versions" }
}
