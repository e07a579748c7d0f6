import Foundation
import HCL

/// The files of one folder.
struct FolderAccess: FileAccess {
  let folder: URL

  var workingDirectory: String { folder.path }
  var homeDirectory: String? { folder.path }

  private func url(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
  }

  private func kind(of url: URL) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: url.path))?[.type] as? FileAttributeType
  }

  func contents(of path: String) throws(FileAccessError) -> [UInt8] {
    guard kind(of: url(path)) == .typeRegular, let data = FileManager.default.contents(atPath: url(path).path) else {
      throw FileAccessError("no file exists at \"\(path)\"")
    }
    return Array(data)
  }

  func fileExists(at path: String) throws(FileAccessError) -> Bool {
    switch kind(of: url(path)) {
    case nil: false
    case .typeRegular?: true
    default: throw FileAccessError("\"\(path)\" is not a regular file")
    }
  }

  func files(below path: String) throws(FileAccessError) -> [String] {
    let base = url(path)
    return (FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []).filter {
      kind(of: base.appendingPathComponent($0)) == .typeRegular
    }
  }
}
