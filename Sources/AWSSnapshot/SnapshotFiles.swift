import Foundation

/// The files of a snapshot on disk.
struct SnapshotFiles {
  struct File {
    var path: String
    /// The folder it lies in; empty for a file that was named itself.
    var folder: String
  }

  /// All regular files in and below a folder, by path, without hidden ones; or the one file that the path names.
  ///
  /// Symbolic links are followed, each folder being entered once.
  static func list(at path: String) throws(SnapshotError) -> [File] {
    guard let isFolder = isFolder(path) else {
      throw .unreadable(path: path, reason: "there is no such file or folder")
    }
    guard isFolder else { return [File(path: path, folder: "")] }
    var files: [File] = []
    var visited: Set<String> = []
    var pending = [path]
    while let folder = pending.popLast() {
      let resolved = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
      guard visited.insert(resolved).inserted else { continue }
      for name in try names(in: folder) where !name.hasPrefix(".") {
        let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        switch Self.isFolder(path) {
        case true?: pending.append(path)
        case false?: if isRegular(path) { files.append(File(path: path, folder: folder)) }
        case nil: throw .unreadable(path: path, reason: "the symbolic link leads nowhere")
        }
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// A file's bytes, at most `SnapshotReader.maximumBytes`.
  static func read(_ path: String) throws(SnapshotError) -> [UInt8] {
    let limit = SnapshotReader.maximumBytes
    if let size = attribute(.size, of: path) as? NSNumber, size.intValue > limit {
      throw .tooLarge(file: path, bytes: size.intValue, limit: limit)
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    return Array(data)
  }

  private static func names(in folder: String) throws(SnapshotError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(path: folder, reason: error.localizedDescription)
    }
  }

  /// `nil` where nothing is there.
  private static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }

  private static func isRegular(_ path: String) -> Bool {
    attribute(.type, of: path) as? FileAttributeType == .typeRegular
  }

  private static func attribute(_ key: FileAttributeKey, of path: String) -> Any? {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try? FileManager.default.attributesOfItem(atPath: resolved)[key]
  }
}
