package import ControlPlane
package import EC2API
package import SQLiteStore

/// The access keys of a database, for the wire to look up.
package struct StoredAccessKeys: AccessKeyDirectory {
  private let keys: SQLiteAccessKeys

  package init(_ keys: SQLiteAccessKeys) { self.keys = keys }

  package func accessKey(_ id: String) async throws(AccessKeyDirectoryError) -> AccessKey? {
    if let key = keys.cached(id) { return key }
    return await keys.find(id)
  }
}
