package import VPCModel

/// An account's region in use: made, with its default VPC, by the first call that names it.
package struct RegionRecord: Record {
  package static var kind: RecordKind { .region }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.regions }

  package var location: Location
  /// The location's limits.
  package var quotas: Quotas
  /// The DHCP options set that new VPCs get; `nil` before the first VPC.
  package var defaultDHCPOptionsID: String?
  /// Always empty.
  package var tags: Tags

  package init(
    location: Location,
    quotas: Quotas = Quotas(),
    defaultDHCPOptionsID: String? = nil,
    tags: Tags = [:]
  ) {
    self.location = location
    self.quotas = quotas
    self.defaultDHCPOptionsID = defaultDHCPOptionsID
    self.tags = tags
  }

  package var recordID: String { location.description }

  package var links: [String] { [] }
}
