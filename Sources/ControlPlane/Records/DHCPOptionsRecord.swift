package import VPCModel

/// A set of DHCP options.
package struct DHCPOptionsRecord: IdentifiedRecord {
  package static var kind: RecordKind { .dhcpOptions }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.dhcpOptions }
  package static let identifierWords = IdentifierWords(
    prefix: "dopt",
    notFoundCode: "InvalidDhcpOptionID.NotFound",
    notFoundMessage: "The dhcpOption ID '%' does not exist",
    malformedCode: "InvalidDhcpOptionsId.Malformed"
  )

  /// `dopt-…`
  package var id: String
  package var location: Location
  /// In the order given.
  package var configurations: [Configuration]
  package var tags: Tags

  package init(
    id: String,
    location: Location,
    configurations: [Configuration],
    tags: Tags = [:]
  ) {
    self.id = id
    self.location = location
    self.configurations = configurations
    self.tags = tags
  }

  package var recordID: String { id }

  package var links: [String] { [] }

  package struct Configuration: Codable, Hashable, Sendable {
    /// Such as `domain-name-servers`.
    package var key: String
    package var values: [String]

    package init(key: String, values: [String]) {
      self.key = key
      self.values = values
    }
  }
}
