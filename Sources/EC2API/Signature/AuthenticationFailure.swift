package import EC2Shapes

/// Why a request is not let in.
package enum AuthenticationFailure: Error, Hashable, Sendable {
  /// There is no signature.
  case missing
  /// The signature has not the form it must have; the text says what is wrong.
  case incomplete(String)
  /// The signature is for another place: service, region, day; the text says what is wrong.
  case scope(String)
  /// The time stamp of the signature is too far from this clock; the text says how far.
  case skewed(String)
  /// A presigned URL was used after its time; the text says by how much.
  case expired(String)
  /// There is no such key (any more), or a session token that nobody here gave out.
  case unknownKey
  /// The signature is not the one that this request has under this key.
  case mismatch
  /// The keys can't be looked up at the moment.
  case unavailable(AccessKeyDirectoryError)
}

/// The services whose requests are answered, by the names they have in the scope of a signature.
package enum APIService: String, Hashable, Sendable, CaseIterable {
  /// Elastic Compute Cloud.
  case ec2
  /// Security Token Service: who am I?
  case sts
}

extension AuthenticationFailure {
  /// The failure in the words of AWS.
  ///
  /// EC2 tells an unknown key and a wrong signature apart from nothing: both are `AuthFailure`, 401, with one sentence,
  /// and so is a skewed clock ("Error codes for the Amazon EC2 API" has the code; the AWS SDKs count it among those
  /// that a wrong clock may cause). The general errors `MissingAuthenticationToken`, `IncompleteSignature` and
  /// `RequestExpired` are as documented for every service. STS says more: `InvalidClientTokenId` and
  /// `SignatureDoesNotMatch`, both 403, with the reason in the message.
  package func error(of service: APIService) -> EC2Error {
    switch (self, service) {
    case (.missing, _):
      EC2Error(code: "MissingAuthenticationToken", message: "Request is missing Authentication Token", status: 403)
    case (.incomplete(let reason), _):
      EC2Error(code: "IncompleteSignature", message: reason, status: 400)
    case (.unavailable, .ec2):
      EC2Error(code: "Unavailable", message: "The access keys can't be read at the moment. Try again.", status: 503)
    case (.unavailable, .sts):
      EC2Error(code: "ServiceUnavailable", message: "The access keys can't be read at the moment.", status: 503)
    case (.scope(let reason), .ec2), (.skewed(let reason), .ec2):
      EC2Error(code: "AuthFailure", message: reason, status: 401)
    case (.expired, .ec2):
      EC2Error(code: "RequestExpired", message: "Request has expired.", status: 400)
    case (.unknownKey, .ec2), (.mismatch, .ec2):
      EC2Error(
        code: "AuthFailure",
        message: "AWS was not able to validate the provided access credentials",
        status: 401
      )
    case (.scope(let reason), .sts), (.skewed(let reason), .sts), (.expired(let reason), .sts):
      EC2Error(code: "SignatureDoesNotMatch", message: reason, status: 403)
    case (.unknownKey, .sts):
      EC2Error(
        code: "InvalidClientTokenId",
        message: "The security token included in the request is invalid.",
        status: 403
      )
    case (.mismatch, .sts):
      EC2Error(
        code: "SignatureDoesNotMatch",
        message: "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
          + "Access Key and signing method. Consult the service documentation for details.",
        status: 403
      )
    }
  }
}
