/// An error as EC2 answers it: a code that programs compare, a message for people, an HTTP status.
///
/// Codes and texts are those of "Error codes for the Amazon EC2 API"
/// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html): SDKs, Terraform's provider and people's
/// scripts compare them letter by letter.
package struct EC2Error: Error, Hashable, Sendable {
  /// The code, as `InvalidGroup.NotFound`.
  package var code: String
  /// The sentence for people.
  package var message: String
  /// The HTTP status: 4xx is the caller's mistake, 5xx the server's.
  package var status: Int

  /// An error of this code and text; the caller's mistake unless told otherwise.
  package init(code: String, message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }
}

extension EC2Error: CustomStringConvertible {
  /// The error as the AWS CLI shows it: `(InvalidGroup.NotFound) The security group …`.
  package var description: String { "(\(code)) \(message)" }
}

// MARK: - What is wrong with a request, whatever its action

extension EC2Error {
  /// There is no `Action` parameter.
  package static let missingAction = EC2Error(
    code: "MissingAction",
    message: "The request must contain the parameter Action"
  )

  /// The `Action` is none that is served here, or none of this `Version`.
  package static func invalidAction(_ action: String, version: String?) -> EC2Error {
    let version = version.map { "version \(shortened($0))" } ?? "this web service"
    return EC2Error(code: "InvalidAction", message: "The action \(shortened(action)) is not valid for \(version).")
  }

  /// A parameter that the action needs is absent.
  package static func missingParameter(_ name: String) -> EC2Error {
    EC2Error(code: "MissingParameter", message: "The request must contain the parameter \(name)")
  }

  /// A parameter that the action does not have.
  package static func unknownParameter(_ name: String) -> EC2Error {
    EC2Error(code: "UnknownParameter", message: "The parameter \(shortened(name)) is not recognized")
  }

  /// A value that its parameter can't take. `reason` is a sentence, its full stop included.
  package static func invalidParameterValue(_ value: String, parameter: String, reason: String) -> EC2Error {
    EC2Error(
      code: "InvalidParameterValue",
      message: "Value (\(shortened(value))) for parameter \(parameter) is invalid. \(reason)"
    )
  }

  /// Parameters that exclude each other.
  package static func invalidParameterCombination(_ message: String) -> EC2Error {
    EC2Error(code: "InvalidParameterCombination", message: message)
  }

  /// The request is no well-formed form body, or exceeds what is read of one.
  package static func malformedQueryString(_ message: String) -> EC2Error {
    EC2Error(code: "MalformedQueryString", message: message)
  }

  /// The request was sound and permitted, and `DryRun` asked for no more than to know that.
  package static let dryRunOperation = EC2Error(
    code: "DryRunOperation",
    message: "Request would have succeeded, but DryRun flag is set.",
    status: 412
  )

  /// The caller may not do this.
  package static let unauthorizedOperation = EC2Error(
    code: "UnauthorizedOperation",
    message: "You are not authorized to perform this operation.",
    status: 403
  )

  /// The server failed; the caller may try again.
  package static let internalError = EC2Error(
    code: "InternalError",
    message: "An internal error has occurred",
    status: 500
  )

  /// What others sent is repeated to them, and logged, only so far.
  private static func shortened(_ text: String) -> String {
    let limit = 256
    guard text.utf8.count > limit else { return text }
    return String(text.unicodeScalars.prefix(limit)) + "…"
  }
}
