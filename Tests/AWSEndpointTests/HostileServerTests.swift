import AWSSignature
import Foundation
import Testing

@testable import AWSEndpoint

@Suite(
  "Servers that do not behave",
  .serialized,
  .enabled(if: PythonScripts.canImport("http.server"), "python3 is not installed")
)
struct HostileServerTests {
  private struct Greeting: Decodable { var port: Int }

  /// Calls a server that misbehaves in the named way, over real HTTP.
  ///
  /// The patience is for servers that do answer, on however busy a machine.
  private static func call(
    _ behaviour: String,
    port: Int? = nil,
    patience: Duration = .seconds(40)
  ) async throws -> Result<FetchedList, EndpointError> {
    try await withServer { greeting in
      try await fetch("http://127.0.0.1:\(port ?? greeting.port)/\(behaviour)", patience: patience)
    }
  }

  private static func withServer<Result: Sendable>(_ body: (Greeting) async throws -> Result) async throws -> Result {
    _ = loopbackBypassesProxies
    return try await PythonServer.with("hostile_endpoint.py") { server in
      try await body(try JSONDecoder().decode(Greeting.self, from: server.greeting))
    }
  }

  private static func fetch(_ url: String, patience: Duration) async throws -> Result<FetchedList, EndpointError> {
    let transport = URLSessionTransport(maximumConnections: 2)
    defer { transport.invalidate() }
    let client = QueryClient(
      service: .ec2,
      endpoint: try #require(URL(string: url)),
      region: "eu-west-1",
      credentials: Credentials(accessKeyID: "K", secretAccessKey: "s"),
      credentialsSource: "a test",
      limits: FetchLimits(timeout: patience, responseBytes: 1 << 20),
      retry: RetryPolicy(attempts: 4, attemptsWithoutAnswer: 1, firstDelay: .milliseconds(1)),
      send: { request throws(TransportFailure) in try await transport.send(request) }
    )
    do throws(EndpointError) {
      return .success(try await client.list("DescribeVpcs") { _, _ in })
    } catch {
      return .failure(error)
    }
  }

  @Test(
    "Each ends, with an error that fits",
    .timeLimit(.minutes(3)),
    arguments: [
      ("garbage", .malformedResponse, "UTF-8"), ("page", .malformedResponse, "document type"),
      ("expansion", .malformedResponse, "document type"), ("huge", .tooLarge, "larger than 1048576 bytes"),
      ("hang", .timeout, "2.0 seconds"), ("drip", .timeout, "2.0 seconds"),
    ] as [(String, EndpointError.Code, String)]
  )
  func misbehaviour(behaviour: String, code: EndpointError.Code, mention: String) async throws {
    let result = try await Self.call(behaviour, patience: code == .timeout ? .seconds(2) : .seconds(40))
    let error = #expect(throws: EndpointError.self) { try result.get() }
    #expect(error?.code == code)
    #expect(error?.message.contains(mention) == true, "\(error?.description ?? "")")
  }

  @Test("A reset connection is tried again", .timeLimit(.minutes(3)))
  func reset() async throws {
    #expect(try await Self.call("reset").get().pages == 1)
  }

  @Test("A redirect is not followed", .timeLimit(.minutes(3)))
  func redirect() async throws {
    let result = try await Self.call("redirect")
    let error = #expect(throws: EndpointError.self) { try result.get() }
    guard case .service(let refusal) = error?.code else {
      Issue.record("\(error?.description ?? "no error")")
      return
    }
    #expect(refusal.httpStatus == 307)
  }

  @Test("A status 401 arrives as the refusal it carries", .timeLimit(.minutes(3)))
  func unauthorized() async throws {
    let result = try await Self.call("denied")
    let error = #expect(throws: EndpointError.self) { try result.get() }
    #expect(error?.message == "DescribeVpcs: AuthFailure: no")
  }

  @Test("Where nothing listens the error says so", .timeLimit(.minutes(3)))
  func refused() async throws {
    let result = try await Self.call("any", port: 1)
    let error = #expect(throws: EndpointError.self) { try result.get() }
    #expect(error?.code == .connection)
    #expect(error?.message == "connection refused")
  }

  @Test("Cancelling ends an exchange at once", .timeLimit(.minutes(3)))
  func cancelling() async throws {
    try await Self.withServer { greeting in
      let task = Task { try await Self.fetch("http://127.0.0.1:\(greeting.port)/hang", patience: .seconds(100)) }
      try await Task.sleep(for: .milliseconds(1000))
      let start = ContinuousClock.now
      task.cancel()
      let result = try await task.value
      let error = #expect(throws: EndpointError.self) { try result.get() }
      #expect(error?.code == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }
}
