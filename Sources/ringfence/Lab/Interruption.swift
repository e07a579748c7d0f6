import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a question that work asks between its steps, so that it can end in order.
final class Interruption: Sendable {
  private let isRaised = Mutex(false)

  /// The one of this process.
  static let shared = Interruption()

  /// From now on the signals end the process no more.
  static func begin() -> Interruption {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [source] in
        _ = source
        shared.isRaised.withLock { $0 = true }
      }
      source.resume()
    }
    return shared
  }

  var hasHappened: Bool { isRaised.withLock { $0 } }
}

/// Work that blocks, on a thread of its own: Swift's tasks have as many threads as there are processors.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}
