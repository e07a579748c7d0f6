/// What functions such as `file` and `templatefile` may read. Nothing here reads files itself: who evaluates gives the
/// access, and decides what can be seen through it (the configuration's folder, and nothing that links out of it).
public protocol FileAccess: Sendable {
  /// The bytes of a file, at a path as the configuration says it.
  func contents(of path: String) throws(FileAccessError) -> [UInt8]

  /// Whether there is a regular file at a path.
  func fileExists(at path: String) throws(FileAccessError) -> Bool

  /// Paths of all regular files below a folder, relative to it, with `/` between their parts.
  func files(below path: String) throws(FileAccessError) -> [String]

  /// The absolute path of the folder that relative paths start from.
  var workingDirectory: String { get }

  /// What `~` stands for, where that is to be known.
  var homeDirectory: String? { get }
}

/// Why something can't be read.
public struct FileAccessError: Error, Hashable, Sendable {
  /// A clause without a full stop, as errors quote it: `no file exists at "a.txt"`.
  public var message: String
  /// Whether what is there may not be seen from here, so that nothing is known of it.
  public var isOutOfReach: Bool

  /// An error with a reason.
  public init(_ message: String, isOutOfReach: Bool = false) {
    self.message = message
    self.isOutOfReach = isOutOfReach
  }
}
