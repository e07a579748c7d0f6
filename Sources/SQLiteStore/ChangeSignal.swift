import Synchronization

/// Tells whoever waits that the database may have changed. It carries nothing: who is told looks for himself, so a
/// signal too many costs a look, and several in a row may become one.
final class ChangeSignal: Sendable {
  private struct Waiters {
    var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextNumber = 0
    var isFinished = false
  }

  private let waiters = Mutex(Waiters())

  /// Signals from now on; it ends with ``finish()``.
  func subscribe() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let number = waiters.withLock { waiters -> Int? in
      guard !waiters.isFinished else { return nil }
      waiters.nextNumber += 1
      waiters.continuations[waiters.nextNumber] = continuation
      return waiters.nextNumber
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.waiters.withLock { $0.continuations.removeValue(forKey: number) }
    }
    return stream
  }

  func raise() {
    for continuation in waiters.withLock({ Array($0.continuations.values) }) { continuation.yield() }
  }

  /// Ends every subscription, and those to come.
  func finish() {
    let ended = waiters.withLock { waiters in
      waiters.isFinished = true
      return Array(waiters.continuations.values)
    }
    for continuation in ended { continuation.finish() }
  }
}
