import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread that waits for sockets and calls somebody when there is something to read, until it is stopped.
final class CaptureLoop: Sendable {
  enum Signal: UInt8 {
    case stop = 0
    /// Call `attend` now, though nothing is due.
    case attention = 1
  }

  private let pipe: (read: Int32, write: Int32)
  private let ended = DispatchSemaphore(value: 0)
  private let isStopped = Mutex(false)

  /// - Parameters:
  ///   - descriptors: what to wait for.
  ///   - interval: how long to wait for them at most, `nil` for ever.
  ///   - make: makes, on the thread, what is called there: `true` where a socket has something, `false` where the
  ///     interval is over or attention was asked for.
  init(
    name: String,
    _ descriptors: [Int32],
    interval: Duration?,
    make: @escaping @Sendable () -> (_ isReadable: Bool) -> Void,
    end: @escaping @Sendable () -> Void
  ) throws(CaptureError) {
    var ends: [Int32] = [0, 0]
    guard makePipe(&ends) == 0 else { throw CaptureError(.own, "make a pipe", errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    pipe = (ends[0], ends[1])
    let (signals, ended) = (ends[0], ended)
    let thread = Thread {
      Self.run(descriptors, signals, interval, make())
      end()
      ended.signal()
    }
    thread.name = name
    thread.start()
  }

  private static func run(
    _ descriptors: [Int32],
    _ signals: Int32,
    _ interval: Duration?,
    _ attend: (Bool) -> Void
  ) {
    var waiting = (descriptors + [signals]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var due = interval.map { ContinuousClock.now + $0 }
    while true {
      let rest = due.map { max(0, ContinuousClock.now.duration(to: $0).components.seconds * 1000 + 1) } ?? -1
      let count = poll(&waiting, nfds_t(waiting.count), Int32(clamping: rest))
      if count < 0, errno != EINTR { return }
      var wantsAttention = false
      if waiting.last?.revents != 0 {
        var bytes = [UInt8](repeating: 0, count: 64)
        let length = read(signals, &bytes, bytes.count)
        let given = bytes.prefix(max(0, length)).map(Signal.init(rawValue:))
        if given.contains(.stop) { return }
        wantsAttention = given.contains(.attention)
      }
      if waiting.dropLast().contains(where: { $0.revents != 0 }) { attend(true) }
      if wantsAttention || due.map({ ContinuousClock.now >= $0 }) ?? false {
        attend(false)
        due = interval.map { ContinuousClock.now + $0 }
      }
    }
  }

  /// Calls as if the interval were over.
  func attend() { signal(.attention) }

  private func signal(_ signal: Signal) {
    isStopped.withLock { isStopped in
      guard !isStopped else { return }
      var byte = signal.rawValue
      _ = write(pipe.write, &byte, 1)
    }
  }

  /// Ends the thread and waits until it has: as long as it takes to handle what it is at, milliseconds. Once is
  /// enough; more is no harm.
  func stop() {
    signal(.stop)
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    if isFirst { ended.wait() }
  }

  deinit {
    stop()
    close(pipe.read)
    close(pipe.write)
  }
}

/// pipe(2), whose name the loop's own pipe hides.
private func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
