import Foundation

/// A file that only grows, a whole piece at a time.
final class AppendingFile {
  let path: String
  private let descriptor: Int32
  /// In bytes.
  private(set) var size: Int

  /// - Parameter mustBeNew: fail with EEXIST where the file is there already.
  init(path: String, mustBeNew: Bool) throws(FlowFileError) {
    self.path = path
    // Who talks to whom is nobody else's business.
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | (mustBeNew ? O_EXCL : 0), 0o640)
    guard descriptor >= 0 else { throw FlowFileError("open", path, errno) }
    var status = stat()
    size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  deinit { close(descriptor) }

  /// Whether the path still leads to this file: not when somebody removed or replaced it.
  var isInPlace: Bool {
    var mine = stat()
    var there = stat()
    return fstat(descriptor, &mine) == 0 && stat(path, &there) == 0 && mine.st_ino == there.st_ino
      && mine.st_dev == there.st_dev
  }

  /// Appends all of it. Where that fails, as on a full disk, nothing of it stays: no half line is left behind.
  func append(_ bytes: [UInt8]) throws(FlowFileError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if count < 0, errno == EINTR {
        continue
      } else {
        let code = count == 0 ? EIO : errno
        if written > 0 { _ = ftruncate(descriptor, off_t(size)) }
        throw FlowFileError("write", path, code)
      }
    }
    size += bytes.count
  }
}

/// A file or folder of flow logs that could not be used.
package struct FlowFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `open`, `write`, `read`, `create`, `rename`.
  package let step: String
  package let path: String
  /// `errno`.
  package let code: Int32

  package init(_ step: String, _ path: String, _ code: Int32) {
    self.step = step
    self.path = path
    self.code = code
  }

  package var description: String {
    let hint =
      switch code {
      case ENOSPC, EDQUOT: " (make room; what happens until then is counted, not kept)"
      case EACCES, EPERM: " (run as root, or as a user who may)"
      default: ""
      }
    return "cannot \(step) \(path): \(String(cString: strerror(code)))\(hint)"
  }
}

/// Folders of flow logs.
enum Folder {
  /// Makes a folder and those above it. Nothing happens where it is there.
  static func make(_ path: String) throws(FlowFileError) {
    if mkdir(path, 0o750) == 0 || errno == EEXIST {
      var status = stat()
      guard stat(path, &status) == 0 else { throw FlowFileError("create", path, errno) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw FlowFileError("create", path, ENOTDIR) }
      return
    }
    let code = errno
    let parent = (path as NSString).deletingLastPathComponent
    guard code == ENOENT, !parent.isEmpty, parent != path else { throw FlowFileError("create", path, code) }
    try make(parent)
    guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw FlowFileError("create", path, errno) }
  }

  /// The names in it, in no order.
  static func names(_ path: String) throws(FlowFileError) -> [String] {
    guard let folder = opendir(path) else { throw FlowFileError("read", path, errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
