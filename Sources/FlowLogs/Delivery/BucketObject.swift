import Foundation

/// A file of a bucket that is being written, under a name that says so until it is complete.
final class BucketObject {
  private static let unfinished = ".unfinished"

  /// The name when it is complete.
  let path: String
  let opened: FlowTime
  private let file: AppendingFile

  var size: Int { file.size }
  var isInPlace: Bool { file.isInPlace }

  init(path: String, header: String, opened: FlowTime) throws(FlowFileError) {
    self.path = path
    self.opened = opened
    try Folder.make((path as NSString).deletingLastPathComponent)
    file = try AppendingFile(path: path + Self.unfinished, mustBeNew: true)
    try file.append(Array((header + "\n").utf8))
  }

  func append(_ bytes: [UInt8]) throws(FlowFileError) { try file.append(bytes) }

  func publish() throws(FlowFileError) {
    guard rename(path + Self.unfinished, path) == 0 else { throw FlowFileError("rename", path, errno) }
  }

  /// Completes what an earlier process left unfinished, and finds the files of a flow log, oldest first. O(files in
  /// the folder).
  static func recover(in folder: String, of id: FlowLogSubscription.ID) -> [String] {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    var found: [String] = []
    for case let name as String in names where name.contains("_\(id)_") {
      if name.hasSuffix(".log" + unfinished) {
        let complete = "\(folder)/\(name.dropLast(unfinished.count))"
        if rename("\(folder)/\(name)", complete) == 0 { found.append(complete) }
      } else if name.hasSuffix(".log") {
        found.append("\(folder)/\(name)")
      }
    }
    return found.sorted()
  }
}
