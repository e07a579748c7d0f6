import EC2API
import EC2Shapes
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore

/// Answers one request after the other: reads the body within its limit, asks the gateway, writes, counts, logs.
///
/// Given to Hummingbird's HTTP/1.1 channel directly. Its router would look at each path to find the one there is.
struct RequestHandler: Sendable {
  let gateway: APIGateway
  let operations: OperationsEndpoints
  let metrics: ServerMetrics
  let limits: ServerLimits
  let clock: HTTPDateClock
  let logger: Logger
  let accessLogLevel: Logger.Level

  func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    let target = request.head.path ?? "/"
    if target.utf8.dropFirst().first != nil, !target.hasPrefix("/?") {
      let path = target.prefix { $0 != "?" }
      if let answer = await operations.answer(method: request.method.rawValue, path: path) {
        return try await write(answer, isHead: request.method == .head, to: writer)
      }
    }

    let began = ContinuousClock.now
    metrics.requestBegan()
    let exchange: APIExchange
    var isTooLarge = false
    do {
      if request.headers[.expect]?.lowercased() == "100-continue" {
        try await writer.writeInformationalHead(HTTPResponse(status: .continue))
      }
      if let body = try await body(of: request) {
        exchange = await gateway.exchange(WireRequest(request, target: target, body: body))
      } else {
        isTooLarge = true
        exchange = gateway.refusal(
          EC2Error(
            code: "RequestEntityTooLarge",
            message: "The body is larger than \(limits.bodyBytes) bytes.",
            status: 413
          )
        )
      }
    } catch {
      // The client went away in the middle of its request, or was cut.
      metrics.requestEnded("incomplete", status: 499, seconds: seconds(since: began), failure: nil)
      throw error
    }

    let label = metrics.label(of: exchange.record)
    metrics.requestEnded(
      label,
      status: exchange.response.status,
      seconds: seconds(since: began),
      failure: exchange.record.failure
    )
    if logger.logLevel <= accessLogLevel { log(exchange, label, seconds: seconds(since: began), channel) }
    try await writer.write(
      response: head(of: exchange.response, closing: isTooLarge),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: exchange.response.body))
    )
  }

  /// The body, or nil when it is larger than it may be; then no more of it is read.
  private func body(of request: Request) async throws -> [UInt8]? {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes { return nil }
    var body: [UInt8] = []
    for try await buffer in request.body {
      guard body.count + buffer.readableBytes <= limits.bodyBytes else { return nil }
      body.append(contentsOf: buffer.readableBytesView)
    }
    return body
  }

  private func seconds(since began: ContinuousClock.Instant) -> Double {
    let (seconds, attoseconds) = (ContinuousClock.now - began).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  // MARK: Responses

  private func head(of response: WireResponse, closing: Bool) -> HTTPResponse {
    var fields = HTTPFields()
    fields.reserveCapacity(8)
    fields[.contentType] = response.contentType
    fields[.contentLength] = String(response.body.count)
    if let name = HTTPField.Name.requestID { fields[name] = response.requestID }
    fields[.date] = clock.date()
    fields[.cacheControl] = "no-cache, no-store"
    fields[.server] = "Ringfence"
    if let allow = response.allow { fields[.allow] = allow }
    if closing { fields[.connection] = "close" }
    return HTTPResponse(status: HTTPResponse.Status(code: response.status), headerFields: fields)
  }

  private func write(
    _ answer: OperationsEndpoints.Answer,
    isHead: Bool,
    to writer: consuming ResponseWriter
  ) async throws {
    var fields = HTTPFields()
    fields[.contentType] = answer.contentType
    fields[.contentLength] = String(answer.body.utf8.count)
    fields[.date] = clock.date()
    fields[.cacheControl] = "no-store"
    if let allow = answer.allow { fields[.allow] = allow }
    try await writer.write(
      response: HTTPResponse(status: HTTPResponse.Status(code: answer.status), headerFields: fields),
      body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
    )
  }

  // MARK: Log

  /// One line for a request: who, what, how it ended. No parameter, no signature, and of the action's name only what is
  /// known, so that nobody writes lines of their own into the log.
  private func log(_ exchange: APIExchange, _ label: String, seconds: Double, _ channel: any Channel) {
    let record = exchange.record
    var metadata: Logger.Metadata = [
      "request-id": "\(record.requestID)",
      "action": "\(label)",
      "status": "\(exchange.response.status)",
      "bytes": "\(exchange.response.body.count)",
      "microseconds": "\(Int((seconds * 1e6).rounded()))",
    ]
    if let service = record.service { metadata["service"] = "\(service.rawValue)" }
    if let key = record.accessKeyID { metadata["access-key"] = "\(key)" }
    if let code = record.errorCode { metadata["error"] = "\(code)" }
    if let failure = record.failure { metadata["failure"] = "\(failure.label)" }
    if let address = channel.remoteAddress?.ipAddress { metadata["client"] = "\(address)" }
    logger.log(level: accessLogLevel, "request", metadata: metadata)
    if case .unavailable(let error) = record.failure {
      logger.error("The access keys can't be read", metadata: ["error": "\(error)"])
    }
  }
}

extension HTTPField.Name {
  /// The field that AWS's clients look for the identifier of a request in.
  fileprivate static let requestID = Self("x-amzn-requestid")
}

extension WireRequest {
  /// The request as Hummingbird brings it. HTTP's `Host` field comes as the authority.
  fileprivate init(_ request: Request, target: String, body: [UInt8]) {
    var headers = HeaderFields(count: request.headers.count + 1)
    if let authority = request.head.authority {
      headers.append(name: "host".utf8, value: authority.utf8)
    }
    for field in request.headers {
      field.withUnsafeBytesOfValue { headers.append(name: field.name.canonicalName.utf8, value: $0) }
    }
    self.init(method: request.method.rawValue, target: target, headers: headers, body: body)
  }
}
