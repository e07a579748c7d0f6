/// Where a configuration's files are read from. Paths are the caller's: absolute, or relative to where it stands.
package protocol ConfigurationFiles: Sendable {
  /// What is in a folder, in no particular order; `nil` where there is no such folder.
  func names(in folder: String) throws(FileProblem) -> [String]?
  /// A file's bytes. Refuses what is not a regular file, and what is larger than the limit (in bytes).
  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8]
  /// Absolute and without symbolic links; `nil` where there is nothing.
  func realPath(of path: String) -> String?
}

/// Why a file could not be read.
package struct FileProblem: Error, Hashable {
  /// A clause that completes "The file …": `does not exist`.
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
