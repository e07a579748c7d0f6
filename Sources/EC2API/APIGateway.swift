package import EC2Shapes

/// From an HTTP request to an HTTP response: checks the form of the request, finds out who sent it, reads its parameters,
/// refuses changes to read-only keys, and lets the backend answer the rest.
package struct APIGateway: Sendable {
  private let verifier: SignatureVerifier
  private let backend: any APIBackend
  private let clock: @Sendable () -> Timestamp

  /// A gateway before `backend`. `clock` tells the time.
  package init(
    verifier: SignatureVerifier,
    backend: any APIBackend,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.verifier = verifier
    self.backend = backend
    self.clock = clock
  }

  /// The response to a request, and what the log and the metrics say of it. Never throws: whatever is wrong with a request
  /// is told in the words of the service that it was meant for.
  package func exchange(_ request: borrowing WireRequest) async -> APIExchange {
    var record = APIExchange.Record(requestID: RequestIdentifier.random())
    let now = clock()
    let answer: APIAnswer
    do throws(EC2Error) {
      answer = try await self.answer(to: request, at: now, &record)
    } catch {
      let service = record.service ?? Self.guessedService(of: request)
      answer = APIAnswer(error, of: service, requestID: record.requestID)
    }
    record.errorCode = answer.errorCode
    return APIExchange(
      response: WireResponse(
        status: answer.status,
        contentType: answer.contentType,
        allow: answer.status == 405 ? "GET, POST" : nil,
        requestID: record.requestID,
        body: answer.body
      ),
      record: record
    )
  }

  /// The response to a request that can't be read far enough to know who sent it: a body beyond its limit.
  package func refusal(_ error: EC2Error) -> APIExchange {
    var record = APIExchange.Record(requestID: RequestIdentifier.random())
    record.errorCode = error.code
    let answer = APIAnswer(error, of: .ec2, requestID: record.requestID)
    return APIExchange(
      response: WireResponse(
        status: answer.status,
        contentType: answer.contentType,
        requestID: record.requestID,
        body: answer.body
      ),
      record: record
    )
  }

  private func answer(
    to request: borrowing WireRequest,
    at now: Timestamp,
    _ record: inout APIExchange.Record
  ) async throws(EC2Error) -> APIAnswer {
    let form = try RequestForm.parameters(of: request)
    let (caller, service): (Caller, APIService)
    do throws(AuthenticationFailure) {
      let claim = try SignatureClaim(of: request)
      record.service = APIService(rawValue: claim.service)
      (caller, service) = try await verifier.verify(claim, of: request, at: now)
    } catch {
      record.failure = error
      throw error.error(of: record.service ?? Self.guessedService(of: request))
    }
    record.service = service
    record.accessKeyID = caller.accessKeyID
    record.accountID = caller.accountID
    let parameters = try QueryParameters(parsing: form)
    record.action = parameters.action
    return await backend.answer(
      APICall(
        service: service,
        parameters: parameters,
        caller: caller,
        requestID: record.requestID,
        receivedAt: now
      )
    )
  }

  /// The service that an unsigned request was meant for, by its version: the two frame their errors otherwise.
  private static func guessedService(of request: borrowing WireRequest) -> APIService {
    let form = request.body.isEmpty ? request.query : request.body
    let version = "Version=\(GetCallerIdentityResponse.version)"
    let isTokenService = form.split(separator: UInt8(ascii: "&")).contains { $0.elementsEqual(version.utf8) }
    return isTokenService ? .sts : .ec2
  }
}

/// A response and what is recorded of it.
package struct APIExchange: Sendable {
  /// The response.
  package let response: WireResponse
  /// What the log and the metrics say.
  package let record: Record

  /// What the log and the metrics say of an exchange. Nothing secret: no signature, no parameter.
  package struct Record: Sendable {
    /// The identifier of the request.
    package let requestID: String
    /// The service, once known.
    package internal(set) var service: APIService?
    /// The action as the client named it: any text. Known only for a caller whose signature holds.
    package internal(set) var action: String?
    /// The key whose signature holds.
    package internal(set) var accessKeyID: String?
    /// The account of that key.
    package internal(set) var accountID: String?
    /// The code of the error that was answered.
    package internal(set) var errorCode: String?
    /// Why nobody was let in; the answer may say less.
    package internal(set) var failure: AuthenticationFailure?
  }
}
