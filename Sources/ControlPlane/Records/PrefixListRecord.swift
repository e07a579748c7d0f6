package import VPCModel

/// A managed prefix list at its newest version; the earlier ones are ``PrefixListVersionRecord``s.
package struct PrefixListRecord: Record {
  package static var kind: RecordKind { .prefixList }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.prefixLists }

  package var list: PrefixList
  package var location: Location
  /// EC2's state: `create-complete`, `modify-complete`, `modify-failed`, …
  package var state: String
  package var stateMessage: String?

  package init(
    list: PrefixList,
    location: Location,
    state: String = "create-complete",
    stateMessage: String? = nil
  ) {
    self.list = list
    self.location = location
    self.state = state
    self.stateMessage = stateMessage
  }

  package var recordID: String { list.id.text }

  package var tags: Tags {
    get { list.tags }
    set { list.tags = newValue }
  }

  package var links: [String] { [] }

  package var networkChange: NetworkChange? { .prefixList(.put(list)) }
  package var networkRemoval: NetworkChange? { .prefixList(.remove(list.id)) }
}
