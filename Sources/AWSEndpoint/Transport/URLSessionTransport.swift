import AWSSignature
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// HTTP over `URLSession`, with what it leaves out: a bound on the size of a body, a deadline for a whole exchange,
/// and no redirects, since a signature is good for one host only.
///
/// A session keeps its delegate alive: call `invalidate()` when done.
final class URLSessionTransport: Sendable {
  private let session: URLSession
  private let exchanges: Exchanges

  init(maximumConnections: Int) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = maximumConnections
    configuration.httpShouldSetCookies = false
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    exchanges = Exchanges()
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
  }

  /// Ends all exchanges and lets go of the session.
  func invalidate() {
    session.invalidateAndCancel()
  }

  /// Sends `request` and waits for the whole response, at most for the request's time-out.
  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    if Task.isCancelled { throw .cancelled }
    var message = URLRequest(url: request.url)
    message.httpMethod = request.method
    message.timeoutInterval = request.timeout / .seconds(1)
    for header in request.headers {
      message.setValue(header.value, forHTTPHeaderField: header.name)
    }
    if !request.body.isEmpty { message.httpBody = Data(request.body) }
    let task = session.dataTask(with: message)
    let id = task.taskIdentifier
    let alarm = Task { [exchanges] in
      try? await Task.sleep(for: request.timeout)
      guard !Task.isCancelled else { return }
      exchanges.finish(id, .failure(.timedOut(request.timeout)))
      task.cancel()
    }
    defer { alarm.cancel() }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchanges.begin(id, limit: request.responseLimit, timeout: request.timeout, continuation)
        task.resume()
      }
    } onCancel: {
      exchanges.cancel(id)
      task.cancel()
    }
    return try outcome.get()
  }
}

/// The exchanges under way, and the delegate that feeds them.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<HTTPResponse, TransportFailure>

  private struct Exchange {
    var continuation: CheckedContinuation<Outcome, Never>
    var limit: Int
    var timeout: Duration
    var body: [UInt8] = []
  }

  private struct State {
    var underWay: [Int: Exchange] = [:]
    /// Ends that came before their beginning: tasks cancelled at once.
    var endedEarly: [Int: Outcome] = [:]
  }

  private let state = Mutex(State())

  func begin(_ id: Int, limit: Int, timeout: Duration, _ continuation: CheckedContinuation<Outcome, Never>) {
    let early = state.withLock { state in
      let early = state.endedEarly.removeValue(forKey: id)
      if early == nil {
        state.underWay[id] = Exchange(continuation: continuation, limit: limit, timeout: timeout)
      }
      return early
    }
    if let early { continuation.resume(returning: early) }
  }

  /// Ends an exchange; only the first end counts.
  func finish(_ id: Int, _ outcome: Outcome) {
    let exchange = state.withLock { $0.underWay.removeValue(forKey: id) }
    exchange?.continuation.resume(returning: outcome)
  }

  /// Ends an exchange as cancelled, also when it has not begun yet.
  func cancel(_ id: Int) {
    let exchange = state.withLock { state in
      let exchange = state.underWay.removeValue(forKey: id)
      if exchange == nil { state.endedEarly[id] = .failure(.cancelled) }
      return exchange
    }
    exchange?.continuation.resume(returning: .failure(.cancelled))
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let id = dataTask.taskIdentifier
    let exceeded = state.withLock { state -> Int? in
      guard let exchange = state.underWay[id] else { return nil }
      guard data.count <= exchange.limit - exchange.body.count else { return exchange.limit }
      state.underWay[id]?.body.append(contentsOf: data)
      return nil
    }
    if let exceeded {
      finish(id, .failure(.bodyTooLarge(limit: exceeded)))
      dataTask.cancel()
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let id = task.taskIdentifier
    guard let exchange = state.withLock({ $0.underWay[id] }) else { return }
    if let error {
      finish(id, .failure(Self.failure(error, timeout: exchange.timeout)))
    } else if let response = task.response as? HTTPURLResponse {
      finish(id, .success(HTTPResponse(status: response.statusCode, body: exchange.body)))
    } else {
      finish(id, .failure(.interrupted("the answer was not HTTP")))
    }
  }

  private static func failure(_ error: any Error, timeout: Duration) -> TransportFailure {
    guard let error = error as? URLError else { return .other(error.localizedDescription) }
    return switch error.code {
    case .cannotConnectToHost: .refused
    case .cannotFindHost, .dnsLookupFailed: .unknownHost
    case .timedOut: .timedOut(timeout)
    case .networkConnectionLost, .badServerResponse, .cannotParseResponse, .zeroByteResource:
      .interrupted(error.localizedDescription)
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot, .clientCertificateRejected,
      .clientCertificateRequired:
      .tls(error.localizedDescription)
    case .cancelled: .cancelled
    // Where URLSession stands on curl, failures of TLS have no code of their own, only curl's words.
    case _ where ["SSL", "TLS", "certificate"].contains(where: error.localizedDescription.contains):
      .tls(error.localizedDescription)
    default: .other(error.localizedDescription)
    }
  }
}
