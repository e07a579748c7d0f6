import Synchronization

/// Counts what is done and passes reports on, one at a time.
final class ProgressBoard: Sendable {
  private let total: Int
  private let report: @Sendable (FetchProgress) -> Void
  private let done = Mutex(0)

  init(total: Int, report: @escaping @Sendable (FetchProgress) -> Void) {
    self.total = total
    self.report = report
  }

  /// Reports one event. The callback runs under the lock: that keeps the reports in order.
  func note(_ event: FetchProgress.Event, region: String, action: String, pages: Int = 0, resources: Int = 0) {
    done.withLock { done in
      if case .finished = event { done += 1 }
      report(
        FetchProgress(
          region: region,
          action: action,
          event: event,
          pages: pages,
          resources: resources,
          done: done,
          total: total
        )
      )
    }
  }
}
