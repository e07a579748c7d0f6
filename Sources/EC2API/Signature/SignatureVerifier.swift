package import EC2Shapes
import Crypto

/// Verifies Signature Version 4 of requests to EC2 and STS.
///
/// What a signature protects, and what not: it covers method, path, query, the header fields that it names (`host` always)
/// and the hash of the body, under a key that is good for one day, region and service. Change a byte of any of these and it
/// no longer holds. It has no nonce: the *same* request may be sent again within the five minutes around its time stamp,
/// or within the life of a presigned URL, and AWS accepts that too; its answer to repeated writes is the client token, and
/// its answer to eavesdroppers is TLS. A signature replayed over *another* body is refused, because the body's hash is
/// computed here from the bytes that came, never taken from the request's word.
///
/// For that reason `UNSIGNED-PAYLOAD` and the `STREAMING-…` forms, which S3 alone defines ("Create a signed AWS API
/// request", AWS IAM User Guide), are refused, over TLS too: in EC2's API the body is the request.
///
/// Header fields beginning with `x-amz-` need not be signed: of those that mean something here, the date is part of the
/// signed text itself, the content hash must equal the body's, and a session token is refused.
package struct SignatureVerifier: Sendable {
  private let directory: any AccessKeyDirectory
  private let cache: SigningKeyCache
  private let regions: Set<String>?
  private let tolerance: Int64

  /// A verifier.
  ///
  /// - Parameters:
  ///   - directory: where keys are looked up, for every request.
  ///   - regions: the regions that are served; nil for every region.
  ///   - tolerance: how many seconds the clocks of client and server may differ. AWS: five minutes.
  ///   - cachedKeys: half of how many signing keys are kept.
  package init(
    directory: any AccessKeyDirectory,
    regions: Set<String>? = nil,
    tolerance: Int = 300,
    cachedKeys: Int = 1_024
  ) {
    self.directory = directory
    self.regions = regions
    self.tolerance = Int64(max(0, min(tolerance, 86_400)))
    cache = SigningKeyCache(capacity: cachedKeys)
  }

  /// Who sent `request`, to which service, if its signature holds at the moment `now`.
  package func caller(
    of request: borrowing WireRequest,
    at now: Timestamp
  ) async throws(AuthenticationFailure) -> (caller: Caller, service: APIService) {
    let claim = try SignatureClaim(of: request)
    return try await verify(claim, of: request, at: now)
  }

  func verify(
    _ claim: SignatureClaim,
    of request: borrowing WireRequest,
    at now: Timestamp
  ) async throws(AuthenticationFailure) -> (caller: Caller, service: APIService) {
    guard let service = APIService(rawValue: claim.service) else {
      throw .scope("Credential should be scoped to correct service: 'ec2'.")
    }
    guard claim.day.elementsEqual(claim.moment.day) else {
      throw .scope(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
          + "'\(text(claim.day))' != '\(text(claim.moment.day))'."
      )
    }
    try checkTime(of: claim, at: now.milliseconds / 1_000)
    try refuseSessionToken(request)

    let known = cache.entry(for: claim.credential)
    let keyID = known?.keyID ?? claim.keyID
    let region = known?.region ?? claim.region
    if known == nil, let regions, !regions.contains(region) {
      throw .scope("Credential should be scoped to a valid region.")
    }
    let found: AccessKey?
    do throws(AccessKeyDirectoryError) {
      found = try await directory.accessKey(keyID)
    } catch {
      throw .unavailable(error)
    }
    guard let key = found else { throw .unknownKey }

    var entry = known
    if entry?.secret != key.secret {
      entry = SigningKeyCache.Entry(
        secret: key.secret,
        authenticator: SigningKeyCache.authenticator(secret: key.secret, scope: claim.scope),
        keyID: key.id,
        region: region
      )
    }
    guard let entry, try signature(of: request, claim, entry.authenticator, equals: claim.signature) else {
      throw .mismatch
    }
    if known?.secret != key.secret { cache.insert(entry, for: claim.credential) }
    return (Caller(key: key, region: entry.region), service)
  }

  // MARK: Time

  private func checkTime(of claim: SignatureClaim, at now: Int64) throws(AuthenticationFailure) {
    let signed = claim.moment.seconds
    guard signed <= now + tolerance else {
      throw .skewed(
        "Signature not yet current: \(text(claim.moment.text)) is still later than "
          + "\(time(now + tolerance)) (\(time(now)) + \(minutes(tolerance)).)"
      )
    }
    switch claim.form {
    case .header:
      guard signed >= now - tolerance else {
        throw .skewed(
          "Signature expired: \(text(claim.moment.text)) is now earlier than "
            + "\(time(now - tolerance)) (\(time(now)) - \(minutes(tolerance)).)"
        )
      }
    case .query(let expires):
      guard now < signed + expires else {
        throw .expired("Signature expired: \(time(now)) is now later than \(time(signed + expires)).")
      }
    }
  }

  private func time(_ seconds: Int64) -> String { text(SignatureMoment(seconds: seconds).text) }
  private func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
  private func minutes(_ seconds: Int64) -> String {
    seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  // MARK: What is signed

  /// Keys here are long-term: nobody gave out a session token, so one that is sent can't be valid.
  private func refuseSessionToken(_ request: borrowing WireRequest) throws(AuthenticationFailure) {
    if let token = request.headers.value(of: "x-amz-security-token"), !token.isEmpty { throw .unknownKey }
    guard !request.query.isEmpty else { return }
    let name = PresignedParameters.Name.securityToken.rawValue.utf8
    for pair in request.query.split(separator: UInt8(ascii: "&")) where pair.starts(with: name) {
      if pair.dropFirst(name.count).count > 1 { throw .unknownKey }
    }
  }

  private func signature(
    of request: borrowing WireRequest,
    _ claim: SignatureClaim,
    _ authenticator: HMAC<SHA256>,
    equals signature: [UInt8]
  ) throws(AuthenticationFailure) -> Bool {
    let payloadHash = CanonicalForm.hexDigest(request.body)
    if let stated = request.headers.value(of: "x-amz-content-sha256"), !stated.elementsEqual(payloadHash) {
      guard stated.count == 64 else {
        throw .incomplete("The body must be signed: x-amz-content-sha256 must be the SHA-256 of the body.")
      }
      throw .mismatch
    }
    let canonical = CanonicalForm.bytes(
      of: request,
      signedHeaders: claim.signedHeaders,
      withoutSignature: claim.form != .header,
      payloadHash: payloadHash
    )
    var text: [UInt8] = []
    text.reserveCapacity(192)
    text.append(contentsOf: "AWS4-HMAC-SHA256\n".utf8)
    text.append(contentsOf: claim.moment.text)
    text.append(0x0A)
    text.append(contentsOf: claim.scope)
    text.append(0x0A)
    text.append(contentsOf: CanonicalForm.hexDigest(canonical))
    var authenticator = authenticator
    authenticator.update(data: text)
    // In a time that does not tell where they differ.
    var difference: UInt8 = 0
    for (own, theirs) in zip(authenticator.finalize(), signature) { difference |= own ^ theirs }
    return difference == 0 && signature.count == SHA256.byteCount
  }
}
