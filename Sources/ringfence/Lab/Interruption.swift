import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a question that work asks between its steps, so that it can end in order.
enum Interruption {
  private static let isRaised = Atomic(false)

  /// From now on the signals do not end the process. One that is ignored already, as SIGINT is in a shell's background
  /// jobs, stays so.
  static func begin() {
    // The first use initialises it, which a signal's handler must not.
    isRaised.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var present = sigaction()
      sigaction(number, nil, &present)
      let isIgnored = unsafeBitCast(present.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !isIgnored { signal(number) { _ in Interruption.isRaised.store(true, ordering: .relaxed) } }
    }
  }

  static var hasHappened: Bool { isRaised.load(ordering: .relaxed) }
}

/// Work that blocks, on a thread of its own: Swift's tasks have as many threads as there are processors.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}
