/// Why a snapshot was refused as a whole.
///
/// Refused is what leaves no way to tell what is missing: a file that cannot be read, is not JSON, or
/// is JSON of another shape than the AWS CLI prints. One unreadable resource in an otherwise sound file
/// is left out instead, with a `SnapshotDiagnostic`.
package enum SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder cannot be opened or listed.
  case unreadable(path: String, reason: String)
  /// The file is larger than `SnapshotReader.maximumBytes`.
  case tooLarge(file: String, bytes: Int, limit: Int)
  /// The file is not JSON from here on. Lines and columns count from one, columns in Unicode scalars.
  case damaged(file: String, line: Int, column: Int, problem: String)
  /// JSON, but not what the AWS CLI prints: no array under a key, no identifier in an element.
  case unexpectedShape(file: String, path: String, problem: String)
  /// No file held anything that makes up a network.
  case nothingUsed(path: String)

  package var description: String { text.presentable }

  private var text: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .tooLarge(let file, let bytes, let limit):
      "\(file): \(bytes) bytes are more than the \(limit) bytes that are read as one file; split it by region or kind"
    case .damaged(let file, let line, let column, let problem): "\(file):\(line):\(column): damaged JSON: \(problem)"
    case .unexpectedShape(let file, let path, let problem): "\(file): \(path): \(problem)"
    case .nothingUsed(let path):
      "\(path): nothing here is the output of an AWS CLI command that describes a network"
        + " (such as aws ec2 describe-security-groups, with its key SecurityGroups)"
    }
  }
}
