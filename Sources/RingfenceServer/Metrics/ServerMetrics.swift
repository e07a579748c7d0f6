import EC2API
import Synchronization

/// The figures of a running server: counts of requests, their times, connections; and gauges that others bring along.
///
/// The number of series is bounded, whatever clients send: an action that is not known counts as `other`, a request whose
/// signature did not hold as `unauthenticated`.
package final class ServerMetrics: Sendable {
  /// A figure that is asked for when the metrics are read.
  package struct Gauge: Sendable {
    let name: String
    let help: String
    let value: @Sendable () -> Double

    /// A gauge; its name in the form `ringfence_store_revision`.
    package init(_ name: String, help: String, value: @escaping @Sendable () -> Double) {
      self.name = name
      self.help = help
      self.value = value
    }
  }

  /// Why a connection was cut.
  enum Cut: String, CaseIterable, Sendable { case head, body, write, idle }

  private struct ActionFigures {
    var statuses: [Int: UInt64] = [:]
    var times = Histogram()
  }

  private struct Figures {
    var actions: [String: ActionFigures] = [:]
    var failures: [String: UInt64] = [:]
    var cuts: [Cut: UInt64] = [:]
  }

  private let figures = Mutex(Figures())
  private let inFlight = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)
  private let accepted = Atomic<Int>(0)
  private let knownActions: Set<String>
  private let gauges: [Gauge]

  /// Figures for requests to these actions.
  package init(knownActions: some Sequence<String>, gauges: [Gauge] = []) {
    self.knownActions = Set(knownActions)
    self.gauges = gauges
  }

  /// The label of an action in metrics and logs.
  func label(of record: APIExchange.Record) -> String {
    guard record.accessKeyID != nil else { return "unauthenticated" }
    guard let action = record.action, knownActions.contains(action) else { return "other" }
    return action
  }

  // MARK: What happened

  func requestBegan() { inFlight.add(1, ordering: .relaxed) }

  func requestEnded(_ label: String, status: Int, seconds: Double, failure: AuthenticationFailure?) {
    inFlight.subtract(1, ordering: .relaxed)
    figures.withLock { figures in
      figures.actions[label, default: ActionFigures()].statuses[status, default: 0] &+= 1
      figures.actions[label, default: ActionFigures()].times.record(seconds)
      if let failure { figures.failures[failure.label, default: 0] &+= 1 }
    }
  }

  func connectionOpened() {
    connections.add(1, ordering: .relaxed)
    accepted.add(1, ordering: .relaxed)
  }

  func connectionClosed() { connections.subtract(1, ordering: .relaxed) }

  func connectionCut(_ reason: Cut) {
    figures.withLock { $0.cuts[reason, default: 0] &+= 1 }
  }

  // MARK: Reading

  /// Everything in the text format of Prometheus.
  package func text() -> String {
    let figures = figures.withLock { $0 }
    var text = PrometheusText()
    text.family("ringfence_requests_total", .counter, "Requests to the API by action and HTTP status.")
    let actions = figures.actions.sorted { $0.key < $1.key }
    for (action, figures) in actions {
      for (status, count) in figures.statuses.sorted(by: { $0.key < $1.key }) {
        text.sample("ringfence_requests_total", [("action", action), ("status", "\(status)")], Double(count))
      }
    }
    text.family("ringfence_request_duration_seconds", .histogram, "Time from the whole request to the response.")
    for (action, figures) in actions {
      text.histogram("ringfence_request_duration_seconds", [("action", action)], figures.times)
    }
    text.family("ringfence_requests_in_flight", .gauge, "Requests that are being answered.")
    text.sample("ringfence_requests_in_flight", [], Double(inFlight.load(ordering: .relaxed)))
    text.family("ringfence_authentication_failures_total", .counter, "Requests that were not let in, by reason.")
    for (reason, count) in figures.failures.sorted(by: { $0.key < $1.key }) {
      text.sample("ringfence_authentication_failures_total", [("reason", reason)], Double(count))
    }
    text.family("ringfence_connections", .gauge, "Open connections.")
    text.sample("ringfence_connections", [], Double(connections.load(ordering: .relaxed)))
    text.family("ringfence_connections_total", .counter, "Connections since the start.")
    text.sample("ringfence_connections_total", [], Double(accepted.load(ordering: .relaxed)))
    text.family("ringfence_connections_cut_total", .counter, "Connections cut because the client was too slow.")
    for reason in Cut.allCases {
      text.sample(
        "ringfence_connections_cut_total",
        [("waiting_for", reason.rawValue)],
        Double(figures.cuts[reason] ?? 0)
      )
    }
    for gauge in gauges {
      text.family(gauge.name, .gauge, gauge.help)
      text.sample(gauge.name, [], gauge.value())
    }
    return text.text
  }
}

extension AuthenticationFailure {
  /// One word for metrics and logs.
  var label: String {
    switch self {
    case .missing: "missing"
    case .incomplete: "incomplete"
    case .scope: "scope"
    case .skewed: "skewed"
    case .expired: "expired"
    case .unknownKey: "unknown_key"
    case .mismatch: "mismatch"
    case .unavailable: "unavailable"
    }
  }
}
