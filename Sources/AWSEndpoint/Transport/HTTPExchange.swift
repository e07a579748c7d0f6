package import AWSSignature
package import Foundation

/// A request to send.
package struct HTTPRequest: Sendable {
  /// The method, such as `POST`.
  package var method: String
  /// The whole URL.
  package var url: URL
  /// The header fields, without `Host`.
  package var headers: [HeaderField]
  /// The body; empty for none.
  package var body: [UInt8]
  /// How long the whole exchange may take.
  package var timeout: Duration
  /// The most bytes of a response body that are read.
  package var responseLimit: Int

  /// A request from its parts.
  package init(
    method: String,
    url: URL,
    headers: [HeaderField] = [],
    body: [UInt8] = [],
    timeout: Duration,
    responseLimit: Int
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.responseLimit = responseLimit
  }
}

/// A response that arrived in full.
package struct HTTPResponse: Sendable {
  /// The HTTP status.
  package var status: Int
  /// The body, decoded from any transfer coding.
  package var body: [UInt8]

  /// A response from its parts.
  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// Why there is no response.
package enum TransportFailure: Error, Sendable, Hashable {
  case refused
  case unknownHost
  case timedOut(Duration)
  /// The connection was lost on the way: a reset, an early end.
  case interrupted(String)
  /// No trust in the server's certificate, or no common TLS.
  case tls(String)
  case bodyTooLarge(limit: Int)
  case cancelled
  case other(String)

  /// Whether the same request may well succeed a moment later.
  var isTransient: Bool {
    switch self {
    case .timedOut, .interrupted: true
    case .refused, .unknownHost, .tls, .bodyTooLarge, .cancelled, .other: false
    }
  }
}

/// Sends requests. One closure, so that tests answer without a network.
package typealias HTTPSend = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse

extension EndpointError {
  /// The error of an exchange with `url` that had no response.
  init(_ failure: TransportFailure, url: URL) {
    let place = "\(url.scheme ?? "")://\(url.host ?? "")\(url.port.map { ":\($0)" } ?? "")"
    switch failure {
    case .refused:
      self.init(
        .connection,
        "connection refused",
        remedy: "Nothing listens there: check host and port, and that the server runs.",
        place: place
      )
    case .unknownHost:
      self.init(
        .connection,
        "the host name does not resolve",
        remedy: "Check the region's spelling (or --endpoint-url), and that this machine can resolve names.",
        place: place
      )
    case .timedOut(let limit):
      self.init(
        .timeout,
        "no full answer within \(limit)",
        remedy: "Check that a firewall or proxy lets this machine reach the endpoint.",
        place: place
      )
    case .interrupted(let detail): self.init(.connection, "the connection broke: \(detail)", place: place)
    case .tls(let detail):
      self.init(
        .connection,
        "no trusted TLS connection: \(detail)",
        remedy: "If the endpoint's certificate is signed by a private authority, add that to the system's trust "
          + "store; for a plain endpoint write http:// in --endpoint-url.",
        place: place
      )
    case .bodyTooLarge(let limit):
      self.init(
        .tooLarge,
        "the response is larger than \(limit) bytes",
        remedy: "Check that the URL is that of an EC2 API endpoint.",
        place: place
      )
    case .cancelled: self.init(.cancelled, "cancelled", place: place)
    case .other(let detail): self.init(.connection, detail, place: place)
    }
  }
}
