import Foundation
import LinuxDataPlane
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Work in network namespaces, from threads that are in them.
enum NamespaceVisit {
  /// Runs something in a namespace and waits for it.
  static func run<Value: Sendable>(
    _ name: String,
    _ body: @escaping @Sendable () throws(LabError) -> Value
  ) throws(LabError) -> Value {
    let result: Result<Value, LabError>
    do {
      result = try NamespaceThread(.named(name)).run {
        do throws(LabError) { return .success(try body()) } catch { return .failure(error) }
      }
    } catch let error as NamespaceError {
      throw LabError(error)
    } catch {
      throw LabError(.namespace, "cannot use network namespace \(name): \(error)")
    }
    return try result.get()
  }

  /// Writes values under `/proc/sys`, which shows each thread its own namespace's network.
  static func write(_ settings: [(path: String, value: String)]) throws(LabError) {
    for (name, value) in settings {
      let path = "/proc/sys/\(name)"
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      // A kernel without IPv6 has none of its settings.
      if descriptor < 0, errno == ENOENT, name.hasPrefix("net/ipv6/") { continue }
      guard descriptor >= 0 else { throw .file("open", path, code: errno) }
      defer { close(descriptor) }
      let bytes = Array(value.utf8)
      guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { throw .file("write", path, code: errno) }
    }
  }

  /// Calls `body` for each number below `count`, several at once, and waits for all. After an error, or when it is
  /// cancelled, no more are begun.
  static func concurrently(
    _ count: Int,
    isCancelled: @escaping @Sendable () -> Bool,
    _ body: @escaping @Sendable (Int) throws(LabError) -> Void
  ) throws(LabError) {
    struct Progress {
      var next = 0
      var failure: LabError?
    }
    let progress = Mutex(Progress())
    let workers = min(count, max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))
    let finished = DispatchSemaphore(value: 0)
    for _ in 0..<workers {
      let thread = Thread {
        while true {
          let index = progress.withLock { progress -> Int? in
            if progress.failure == nil, isCancelled() { progress.failure = .cancelled }
            guard progress.failure == nil, progress.next < count else { return nil }
            defer { progress.next += 1 }
            return progress.next
          }
          guard let index else { break }
          do throws(LabError) { try body(index) } catch {
            progress.withLock { $0.failure = $0.failure ?? error }
          }
        }
        finished.signal()
      }
      thread.start()
    }
    for _ in 0..<workers { finished.wait() }
    if let failure = progress.withLock({ $0.failure }) { throw failure }
  }
}
