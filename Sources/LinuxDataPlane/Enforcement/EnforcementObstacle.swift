#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why this process cannot enforce on this machine.
package enum EnforcementObstacle: Error, Hashable, Sendable, CustomStringConvertible {
  /// It lacks the capability to speak with nftables.
  case notPermitted
  /// Another process enforces: two would undo each other's work.
  case otherProcess(id: Int32?)
  case failed(String)

  package var description: String {
    switch self {
    case .notPermitted:
      "it takes CAP_NET_ADMIN, and CAP_SYS_ADMIN for namespaces: run it as root, or with these capabilities"
    case .otherProcess(let id): "another process\(id.map { " (\($0))" } ?? "") enforces on this machine already"
    case .failed(let reason): reason
    }
  }
}

/// Held by the one process of a machine that enforces; the kernel gives it back when the process is gone.
package final class EnforcementLock: Sendable {
  private let descriptor: Int32

  /// - Parameter folder: made where it is missing.
  package init(folder: String) throws(EnforcementObstacle) {
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw Self.obstacle("make \(folder)", errno) }
    let path = "\(folder)/enforcement.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.obstacle("open \(path)", errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      var buffer = [UInt8](repeating: 0, count: 32)
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      close(descriptor)
      guard code == EWOULDBLOCK else { throw Self.obstacle("lock \(path)", code) }
      let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      throw .otherProcess(id: text.split(separator: "\n").first.flatMap { Int32($0) })
    }
    let owner = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = owner.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    self.descriptor = descriptor
  }

  // A child that another thread has just forked may hold the file a moment longer.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func obstacle(_ step: String, _ code: Int32) -> EnforcementObstacle {
    if code == EACCES || code == EPERM { return .notPermitted }
    return .failed("cannot \(step): \(String(cString: strerror(code)))")
  }
}
