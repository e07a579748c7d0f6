import AWSSignature
import Foundation
import Testing

@Suite("Signature Version 4")
struct SignatureTests {
  private static let credentials = Credentials(
    accessKeyID: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
  )
  private static let listUsers = SignableRequest(
    method: "GET",
    path: "/",
    query: [QueryItem("Action", "ListUsers"), QueryItem("Version", "2010-05-08")],
    headers: [
      HeaderField("Host", "iam.amazonaws.com"),
      HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
    ],
    payloadHash: SignableRequest.payloadHash(of: [])
  )
  private static let moment = Date(timeIntervalSince1970: 1_440_938_160)

  @Test("The documented IAM ListUsers example gets its documented signature")
  func listUsersExample() throws {
    let signed = SignatureV4.sign(
      Self.listUsers,
      with: Self.credentials,
      region: "us-east-1",
      service: "iam",
      at: Self.moment
    )
    #expect(
      signed.headers.last?.value
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        + "SignedHeaders=content-type;host;x-amz-date, "
        + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    )
  }

  @Test("A signed request verifies from what is on the wire, and not after any change")
  func verification() throws {
    var received = SignatureV4.sign(
      Self.listUsers,
      with: Self.credentials,
      region: "us-east-1",
      service: "iam",
      at: Self.moment
    )
    #expect(try Self.verifies(received))
    // A proxy's additions are not covered, whatever is covered is.
    received.headers.append(HeaderField("Via", "1.1 proxy"))
    #expect(try Self.verifies(received))
    var changed = received
    changed.query[0].value = "DeleteUser"
    #expect(try !Self.verifies(changed))
    changed = received
    changed.headers[0].value = "elsewhere.example"
    #expect(try !Self.verifies(changed))
    changed = received
    changed.payloadHash = SignableRequest.payloadHash(of: Array("x".utf8))
    #expect(try !Self.verifies(changed))
    changed = received
    changed.headers.removeAll { $0.name == "Content-Type" }
    #expect(try !Self.verifies(changed))
  }

  private static func verifies(_ request: SignableRequest) throws -> Bool {
    let value = try #require(request.headers.first { $0.name == "Authorization" }?.value)
    let header = try #require(AuthorizationHeader(parsing: value))
    let date = try #require(request.headers.first { $0.name == "X-Amz-Date" }?.value)
    let timestamp = try #require(SigningTimestamp(parsing: date))
    let canonical = CanonicalRequest(request, signedHeaderNames: header.signedHeaderNames)
    return SigningKey(secretAccessKey: credentials.secretAccessKey, scope: header.scope)
      .verify(
        signature: header.signature,
        of: SignatureV4.stringToSign(canonical, at: timestamp, scope: header.scope)
      )
  }

  @Test("A header that the signature names but the request lacks does not verify as if it were not named")
  func missingSignedHeader() {
    let with = CanonicalRequest(Self.listUsers, signedHeaderNames: ["host", "x-absent"])
    let without = CanonicalRequest(Self.listUsers, signedHeaderNames: ["host"])
    #expect(with.hash != without.hash)
  }

  @Test("Signing again replaces the earlier signature")
  func signAgain() {
    let later = Self.moment.addingTimeInterval(7)
    let once = SignatureV4.sign(
      Self.listUsers,
      with: Self.credentials,
      region: "r",
      service: "s",
      at: later
    )
    let first = SignatureV4.sign(
      Self.listUsers,
      with: Self.credentials,
      region: "r",
      service: "s",
      at: Self.moment
    )
    #expect(SignatureV4.sign(first, with: Self.credentials, region: "r", service: "s", at: later) == once)
  }

  @Test("Neither description nor reflection of credentials and keys shows the secret")
  func hiddenSecrets() {
    let credentials = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "hush", sessionToken: "quiet")
    let key = SigningKey(
      secretAccessKey: "hush",
      scope: SigningScope(date: "20150830", region: "us-east-1", service: "iam")
    )
    var dumped = ""
    dump(credentials, to: &dumped)
    dump(key, to: &dumped)
    let shown = "\(credentials) \(String(reflecting: credentials)) \(key) \(String(reflecting: key)) \(dumped)"
    #expect(shown.contains("AKIDEXAMPLE"))
    #expect(!shown.contains("hush"))
    #expect(!shown.contains("quiet"))
  }

  @Test(
    "Timestamps go through the calendar and back",
    arguments: [
      (0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_868_799, "20000229T235959Z"),
      (1_440_938_160, "20150830T123600Z"), (-1, "19691231T235959Z"), (4_107_542_400, "21000301T000000Z"),
    ]
  )
  func timestamps(seconds: Int, text: String) throws {
    #expect(SigningTimestamp(Date(timeIntervalSince1970: Double(seconds))).text == text)
    #expect(try #require(SigningTimestamp(parsing: text)).date.timeIntervalSince1970 == Double(seconds))
  }

  @Test(
    "What is no moment is no timestamp",
    arguments: [
      "", "20150830", "20150230T000000Z", "20151330T000000Z", "20150830T250000Z", "20150830 123600Z",
      "2015٠830T123600Z",
    ]
  )
  func badTimestamps(text: String) {
    #expect(SigningTimestamp(parsing: text) == nil)
  }

  @Test(
    "Malformed authorization headers are refused",
    arguments: [
      "", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/1/2/3/aws4_request",
      "AWS4-HMAC-SHA256 Credential=a/1/2/3/other, SignedHeaders=host, Signature=00",
      "AWS4-HMAC-SHA256 Credential=a/1/2/3/aws4_request, SignedHeaders=host, Signature=00, Signature=11",
    ]
  )
  func malformedAuthorization(value: String) {
    #expect(AuthorizationHeader(parsing: value) == nil)
  }

  @Test("Percent-encoding goes there and back, with + for itself")
  func percentEncoding() {
    let text = "a b+c~d/é水🦊%"
    #expect(PercentEncoding.encode(text) == "a%20b%2Bc~d%2F%C3%A9%E6%B0%B4%F0%9F%A6%8A%25")
    #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    #expect(PercentEncoding.decode("a+b%2", plusIsSpace: false) == "a+b%2")
    #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
    #expect(QueryItem.parse(rawQuery: "a=1&b&c=%3D=x") == [.init("a", "1"), .init("b", ""), .init("c", "==x")])
  }
}
