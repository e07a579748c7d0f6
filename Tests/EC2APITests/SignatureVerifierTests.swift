import ControlPlane
import AWSSignature
import EC2Shapes
import Testing

@testable import EC2API

@Suite("Signatures")
struct SignatureVerifierTests {
  let client = SigningClient()

  // MARK: What is let in

  @Test("A signed POST names its caller, account and region")
  func validPost() async throws {
    let verifier = SignatureVerifier(directory: InMemoryAccessKeys([SigningClient.key]))
    let (caller, service) = try await verifier.caller(of: client.post(), at: now())
    #expect(caller == Caller(key: SigningClient.key, region: "eu-west-1"))
    #expect(service == .ec2)
    #expect(caller.arn == "arn:aws:iam::123456789012:root")
  }

  @Test("A presigned GET is let in until its last second and not after")
  func presigned() async {
    let request = client.presigned(expires: 900)
    #expect(await failure(of: request) == nil)
    #expect(await failure(of: request, at: SigningClient.now + 899) == nil)
    guard case .expired = await failure(of: request, at: SigningClient.now + 900) else {
      Issue.record("a presigned URL outlives its time")
      return
    }
  }

  @Test("The clocks may differ by five minutes", arguments: [-300, -299, 0, 299, 300] as [Int64])
  func skewWithin(_ skew: Int64) async {
    #expect(await failure(of: client.post(), at: SigningClient.now + skew) == nil)
  }

  @Test("Clocks further apart are told by how much")
  func skewBeyond() async {
    #expect(
      await failure(of: client.post(), at: SigningClient.now + 301)
        == .skewed(
          "Signature expired: 20260921T141320Z is now earlier than 20260921T141321Z (20260921T141821Z - 5 min.)"
        )
    )
    #expect(
      await failure(of: client.post(), at: SigningClient.now - 301)
        == .skewed(
          "Signature not yet current: 20260921T141320Z is still later than 20260921T141319Z "
            + "(20260921T140819Z + 5 min.)"
        )
    )
    guard case .skewed = await failure(of: client.presigned(), at: SigningClient.now - 301) else {
      Issue.record("a presigned URL works before its time")
      return
    }
  }

  @Test("The same request sent again within five minutes is let in, over another body it is not")
  func replay() async throws {
    let verifier = SignatureVerifier(directory: InMemoryAccessKeys([SigningClient.key]))
    var request = client.post("Action=DescribeVpcs")
    _ = try await verifier.caller(of: request, at: now())
    _ = try await verifier.caller(of: request, at: now())
    request.body = Array("Action=DeleteVpc&VpcId=vpc-1".utf8)
    await #expect(throws: AuthenticationFailure.mismatch) { try await verifier.caller(of: request, at: now()) }
    #expect(await failure(of: request.setting("x-amz-content-sha256", "UNSIGNED-PAYLOAD")) != nil)
  }

  @Test("A body's hash in the header is checked against the body")
  func contentHash() async {
    let body = "Action=DescribeVpcs"
    let hash = String(decoding: CanonicalForm.hexDigest(Array(body.utf8)), as: UTF8.self)
    var request = client.post(body, headers: [.init("X-Amz-Content-Sha256", hash)])
    #expect(await failure(of: request) == nil)
    request.body.append(UInt8(ascii: "&"))
    #expect(await failure(of: request) == .mismatch)
  }

  @Test(
    "A body that is not signed is refused",
    arguments: ["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", ""]
  )
  func unsignedPayload(_ marker: String) async {
    guard case .incomplete = await failure(of: client.post(headers: [.init("X-Amz-Content-Sha256", marker)])) else {
      Issue.record("\(marker) is let in")
      return
    }
  }

  // MARK: What was changed on the way

  @Test("A changed body, method, path, query or signed header field is refused")
  func tampered() async {
    let request = client.post(headers: [.init("X-Amz-Meta", "a")])
    #expect(await failure(of: request) == nil)
    var body = request
    body.body[0] ^= 1
    var method = request
    method.method = "PUT"
    var path = request
    path.path = Array("/other".utf8)
    var query = request
    query.query = Array("DryRun=true".utf8)
    for changed in [
      body, method, path, query, request.setting("x-amz-meta", "b"), request.setting("x-amz-meta", nil),
      request.setting("host", "elsewhere"), request.setting("content-type", "text/plain"),
    ] {
      #expect(await failure(of: changed) == .mismatch)
    }
  }

  @Test("Each digit of the signature counts")
  func signatureDigits() async {
    let request = client.post()
    let authorization = request.text(of: "authorization")
    for place in 1...64 {
      var characters = Array(authorization)
      characters[characters.count - place] = characters[characters.count - place] == "0" ? "1" : "0"
      #expect(await failure(of: request.setting("authorization", String(characters))) == .mismatch)
    }
  }

  @Test("A changed parameter of a presigned URL is refused")
  func tamperedQuery() async {
    let request = client.presigned()
    #expect(await failure(of: request.replacingQuery("DescribeVpcs", "DeleteVpc")) == .mismatch)
    #expect(await failure(of: request.replacingQuery("Expires=900", "Expires=901")) == .mismatch)
    #expect(await failure(of: request.replacingQuery("Version=", "Extra=1&Version=")) == .mismatch)
    #expect(await failure(of: request.replacingQuery("eu-west-1", "us-east-1")) == .mismatch)
  }

  // MARK: Keys

  @Test("An unknown key, a wrong secret and a revoked key are refused")
  func keys() async {
    #expect(await failure(of: client.post(), keys: InMemoryAccessKeys()) == .unknownKey)
    #expect(await failure(of: SigningClient(secret: "another").post()) == .mismatch)
    let keys = InMemoryAccessKeys([SigningClient.key])
    let verifier = SignatureVerifier(directory: keys)
    await #expect(throws: Never.self) { try await verifier.caller(of: client.post(), at: now()) }
    keys.revoke(SigningClient.key.id)
    await #expect(throws: AuthenticationFailure.unknownKey) { try await verifier.caller(of: client.post(), at: now()) }
  }

  @Test("A key name that gets another secret is verified with the new one at once")
  func changedSecret() async {
    let keys = InMemoryAccessKeys([SigningClient.key])
    let verifier = SignatureVerifier(directory: keys)
    await #expect(throws: Never.self) { try await verifier.caller(of: client.post(), at: now()) }
    let key = SigningClient.key
    keys.insert(
      AccessKey(id: key.id, secret: "new", accountID: key.accountID, access: .readOnly, createdAt: key.createdAt)
    )
    await #expect(throws: AuthenticationFailure.mismatch) { try await verifier.caller(of: client.post(), at: now()) }
    let renewed = SigningClient(secret: "new").post()
    await #expect(throws: Never.self) { try await verifier.caller(of: renewed, at: now()) }
  }

  @Test("A session token that nobody gave out is refused in both forms")
  func sessionToken() async {
    let client = SigningClient(token: "IQoJb3JpZ2luX2Vj")
    #expect(await failure(of: client.post()) == .unknownKey)
    #expect(await failure(of: client.presigned()) == .unknownKey)
  }

  // MARK: Scope

  @Test("A signature for another service, region or day is refused")
  func scope() async {
    #expect(
      await failure(of: SigningClient(service: "s3").post())
        == .scope("Credential should be scoped to correct service: 'ec2'.")
    )
    #expect(await failure(of: client.post(), regions: ["us-east-1"]) != nil)
    #expect(await failure(of: client.post(), regions: ["eu-west-1"]) == nil)
    let request = client.post()
    let otherDay = request.text(of: "authorization").replacing("/20260921/", with: "/20260920/")
    guard case .scope(let reason) = await failure(of: request.setting("authorization", otherDay)) else {
      Issue.record("the scope's day is not compared")
      return
    }
    #expect(reason.contains("'20260920' != '20260921'"))
    let otherRegion = request.text(of: "authorization").replacing("eu-west-1", with: "us-east-1")
    #expect(await failure(of: request.setting("authorization", otherRegion)) == .mismatch)
    let terminator = request.text(of: "authorization").replacing("aws4_request", with: "aws5_request")
    guard case .scope = await failure(of: request.setting("authorization", terminator)) else {
      Issue.record("the terminator is not compared")
      return
    }
  }

  // MARK: Form

  @Test("A request without a signature is told so")
  func unsigned() async {
    #expect(await failure(of: client.post().setting("authorization", nil)) == .missing)
  }

  @Test(
    "A broken Authorization header is told what it lacks",
    arguments: [
      ("AWS4-HMAC-SHA256", "algorithm"), ("Bearer abc", "algorithm"), ("AWS4-HMAC-SHA512 Credential=a", "algorithm"),
      ("AWS4-HMAC-SHA256 Credential", "missing equal-sign"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c/d/e", "requires 'Signature'"),
      ("AWS4-HMAC-SHA256 Credential=a, Credential=a, SignedHeaders=host, Signature=0", "more than once"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=00", "exactly 5"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f/g, SignedHeaders=host, Signature=00", "exactly 5"),
      ("AWS4-HMAC-SHA256 Credential=a/b//ec2/aws4_request, SignedHeaders=host, Signature=00", "exactly 5"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c\n/ec2/aws4_request, SignedHeaders=host, Signature=00", "character"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c/ec2/aws4_request, SignedHeaders=x-amz-date, Signature=00", "'Host'"),
      ("AWS4-HMAC-SHA256 Credential=a/b/c/ec2/aws4_request, SignedHeaders=host, Signature=00", "64"),
    ]
  )
  func brokenHeader(_ header: String, _ reason: String) async {
    guard case .incomplete(let text) = await failure(of: client.post().setting("authorization", header)) else {
      Issue.record("\(header) has a form")
      return
    }
    #expect(text.contains(reason), "\(text)")
  }

  @Test("A signature in both places, or a field of it twice, is refused")
  func ambiguous() async {
    var request = client.presigned()
    request.headers.append(name: "authorization".utf8, value: client.post().text(of: "authorization").utf8)
    guard case .incomplete = await failure(of: request) else {
      Issue.record("two signatures are one too many")
      return
    }
    for name in ["authorization", "x-amz-date"] {
      var doubled = client.post()
      doubled.headers.append(name: name.utf8, value: "20260921T141320Z".utf8)
      guard case .incomplete = await failure(of: doubled) else {
        Issue.record("\(name) may occur twice")
        return
      }
    }
  }

  @Test("A presigned URL lives from one second to a week", arguments: [0, 604_801, -1])
  func expiryBounds(_ seconds: Int) async {
    guard case .incomplete = await failure(of: client.presigned(expires: seconds)) else {
      Issue.record("\(seconds) seconds are accepted")
      return
    }
    #expect(await failure(of: client.presigned(expires: 604_800), at: SigningClient.now + 604_799) == nil)
  }

  @Test("A presigned URL without one of its parameters is told which")
  func presignedParameters() async {
    for name in ["Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"] {
      let request = client.presigned().replacingQuery("X-Amz-\(name)=", "Other=")
      guard case .incomplete(let reason) = await failure(of: request) else {
        Issue.record("X-Amz-\(name) may be absent")
        continue
      }
      #expect(reason.contains("X-Amz-\(name)"))
    }
  }

  @Test("The time may stand in the Date field, in either of its forms")
  func dateField() async {
    let verifier = SignatureVerifier(directory: InMemoryAccessKeys([SigningClient.key]))
    for date in ["Mon, 21 Sep 2026 14:13:20 GMT", "20260921T141320Z"] {
      let headers = HeaderFields([("host", "h"), ("date", date)])
      var request = WireRequest(method: "POST", path: [0x2F], headers: headers)
      let scope = Array("20260921/eu-west-1/ec2/aws4_request".utf8)
      let canonical = CanonicalForm.bytes(
        of: request,
        signedHeaders: [Array("date".utf8), Array("host".utf8)],
        withoutSignature: false,
        payloadHash: CanonicalForm.hexDigest([])
      )
      let text =
        "AWS4-HMAC-SHA256\n20260921T141320Z\n\(String(decoding: scope, as: UTF8.self))\n"
        + String(decoding: CanonicalForm.hexDigest(canonical), as: UTF8.self)
      let key = SigningKey(
        secretAccessKey: SigningClient.key.secret,
        scope: SigningScope(date: "20260921", region: "eu-west-1", service: "ec2")
      )
      let signature = key.signature(of: text)
      let credential = "\(SigningClient.key.id)/20260921/eu-west-1/ec2/aws4_request"
      request.headers.append(
        name: "authorization".utf8,
        value: "AWS4-HMAC-SHA256 Credential=\(credential),SignedHeaders=date;host,Signature=\(signature)".utf8
      )
      await #expect(throws: Never.self) { try await verifier.caller(of: request, at: now()) }
    }
  }

  @Test("A directory that fails lets nobody in")
  func directoryFailure() async {
    struct Broken: AccessKeyDirectory {
      func accessKey(_ id: String) throws(AccessKeyDirectoryError) -> AccessKey? { throw .init("disk") }
    }
    let verifier = SignatureVerifier(directory: Broken())
    await #expect(throws: AuthenticationFailure.unavailable(.init("disk"))) {
      try await verifier.caller(of: client.post(), at: now())
    }
  }

  @Test("The cache of signing keys stays within its bound")
  func cacheBound() {
    let cache = SigningKeyCache(capacity: 8)
    let authenticator = SigningKeyCache.authenticator(secret: "s", scope: Array("d/r/s/t".utf8)[...])
    for number in 0..<100 {
      cache.insert(
        .init(secret: "s", authenticator: authenticator, keyID: "k", region: "r"),
        for: Array("\(number)".utf8)
      )
      #expect(cache.count <= 16)
      #expect(cache.entry(for: Array("\(number)".utf8)) != nil)
    }
    #expect(cache.entry(for: Array("0".utf8)) == nil)
  }

  private func now() -> Timestamp { Timestamp(milliseconds: SigningClient.now * 1_000) }
}
