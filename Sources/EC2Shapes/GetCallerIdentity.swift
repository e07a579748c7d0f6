/// The one action of the Security Token Service that every client of AWS calls: who am I?
///
/// It speaks the `query` protocol, whose documents are framed otherwise than EC2's
/// (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
package struct GetCallerIdentityResponse: Hashable, Sendable {
  /// The unique identifier of the caller, as `AIDACKCEVSQ6C2EXAMPLE`.
  package var userId: String
  /// The twelve digits of the account.
  package var account: String
  /// The Amazon resource name of the caller.
  package var arn: String

  /// The answer for one caller.
  package init(userId: String, account: String, arn: String) {
    self.userId = userId
    self.account = account
    self.arn = arn
  }

  /// The value of the parameter `Action`.
  package static let action = "GetCallerIdentity"
  /// The value of the parameter `Version`, by which a request to STS is told from one to EC2.
  package static let version = "2011-06-15"

  /// The document that answers the request.
  package func document(requestID: String) -> [UInt8] {
    var xml = XMLWriter(capacity: 512)
    xml.declaration()
    xml.raw("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
    xml.element("GetCallerIdentityResult") { xml in
      xml.element("Arn", arn)
      xml.element("UserId", userId)
      xml.element("Account", account)
    }
    xml.element("ResponseMetadata") { xml in
      xml.element("RequestId", requestID)
    }
    xml.raw("</GetCallerIdentityResponse>")
    return xml.bytes
  }
}

extension EC2Error {
  /// The document that tells of this error to a client of the Security Token Service: `<ErrorResponse><Error>…`.
  package func tokenServiceDocument(requestID: String) -> [UInt8] {
    var xml = XMLWriter(capacity: 512)
    xml.declaration()
    xml.raw("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
    xml.element("Error") { xml in
      xml.element("Type", status < 500 ? "Sender" : "Receiver")
      xml.element("Code", code)
      xml.element("Message", message)
    }
    xml.element("RequestId", requestID)
    xml.raw("</ErrorResponse>")
    return xml.bytes
  }
}
