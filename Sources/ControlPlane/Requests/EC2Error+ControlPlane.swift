package import EC2Shapes

extension EC2Error {
  /// The store cannot be written. AWS's code for an overloaded service: clients try again.
  package static func unavailable(_ reason: String) -> EC2Error {
    EC2Error(
      code: "Unavailable",
      message: "The server is overloaded and can't handle the request. (\(reason))",
      status: 503
    )
  }

  /// Something else hangs on the resource.
  package static func dependencyViolation(_ message: String) -> EC2Error {
    EC2Error(code: "DependencyViolation", message: message)
  }

  package static func invalidParameterValue(_ message: String) -> EC2Error {
    EC2Error(code: "InvalidParameterValue", message: message)
  }

  /// A client token that was used with other parameters.
  static let idempotentParameterMismatch = EC2Error(
    code: "IdempotentParameterMismatch",
    message: "The request uses the same client token as a previous, but non-identical request. "
      + "Do not reuse a client token with different requests, unless the requests are identical"
  )
}
