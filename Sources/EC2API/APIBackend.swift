package import EC2Shapes

/// What carries out calls: everything behind the wire.
package protocol APIBackend: Sendable {
  /// The answer to a call whose caller is known and may make it. Errors are answers too.
  func answer(_ call: APICall) async -> APIAnswer
}

/// One call: who wants what.
package struct APICall: Sendable {
  /// The service that the request was signed for.
  package let service: APIService
  /// The parameters: of the body of a POST, of the query of a GET. Without those of the signature.
  package let parameters: QueryParameters
  /// Who calls.
  package let caller: Caller
  /// The identifier of the request, which the answer must carry.
  package let requestID: String
  /// When the request was received.
  package let receivedAt: Timestamp

  /// A call from its parts.
  package init(
    service: APIService,
    parameters: QueryParameters,
    caller: Caller,
    requestID: String,
    receivedAt: Timestamp
  ) {
    self.service = service
    self.parameters = parameters
    self.caller = caller
    self.requestID = requestID
    self.receivedAt = receivedAt
  }
}

/// The answer to a call.
package struct APIAnswer: Sendable, Hashable {
  /// The HTTP status.
  package var status: Int
  /// The body.
  package var body: [UInt8]
  /// The value of `Content-Type`.
  package var contentType: String
  /// The code of the error that the body tells of, for the log and the metrics; nil for success.
  package var errorCode: String?

  /// An answer from its parts.
  package init(status: Int = 200, body: [UInt8], contentType: String = Self.xml, errorCode: String? = nil) {
    self.status = status
    self.body = body
    self.contentType = contentType
    self.errorCode = errorCode
  }

  /// An error, as the service frames it.
  package init(_ error: EC2Error, of service: APIService, requestID: String) {
    let body =
      switch service {
      case .ec2: error.document(requestID: requestID)
      case .sts: error.tokenServiceDocument(requestID: requestID)
      }
    self.init(status: error.status, body: body, errorCode: error.code)
  }

  /// The media type of EC2's answers.
  package static let xml = "text/xml;charset=UTF-8"
}
