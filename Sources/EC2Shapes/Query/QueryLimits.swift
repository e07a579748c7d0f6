/// How much of a request is read. Beyond, it is refused before it costs anything.
package struct QueryLimits: Hashable, Sendable {
  /// The bytes of the whole body.
  package var bytes: Int
  /// The parameters, signature included.
  package var parameters: Int
  /// The segments of a name: `IpPermissions.1.IpRanges.2.CidrIp` has five.
  package var depth: Int
  /// The bytes of a name.
  package var nameBytes: Int
  /// The bytes of a value.
  package var valueBytes: Int

  /// Far above any request that AWS's quotas permit: 1,000 rules with descriptions are 4,000 parameters in 200 kB, the
  /// largest value is `UserData` (16 KiB, in base64 and percent-encoded), the deepest name has eight segments.
  package static let standard = QueryLimits(
    bytes: 1 << 20,
    parameters: 16_384,
    depth: 12,
    nameBytes: 256,
    valueBytes: 1 << 16
  )

  /// Limits, each at least 1 to be of use.
  package init(bytes: Int, parameters: Int, depth: Int, nameBytes: Int, valueBytes: Int) {
    self.bytes = bytes
    self.parameters = parameters
    self.depth = depth
    self.nameBytes = nameBytes
    self.valueBytes = valueBytes
  }
}
