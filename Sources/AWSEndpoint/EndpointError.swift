/// Why nothing, or not everything, could be fetched: what happened, where, and what to do about it.
package struct EndpointError: Error, Sendable, Hashable {
  /// The kind of failure, for callers that act on it.
  package enum Code: Sendable, Hashable {
    /// A flag, an environment variable or a configuration file says something impossible or unsupported.
    case configuration
    /// No credentials were found, or what should have given them failed.
    case credentials
    /// No region was found, or its name is not one.
    case region
    /// The endpoint could not be reached: refused, unknown name, reset, TLS.
    case connection
    /// The endpoint did not answer in time.
    case timeout
    /// A response was larger, or had more pages, than is read.
    case tooLarge
    /// The endpoint answered with something other than the API's responses.
    case malformedResponse
    /// The endpoint refused the call.
    case service(ServiceError)
    /// Calls that a snapshot cannot do without were refused.
    case essentialActionsMissing
    /// The files could not be written.
    case output
    /// The task was cancelled.
    case cancelled
  }

  /// The kind of failure.
  package var code: Code
  /// What happened, one sentence without a full stop.
  package var message: String
  /// What to do about it, if that is known.
  package var remedy: String?
  /// The place it is about, such as `~/.aws/config:12` or a URL.
  package var place: String?

  /// An error; `message` is one sentence without a full stop.
  package init(_ code: Code, _ message: String, remedy: String? = nil, place: String? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
  }
}

extension EndpointError: CustomStringConvertible {
  /// The place, the message and the remedy, on up to two lines.
  package var description: String {
    (place.map { "\($0): " } ?? "") + message + (remedy.map { "\n\($0)" } ?? "")
  }
}

/// An error response of the API.
package struct ServiceError: Error, Sendable, Hashable {
  /// The service's code, such as `UnauthorizedOperation`; empty when the body was not the API's.
  package var code: String
  /// The service's message, or the beginning of a body that was not the API's.
  package var message: String
  /// The request's identifier, to be given to AWS's support.
  package var requestID: String?
  /// The HTTP status.
  package var httpStatus: Int
  /// The action that was refused.
  package var action: String

  /// An error response from its parts.
  package init(code: String, message: String, requestID: String?, httpStatus: Int, action: String) {
    self.code = code
    self.message = message
    self.requestID = requestID
    self.httpStatus = httpStatus
    self.action = action
  }

  /// Whether the service asks for patience: throttling or a passing failure of its own.
  package var isTransient: Bool {
    Self.transientCodes.contains(code) || [429, 500, 502, 503, 504].contains(httpStatus)
  }

  /// Whether the endpoint does not know the action at all.
  package var isUnknownAction: Bool {
    Self.unknownActionCodes.contains(code) || httpStatus == 501
  }

  /// Whether the credentials themselves are at fault, so that every other call would fail as well.
  package var isAboutCredentials: Bool {
    Self.credentialCodes.contains(code)
  }

  private static let transientCodes: Set<String> = [
    "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
    "RequestThrottledException", "EC2ThrottledException", "TooManyRequestsException", "SlowDown",
    "BandwidthLimitExceeded", "PriorRequestNotComplete", "TransactionInProgressException", "InternalError",
    "InternalFailure", "ServiceUnavailable", "Unavailable", "RequestTimeout", "RequestTimeoutException",
  ]

  private static let unknownActionCodes: Set<String> = [
    "InvalidAction", "UnsupportedOperation", "NotImplemented", "NotImplementedError", "UnknownOperationException",
    "UnsupportedOperationException",
  ]

  private static let credentialCodes: Set<String> = [
    "AuthFailure", "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "IncompleteSignature",
    "InvalidAccessKeyId", "MissingAuthenticationToken", "OptInRequired", "PendingVerification", "RequestExpired",
    "SignatureDoesNotMatch", "Blocked", "UnrecognizedClientException",
  ]
}

extension EndpointError {
  /// An error response with the remedy that its code suggests.
  init(_ error: ServiceError, permission: String, endpoint: String, credentials: String) {
    let name = error.code.isEmpty ? "HTTP \(error.httpStatus)" : error.code
    let request = error.requestID.map { " (request \($0))" } ?? ""
    self.init(
      .service(error),
      "\(error.action): \(name): \(error.message)\(request)",
      remedy: Self.remedy(error, permission: permission, credentials: credentials),
      place: endpoint
    )
  }

  private static func remedy(_ error: ServiceError, permission: String, credentials: String) -> String? {
    switch error.code {
    case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException":
      "Allow \(permission) for this identity; `aws sts get-caller-identity` shows who it is."
    case "AuthFailure", "InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClientException":
      "The endpoint does not know the access key from \(credentials). Check that it is active and belongs to this "
        + "endpoint's account and partition, and that the region is enabled for the account."
    case "SignatureDoesNotMatch", "IncompleteSignature":
      "The secret access key from \(credentials) does not belong to the access key identifier, or something between "
        + "here and the endpoint changes the request."
    case "ExpiredToken", "ExpiredTokenException":
      "The session token from \(credentials) has expired: sign in again, for example with `aws sso login`, and "
        + "export the new credentials."
    case "RequestExpired", "RequestTimeTooSkewed":
      "Compare this machine's clock with the true time; a signature is good for a few minutes."
    case "OptInRequired": "Enable the region or the service for the account."
    case _ where error.isUnknownAction: "The endpoint does not offer this action."
    case _ where error.isTransient: "The endpoint was busy through all attempts; try again later."
    case "" where error.httpStatus == 404 || (300..<400).contains(error.httpStatus):
      "Check that the URL is that of an EC2 API endpoint."
    default: nil
    }
  }
}
