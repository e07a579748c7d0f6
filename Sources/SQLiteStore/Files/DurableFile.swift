import ControlPlane
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are whole and on the disk, or not there.
enum DurableFile {
  /// In bytes; `nil` where there is none.
  static func size(_ path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// The permission bits; `nil` where there is no file.
  static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// Writes a file that only its owner may read, under another name first.
  ///
  /// - Parameter replacing: whether a file of the name gives way; where not, one that is there stays as it is.
  /// - Returns: whether the name now is that of these contents.
  @discardableResult
  static func create(_ path: String, contents: [UInt8], replacing: Bool) throws -> Bool {
    let temporary = temporaryName(path)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("create", temporary) }
    defer { unlink(temporary) }
    var written = 0
    while written < contents.count {
      let count = contents[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure("write", temporary)
        close(descriptor)
        throw error
      }
      written += count
    }
    let isSynchronized = fsync(descriptor) == 0
    close(descriptor)
    guard isSynchronized else { throw failure("synchronize", temporary) }
    return try move(temporary, to: path, replacing: replacing)
  }

  /// Gives a file that is on the disk its name, at once.
  @discardableResult
  static func move(_ temporary: String, to path: String, replacing: Bool) throws -> Bool {
    if replacing {
      guard rename(temporary, path) == 0 else { throw failure("rename", temporary) }
    } else if link(temporary, path) == 0 {
      unlink(temporary)
    } else if errno == EEXIST {
      return false
    } else {
      throw failure("create", path)
    }
    try synchronize(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    return true
  }

  /// Where it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Waits until a file, or a directory's list of names, is on the disk.
  static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("synchronize", path) }
  }

  /// A name beside a file that nobody else uses.
  static func temporaryName(_ path: String) -> String { "\(path).\(UInt64.random(in: 0 ... .max)).tmp" }

  private static func failure(_ verb: String, _ path: String) -> StoreError {
    .unavailable("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
