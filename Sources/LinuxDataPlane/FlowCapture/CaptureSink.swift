import Synchronization

/// Where captured batches go: a stream that holds so many and no more. What comes while it is full is dropped and
/// counted, for a reader that is slow must not hold up the kernel's.
struct CaptureSink<Element: Sendable>: Sendable {
  let stream: AsyncStream<Element>
  private let continuation: AsyncStream<Element>.Continuation

  init(capacity: Int) {
    (stream, continuation) = AsyncStream.makeStream(
      of: Element.self,
      bufferingPolicy: .bufferingOldest(max(1, capacity))
    )
  }

  /// - Returns: whether the batch was taken.
  func yield(_ element: Element) -> Bool {
    if case .enqueued = continuation.yield(element) { return true }
    return false
  }

  func finish() { continuation.finish() }
}
