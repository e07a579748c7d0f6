import Synchronization

/// Where access keys are looked up, once for every request: a revoked key must be refused from its next request on.
/// An implementation that reads a disk should keep the keys in memory.
package protocol AccessKeyDirectory: Sendable {
  /// The key of this name, or nil when there is none or it was revoked.
  func accessKey(_ id: String) async throws(AccessKeyDirectoryError) -> AccessKey?
}

/// The directory could not answer: nobody can be let in, and the client may try again.
package struct AccessKeyDirectoryError: Error, Hashable, CustomStringConvertible {
  /// What went wrong, for the log; clients do not see it.
  package let description: String

  /// An error that says what went wrong.
  package init(_ description: String) {
    self.description = description
  }
}

/// Access keys that live as long as the process.
package final class InMemoryAccessKeys: AccessKeyDirectory {
  private let keys: Mutex<[String: AccessKey]>

  /// A directory of these keys. Of two with one name the latter counts.
  package init(_ keys: [AccessKey] = []) {
    self.keys = Mutex(Dictionary(keys.map { ($0.id, $0) }) { $1 })
  }

  package func accessKey(_ id: String) -> AccessKey? {
    keys.withLock { $0[id] }
  }

  /// Adds a key, or replaces the one of its name.
  package func insert(_ key: AccessKey) {
    keys.withLock { $0[key.id] = key }
  }

  /// Revokes a key; false when there is none of this name.
  @discardableResult
  package func revoke(_ id: String) -> Bool {
    keys.withLock { $0.removeValue(forKey: id) != nil }
  }
}
