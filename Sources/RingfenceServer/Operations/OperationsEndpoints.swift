import Foundation

/// What operators and their tools ask: is it alive, is it ready, how is it doing; and the reset for test suites.
///
/// Unsigned, as probes and scrapers are. Nothing here tells what the network is made of.
struct OperationsEndpoints: Sendable {
  let metrics: ServerMetrics
  let readiness: @Sendable () async -> Readiness
  /// Nil unless the state lives in memory only.
  let reset: (@Sendable () async throws -> Void)?

  struct Answer {
    var status: Int
    var contentType: String
    var body: String
    var allow: String?

    static func json(_ value: some Encodable, status: Int = 200) -> Answer {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let body = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
      return Answer(status: status, contentType: "application/json", body: body + "\n")
    }

    static func notAllowed(_ methods: String) -> Answer {
      var answer = json(["message": "The method is not allowed here."], status: 405)
      answer.allow = methods
      return answer
    }
  }

  /// The answer to a request, or nil when the path is none of these.
  func answer(method: String, path: Substring) async -> Answer? {
    let isReading = method == "GET" || method == "HEAD"
    switch path {
    case "/health":
      guard isReading else { return .notAllowed("GET, HEAD") }
      return .json(["status": "alive"])
    case "/ready":
      guard isReading else { return .notAllowed("GET, HEAD") }
      let readiness = await readiness()
      return .json(ReadinessDocument(readiness), status: readiness.isReady ? 200 : 503)
    case "/metrics":
      guard isReading else { return .notAllowed("GET, HEAD") }
      return Answer(status: 200, contentType: PrometheusText.contentType, body: metrics.text())
    case "/_ringfence/reset":
      guard let reset else { return nil }
      guard method == "POST" else { return .notAllowed("POST") }
      do {
        try await reset()
        return .json(["status": "reset"])
      } catch {
        return .json(["message": "The state could not be reset: \(error)"], status: 500)
      }
    default:
      return nil
    }
  }

  private struct ReadinessDocument: Encodable {
    struct Check: Encodable {
      var name: String
      var ready: Bool
      var problem: String?
    }

    var ready: Bool
    var checks: [Check]
    var reasons: [String]

    init(_ readiness: Readiness) {
      ready = readiness.isReady
      checks = readiness.checks.map { Check(name: $0.name, ready: $0.problem == nil, problem: $0.problem) }
      reasons = readiness.checks.compactMap { check in check.problem.map { "\(check.name): \($0)" } }
    }
  }
}
