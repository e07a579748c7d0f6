import CNetfilter
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread that lives in one network namespace and runs what it is given, one piece after the other.
///
/// A namespace is a property of a thread, and Swift's tasks wander between threads. So everything that opens sockets
/// in a namespace does it here. As an actor's executor it lets the actor's methods call netlink as if there were no
/// other namespace:
///
///     actor Enforcer {
///       private let thread: NamespaceThread
///       nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
///     }
package final class NamespaceThread: SerialExecutor {
  package let namespace: NetworkNamespace

  private struct Queue {
    var jobs: [@Sendable () -> Void] = []
    var isClosed = false
  }

  private let queue = Mutex(Queue())
  private let available = DispatchSemaphore(value: 0)

  /// Starts the thread and waits until it is in its namespace.
  package init(_ namespace: NetworkNamespace) throws(NamespaceError) {
    self.namespace = namespace
    let entered = DispatchSemaphore(value: 0)
    let failure = Mutex<NamespaceError?>(nil)
    // The thread keeps this object for as long as it has work, and ends when it is gone.
    let (queue, available) = (WeakThread(self), available)
    let thread = Thread {
      do throws(NamespaceError) {
        try Self.enter(namespace)
      } catch {
        failure.withLock { $0 = error }
      }
      entered.signal()
      if failure.withLock({ $0 != nil }) { return }
      while true {
        available.wait()
        guard let owner = queue.thread, let job = owner.next() else { return }
        job()
      }
    }
    thread.name = "netns \(namespace)"
    thread.start()
    entered.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  deinit { available.signal() }

  private final class WeakThread: Sendable {
    private let reference: Mutex<Weak>
    private struct Weak { weak var thread: NamespaceThread? }

    init(_ thread: NamespaceThread) { reference = Mutex(Weak(thread: thread)) }
    var thread: NamespaceThread? { reference.withLock { $0.thread } }
  }

  private func next() -> (@Sendable () -> Void)? {
    queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }

  private func submit(_ job: @escaping @Sendable () -> Void) {
    queue.withLock { $0.jobs.append(job) }
    available.signal()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    submit { [unowned self] in job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Runs something in the namespace and waits for it; for callers that are no tasks.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Value, any Error>?>(nil)
    submit {
      let value = Result { try body() }
      result.withLock { $0 = value }
      done.signal()
    }
    done.wait()
    guard let value = result.withLock({ $0 }) else {
      throw NamespaceError(namespace: namespace, step: "use", code: EINTR)
    }
    return try value.get()
  }

  private static func enter(_ namespace: NetworkNamespace) throws(NamespaceError) {
    guard let path = namespace.path else { return }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw NamespaceError(namespace: namespace, step: "open", code: errno) }
    defer { close(descriptor) }
    guard setns(descriptor, Int32(ringfence_network_namespace)) == 0 else {
      throw NamespaceError(namespace: namespace, step: "enter", code: errno)
    }
  }
}

/// Why a namespace could not be used.
package struct NamespaceError: Error, Hashable, Sendable, CustomStringConvertible {
  package let namespace: NetworkNamespace
  /// `open`, `enter`, …
  package let step: String
  /// `errno`.
  package let code: Int32

  package var description: String {
    let reason = String(cString: strerror(code))
    let hint = code == EPERM ? " (it takes CAP_SYS_ADMIN)" : code == ENOENT ? " (`ip netns` lists them)" : ""
    return "cannot \(step) \(namespace): \(reason)\(hint)"
  }
}
