package import VPCModel

/// A network ACL with its entries.
package struct NetworkACLRecord: Record {
  package static var kind: RecordKind { .networkACL }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.networkACLs }

  package var acl: NetworkACL
  package var location: Location
  /// `aclassoc-…` for each associated subnet.
  package var associationIDs: [Subnet.ID: String]

  package init(
    acl: NetworkACL,
    location: Location,
    associationIDs: [Subnet.ID: String] = [:]
  ) {
    self.acl = acl
    self.location = location
    self.associationIDs = associationIDs
  }

  package var recordID: String { acl.id.text }

  package var tags: Tags {
    get { acl.tags }
    set { acl.tags = newValue }
  }

  package var links: [String] {
    [acl.vpcID.text] + acl.subnetIDs.map(\.text) + associationIDs.values
  }

  package var networkChange: NetworkChange? { .networkACL(.put(acl)) }
  package var networkRemoval: NetworkChange? { .networkACL(.remove(acl.id)) }
}
