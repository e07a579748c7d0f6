import AWSSignature
import Foundation

/// A service with a Query API: forms in, XML out.
enum QueryService: String, Sendable, Hashable {
  case ec2, rds

  /// How this service's responses are read.
  var shapes: ShapeTable {
    switch self {
    case .ec2: .ec2
    case .rds: .rds
    }
  }
}

/// What bounds a fetch from a server that does not behave.
package struct FetchLimits: Sendable, Hashable {
  /// The longest that one call may take.
  package var timeout: Duration
  /// The most bytes of one response.
  package var responseBytes: Int
  /// The most pages of one action.
  package var pages: Int
  /// The largest page asked for; each action has a limit of its own besides.
  package var pageSize: Int

  /// Limits that no ordinary account comes near.
  package init(
    timeout: Duration = .seconds(60),
    responseBytes: Int = 64 << 20,
    pages: Int = 10_000,
    pageSize: Int = 1000
  ) {
    self.timeout = timeout
    self.responseBytes = responseBytes
    self.pages = pages
    self.pageSize = pageSize
  }
}

/// Calls actions of one service at one endpoint.
struct QueryClient: Sendable {
  let service: QueryService
  let endpoint: URL
  let region: String
  let credentials: Credentials
  /// Where the credentials came from, for remedies.
  let credentialsSource: String
  let limits: FetchLimits
  let retry: RetryPolicy
  let send: HTTPSend

  /// Calls `action` until it answers, the attempts run out or the failure is one that stays.
  func call(_ action: String, _ parameters: [QueryItem]) async throws(EndpointError) -> [UInt8] {
    var attempt = 0
    var random = SystemRandomNumberGenerator()
    while true {
      attempt += 1
      let error: EndpointError
      let attempts: Int
      do throws(TransportFailure) {
        let response = try await send(request(action, parameters))
        if response.status == 200 { return response.body }
        let refusal = ServiceErrorDecoder.decode(response.body, status: response.status, action: action)
        error = EndpointError(
          refusal,
          permission: "\(service.rawValue):\(action)",
          endpoint: endpoint.absoluteString,
          credentials: credentialsSource
        )
        attempts = refusal.isTransient ? retry.attempts(after: refusal) : 1
      } catch {
        attempts = if case .timedOut = error { retry.attemptsWithoutAnswer } else { retry.attempts }
        if !error.isTransient || attempt >= attempts { throw EndpointError(error, url: endpoint) }
        try await pause(afterAttempt: attempt, using: &random)
        continue
      }
      if attempt >= attempts { throw error }
      try await pause(afterAttempt: attempt, using: &random)
    }
  }

  private func pause(
    afterAttempt attempt: Int,
    using random: inout SystemRandomNumberGenerator
  ) async throws(EndpointError) {
    do {
      try await Task.sleep(for: retry.delay(afterAttempt: attempt, using: &random))
    } catch {
      throw EndpointError(.cancelled, "cancelled", place: endpoint.absoluteString)
    }
  }

  /// The signed request. Each attempt is signed anew, since a signature ages.
  private func request(_ action: String, _ parameters: [QueryItem]) -> HTTPRequest {
    let form = [QueryItem("Action", action), QueryItem("Version", service.shapes.apiVersion)] + parameters
    let body = Array(PercentEncoding.form(form).utf8)
    let path = endpoint.path(percentEncoded: true)
    let signed = SignatureV4.sign(
      SignableRequest(
        method: "POST",
        path: path.isEmpty ? "/" : path,
        headers: [
          HeaderField("Host", Self.hostField(of: endpoint)),
          HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        ],
        payloadHash: SignableRequest.payloadHash(of: body)
      ),
      with: credentials,
      region: region,
      service: service.rawValue,
      at: Date()
    )
    return HTTPRequest(
      method: "POST",
      url: endpoint,
      // The transport writes Host from the URL, in the same form.
      headers: signed.headers.filter { $0.name != "Host" } + [HeaderField("User-Agent", "ringfence")],
      body: body,
      timeout: limits.timeout,
      responseLimit: limits.responseBytes
    )
  }

  /// The `Host` field for a URL: with the port unless it is the scheme's own.
  static func hostField(of url: URL) -> String {
    let name = url.host(percentEncoded: true) ?? ""
    let host = name.contains(":") && !name.hasPrefix("[") ? "[\(name)]" : name
    let standard = url.scheme == "http" ? 80 : 443
    guard let port = url.port, port != standard else { return host }
    return "\(host):\(port)"
  }
}
