/// What a rule carries for its readers: a comment for people, as `nft` writes it, and the rule's fingerprint. Each is a
/// type, a length and bytes; `nft` passes over types that it does not know.
struct RuleUserData {
  var fingerprint: UInt64?
  var comment: String?

  private static let commentType: UInt8 = 0
  private static let fingerprintType: UInt8 = 0x52

  init(fingerprint: UInt64, comment: String?) {
    self.fingerprint = fingerprint
    self.comment = comment
  }

  /// What another process, or another program, wrote.
  init(_ bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    while rest.count >= 2 {
      let type = rest.removeFirst()
      let length = Int(rest.removeFirst())
      let value = rest.prefix(length)
      guard value.count == length else { return }
      rest = rest.dropFirst(length)
      switch type {
      case Self.commentType: comment = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
      case Self.fingerprintType where length == 8: fingerprint = value.reduce(0) { $0 << 8 | UInt64($1) }
      default: break
      }
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    if let comment {
      // The longest that nft reads, with the zero at its end.
      let text = Array(comment.utf8.prefix(127)) + [0]
      bytes += [Self.commentType, UInt8(truncatingIfNeeded: text.count)] + text
    }
    if let fingerprint { bytes += [Self.fingerprintType, 8] + Octets(fingerprint).bytes }
    return bytes
  }
}
