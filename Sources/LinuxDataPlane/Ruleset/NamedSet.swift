/// A set, map or verdict map of the table: how it looks and what is in it.
package struct NamedSet: Hashable, Sendable {
  /// nftables' data types, by which `nft list` prints keys and values.
  package enum DataType: UInt32, Hashable, Sendable {
    /// A connection's label. `nft` knows no such type of a map's values and shows the label as a number.
    case connectionLabel = 4
    case ipv4Address = 7
    case ipv6Address = 8
    case transportProtocol = 12
    case port = 13
    case mark = 19
    case deviceName = 41

    /// In bytes.
    var length: UInt32 {
      switch self {
      case .transportProtocol: 1
      case .port: 2
      case .ipv4Address, .mark: 4
      case .ipv6Address, .connectionLabel, .deviceName: 16
      }
    }

    /// nftables' `BYTEORDER_HOST_ENDIAN` or `BYTEORDER_BIG_ENDIAN`, by which `nft list` prints.
    var byteOrder: UInt32 {
      switch self {
      case .mark, .deviceName: 1
      case .connectionLabel, .ipv4Address, .ipv6Address, .transportProtocol, .port: 2
      }
    }

    /// A key's part takes whole registers.
    var paddedLength: UInt32 { (length + 3) & ~3 }
  }

  package enum Value: Hashable, Sendable {
    case none
    case data(DataType)
    case verdict
  }

  package struct Declaration: Hashable, Sendable {
    /// One part, or several put in a row.
    package var key: [DataType]
    package var value: Value
    /// Whether keys are ranges, which never overlap.
    package var isInterval: Bool

    package init(key: [DataType], value: Value = .none, isInterval: Bool = false) {
      self.key = key
      self.value = value
      self.isInterval = isInterval
    }

    /// In bytes.
    var keyLength: UInt32 { key.count == 1 ? key[0].length : key.reduce(0) { $0 + $1.paddedLength } }
  }

  /// An element's key: one value or, in an interval set, the values from first to last.
  package struct Key: Hashable, Sendable, Comparable {
    package var first: Octets
    package var last: Octets

    package init(_ value: Octets) { (first, last) = (value, value) }
    package init(_ first: Octets, _ last: Octets) { (self.first, self.last) = (first, last) }

    package static func < (left: Self, right: Self) -> Bool { (left.first, left.last) < (right.first, right.last) }
  }

  package enum Element: Hashable, Sendable {
    case member
    case data(Octets)
    case verdict(ChainVerdict)
  }

  package var declaration: Declaration
  package var elements: [Key: Element]

  package init(_ declaration: Declaration, _ elements: [Key: Element] = [:]) {
    self.declaration = declaration
    self.elements = elements
  }
}
