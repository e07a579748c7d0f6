import IPAddressing

enum CanonicalBlock {
  /// A CIDR block as EC2 writes it; `nil` for what is none.
  static func text(_ text: String) -> String? {
    if let prefix = try? IPv4Prefix(canonicalizing: text) { return prefix.description }
    if let prefix = try? IPv6Prefix(canonicalizing: text) { return prefix.description }
    return nil
  }
}
