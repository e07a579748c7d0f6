import EC2Shapes

/// Idempotency: a call that repeats another's client token gets the other's answer and does nothing (EC2 API
/// reference, "Ensuring idempotency").
enum ClientTokens {
  /// How long a token is remembered.
  static let lifetimeMilliseconds: Int64 = 24 * 3_600_000

  /// Runs a call once for its token.
  static func run(
    action: String,
    token: String,
    parameters: String,
    _ transaction: inout Transaction,
    _ body: PendingCall.Body
  ) throws(EC2Error) -> any XMLEncodable {
    guard token.utf8.count <= 64, token.utf8.allSatisfy({ $0 < 128 }) else {
      throw .invalidParameterValue(token, parameter: "clientToken", reason: "At most 64 ASCII characters are allowed.")
    }
    let id = ClientTokenRecord.recordID(location: transaction.location, action: action, token: token)
    if let earlier = transaction.state.clientTokens[id], !isExpired(earlier, at: transaction.now) {
      guard earlier.parameters == parameters else { throw .idempotentParameterMismatch }
      return EarlierResponse(body: earlier.response)
    }
    let response = try body(&transaction)
    forgetExpired(&transaction)
    var xml = XMLWriter()
    response.encode(into: &xml)
    transaction.put(
      ClientTokenRecord(
        action: action,
        token: token,
        location: transaction.location,
        parameters: parameters,
        response: String(decoding: xml.bytes, as: UTF8.self),
        createTime: transaction.now
      )
    )
    return response
  }

  /// Now and then, so that tokens do not pile up: O(tokens) at one call of so many.
  private static func forgetExpired(_ transaction: inout Transaction) {
    let tokens = transaction.state.clientTokens
    guard tokens.count(in: transaction.location) % sweepInterval == sweepInterval - 1 else { return }
    for record in tokens.unordered(in: transaction.location) where isExpired(record, at: transaction.now) {
      transaction.remove(record)
    }
  }

  private static let sweepInterval = 256

  static func isExpired(_ record: ClientTokenRecord, at now: Timestamp) -> Bool {
    now.milliseconds - record.createTime.milliseconds > lifetimeMilliseconds
  }
}

/// A body that was written before.
private struct EarlierResponse: XMLEncodable {
  let body: String

  func encode(into xml: inout XMLWriter) { xml.verbatim(body) }
}
