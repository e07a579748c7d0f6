import Crypto
import Synchronization

/// The signing keys of scopes that were used lately. Deriving one costs four HMACs, as much as all the rest of a
/// verification; a client uses the same for a day.
///
/// Bounded by two generations: when the young one is full it becomes the old one, and what the old one held is forgotten.
/// Only scopes of verified signatures are put in, so that a stranger can't drive out the keys of those who have one.
final class SigningKeyCache: Sendable {
  /// What is known of one scope.
  struct Entry: Sendable {
    /// The secret that the key was derived from: should the name of a key ever get another secret, this entry is void.
    let secret: String
    /// HMAC under the signing key, its first block done.
    let authenticator: HMAC<SHA256>
    /// The name of the access key.
    let keyID: String
    /// The region of the scope.
    let region: String
  }

  private struct Generations {
    var young: [[UInt8]: Entry] = [:]
    var old: [[UInt8]: Entry] = [:]
  }

  private let generations = Mutex(Generations())
  private let capacity: Int

  /// A cache of at most twice `capacity` keys.
  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// The entry of a credential: `keyid/date/region/service/aws4_request`.
  func entry(for credential: [UInt8]) -> Entry? {
    generations.withLock { generations in
      if let entry = generations.young[credential] { return entry }
      guard let entry = generations.old[credential] else { return nil }
      Self.insert(entry, for: credential, into: &generations, capacity)
      return entry
    }
  }

  /// Keeps the entry of a credential whose signature was verified.
  func insert(_ entry: Entry, for credential: [UInt8]) {
    generations.withLock { Self.insert(entry, for: credential, into: &$0, capacity) }
  }

  private static func insert(
    _ entry: Entry,
    for credential: [UInt8],
    into generations: inout Generations,
    _ capacity: Int
  ) {
    if generations.young.count >= capacity {
      generations.old = generations.young
      generations.young = [:]
    }
    generations.young[credential] = entry
  }

  /// How many keys are held.
  var count: Int { generations.withLock { $0.young.count + $0.old.count } }

  /// Derives the signing key of a scope: `HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), terminator)`.
  static func authenticator(secret: String, scope: ArraySlice<UInt8>) -> HMAC<SHA256> {
    var key = SymmetricKey(data: Array("AWS4\(secret)".utf8))
    for part in scope.split(separator: UInt8(ascii: "/")) {
      key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part), using: key))
    }
    return HMAC<SHA256>(key: key)
  }
}
