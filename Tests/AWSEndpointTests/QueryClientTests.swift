import AWSSignature
import Foundation
import Synchronization
import Testing

@testable import AWSEndpoint

/// Answers in turn, the last one for ever, and remembers what was asked.
final class ScriptedEndpoint: Sendable {
  private let answers: [@Sendable () throws(TransportFailure) -> HTTPResponse]
  private let seen = Mutex<[HTTPRequest]>([])

  init(_ answers: [@Sendable () throws(TransportFailure) -> HTTPResponse]) {
    self.answers = answers
  }

  var requests: [HTTPRequest] { seen.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let number = seen.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try answers[min(number, answers.count - 1)]()
  }

  static func ok(_ xml: String) -> @Sendable () throws(TransportFailure) -> HTTPResponse {
    { () throws(TransportFailure) in HTTPResponse(status: 200, body: Array(xml.utf8)) }
  }

  static func refusal(_ code: String, _ status: Int) -> @Sendable () throws(TransportFailure) -> HTTPResponse {
    let xml =
      "<Response><Errors><Error><Code>\(code)</Code><Message>No.</Message></Error></Errors>"
      + "<RequestID>r-1</RequestID></Response>"
    return { () throws(TransportFailure) in HTTPResponse(status: status, body: Array(xml.utf8)) }
  }

  static func failure(_ failure: TransportFailure) -> @Sendable () throws(TransportFailure) -> HTTPResponse {
    { () throws(TransportFailure) in throw failure }
  }
}

@Suite("Calls to a Query API")
struct QueryClientTests {
  private static let empty = "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>"

  private static func client(
    _ endpoint: ScriptedEndpoint,
    limits: FetchLimits = FetchLimits()
  ) throws -> QueryClient {
    QueryClient(
      service: .ec2,
      endpoint: try #require(URL(string: "http://[::1]:5000/")),
      region: "eu-west-1",
      credentials: Credentials(accessKeyID: "K", secretAccessKey: "s", sessionToken: "t"),
      credentialsSource: "a test",
      limits: limits,
      retry: RetryPolicy(attempts: 4, attemptsWithoutAnswer: 2, firstDelay: .zero),
      send: endpoint.send
    )
  }

  private static func page(_ number: Int, next: String?) -> String {
    "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-\(number)</vpcId></item></vpcSet>"
      + (next.map { "<nextToken>\($0)</nextToken>" } ?? "<nextToken/>") + "</DescribeVpcsResponse>"
  }

  @Test("Pages are followed to the end, each asked for with the token before it")
  func pages() async throws {
    let endpoint = ScriptedEndpoint([
      ScriptedEndpoint.ok(Self.page(1, next: "a+b/=")), ScriptedEndpoint.ok(Self.page(2, next: "c")),
      ScriptedEndpoint.ok(Self.page(3, next: nil)),
    ])
    let list = try await Self.client(endpoint).list("DescribeVpcs") { _, _ in }
    #expect(list.pages == 3)
    #expect(list.resources.compactMap { $0["VpcId"]?.text } == ["vpc-1", "vpc-2", "vpc-3"])
    let bodies = endpoint.requests.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(
      bodies == [
        "Action=DescribeVpcs&Version=2016-11-15&MaxResults=1000",
        "Action=DescribeVpcs&Version=2016-11-15&MaxResults=1000&NextToken=a%2Bb%2F%3D",
        "Action=DescribeVpcs&Version=2016-11-15&MaxResults=1000&NextToken=c",
      ]
    )
  }

  @Test("What goes over the wire verifies with the secret, host and body included")
  func signature() async throws {
    let endpoint = ScriptedEndpoint([ScriptedEndpoint.ok(Self.empty)])
    _ = try await Self.client(endpoint).call("DescribeVpcs", [])
    let request = try #require(endpoint.requests.first)
    let value = try #require(request.headers.first { $0.name == "Authorization" }?.value)
    let header = try #require(AuthorizationHeader(parsing: value))
    #expect(header.scope.service == "ec2")
    #expect(Set(header.signedHeaderNames) == ["content-type", "host", "x-amz-date", "x-amz-security-token"])
    let date = try #require(request.headers.first { $0.name == "X-Amz-Date" }?.value)
    let canonical = CanonicalRequest(
      SignableRequest(
        method: "POST",
        path: "/",
        headers: request.headers + [HeaderField("Host", "[::1]:5000")],
        payloadHash: SignableRequest.payloadHash(of: request.body)
      ),
      signedHeaderNames: header.signedHeaderNames
    )
    let timestamp = try #require(SigningTimestamp(parsing: date))
    #expect(
      SigningKey(secretAccessKey: "s", scope: header.scope).verify(
        signature: header.signature,
        of: SignatureV4.stringToSign(canonical, at: timestamp, scope: header.scope)
      )
    )
  }

  @Test("A token that comes again, and pages without end, are errors")
  func endlessPages() async throws {
    let circle = ScriptedEndpoint([
      ScriptedEndpoint.ok(Self.page(1, next: "a")), ScriptedEndpoint.ok(Self.page(2, next: "b")),
      ScriptedEndpoint.ok(Self.page(3, next: "a")),
    ])
    let error = await #expect(throws: EndpointError.self) {
      try await Self.client(circle).list("DescribeVpcs") { _, _ in }
    }
    #expect(error?.code == .malformedResponse)
    #expect(circle.requests.count == 3)
    let endless = ScriptedEndpoint((0..<30).map { ScriptedEndpoint.ok(Self.page($0, next: "t\($0)")) })
    let limit = await #expect(throws: EndpointError.self) {
      try await Self.client(endless, limits: FetchLimits(pages: 20)).list("DescribeVpcs") { _, _ in }
    }
    #expect(limit?.code == .tooLarge)
    #expect(endless.requests.count == 20)
  }

  @Test(
    "Throttling, passing failures and broken connections are tried again, a bounded number of times",
    arguments: [
      (ScriptedEndpoint.refusal("RequestLimitExceeded", 503), 4), (ScriptedEndpoint.refusal("Throttling", 400), 4),
      (ScriptedEndpoint.refusal("", 502), 4), (ScriptedEndpoint.failure(.interrupted("reset")), 4),
      (ScriptedEndpoint.failure(.timedOut(.seconds(1))), 2), (ScriptedEndpoint.ok("busy"), 1),
      (ScriptedEndpoint.refusal("", 500), 2), (ScriptedEndpoint.refusal("InternalError", 500), 4),
      (ScriptedEndpoint.refusal("UnauthorizedOperation", 403), 1), (ScriptedEndpoint.failure(.refused), 1),
      (ScriptedEndpoint.failure(.unknownHost), 1), (ScriptedEndpoint.refusal("NotImplemented", 501), 1),
    ]
  )
  func attempts(answer: @escaping @Sendable () throws(TransportFailure) -> HTTPResponse, count: Int) async throws {
    let always = ScriptedEndpoint([answer])
    await #expect(throws: EndpointError.self) { try await Self.client(always).list("DescribeVpcs") { _, _ in } }
    #expect(always.requests.count == count)
    if count > 1 {
      let once = ScriptedEndpoint([answer, ScriptedEndpoint.ok(Self.empty)])
      _ = try await Self.client(once).list("DescribeVpcs") { _, _ in }
      #expect(once.requests.count == 2)
    }
  }

  @Test("Waits have full jitter: from nothing to a bound that doubles up to the longest")
  func jitter() {
    let policy = RetryPolicy(firstDelay: .milliseconds(100), longestDelay: .seconds(1))
    var random = SplitMix64(state: 1)
    for (attempt, bound) in [(1, 100), (2, 200), (3, 400), (4, 800), (5, 1000), (60, 1000)] {
      let delays = (0..<200).map { _ in policy.delay(afterAttempt: attempt, using: &random) }
      #expect(delays.allSatisfy { $0 >= .zero && $0 <= .milliseconds(bound) })
      #expect(delays.contains { $0 < .milliseconds(bound / 4) })
      #expect(delays.contains { $0 > .milliseconds(bound * 3 / 4) })
    }
  }

  @Test(
    "A refusal keeps code, status and request, and tells what to do",
    arguments: [
      ("UnauthorizedOperation", 403, "Allow ec2:DescribeVpcs"), ("AuthFailure", 401, "a test"),
      ("ExpiredToken", 400, "expired"), ("RequestExpired", 400, "clock"), ("InvalidAction", 400, "does not offer"),
    ]
  )
  func remedies(code: String, status: Int, mention: String) async throws {
    let endpoint = ScriptedEndpoint([ScriptedEndpoint.refusal(code, status)])
    let error = await #expect(throws: EndpointError.self) {
      try await Self.client(endpoint).call("DescribeVpcs", [])
    }
    #expect(
      error?.code
        == .service(
          ServiceError(code: code, message: "No.", requestID: "r-1", httpStatus: status, action: "DescribeVpcs")
        )
    )
    #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("r-1") == true)
  }

  @Test("Error bodies of the Query protocol, and of anything else, are read without trust")
  func errorBodies() {
    let query =
      "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a\n\u{7f}b</Message>"
      + "</Error><RequestId>q</RequestId></ErrorResponse>"
    let decoded = ServiceErrorDecoder.decode(Array(query.utf8), status: 403, action: "A")
    #expect(decoded.code == "AccessDenied")
    #expect(decoded.message == "a b")
    #expect(decoded.requestID == "q")
    let other = ServiceErrorDecoder.decode(Array("\u{1b}[31mhello\u{0}".utf8), status: 418, action: "A")
    #expect(other.code.isEmpty)
    #expect(!other.message.unicodeScalars.contains { $0.value < 0x20 })
    #expect(ServiceErrorDecoder.decode([], status: 500, action: "A").message.contains("no body"))
  }
}
