import ControlPlane
import EC2API
import EC2Shapes
import Foundation
import Logging
import Synchronization
import Testing

@testable import RingfenceServer

@Suite("The server", .timeLimit(.minutes(3)))
struct ServerTests {
  @Test("A signed request is answered by the backend, several on one connection")
  func answers() async throws {
    try await TestServer.run { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        for _ in 0..<3 {
          client.send(server.signedPost())
          let response = try client.response()
          #expect(response.status == 200)
          #expect(response.body == "DescribeVpcs by AKIAIOSFODNN7EXAMPLE")
          let head = response.head.lowercased()
          #expect(head.contains("x-amzn-requestid: "))
          #expect(head.contains("date: "))
          #expect(head.contains("content-type: text/xml;charset=utf-8"))
        }
      }
    }
  }

  @Test("Two requests in one packet get two answers in order")
  func pipelined() async throws {
    try await TestServer.run { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send(server.signedPost() + "GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        let text = try client.readToEnd()
        let first = try #require(text.range(of: "DescribeVpcs by"))
        let second = try #require(text.range(of: "alive"))
        #expect(first.lowerBound < second.lowerBound)
      }
    }
  }

  @Test("An unsigned request, another path and another method are refused in XML")
  func refusals() async throws {
    try await TestServer.run { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send("GET /?Action=DescribeVpcs HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.response().status == 403)
        client.send("GET /elsewhere HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.response().status == 404)
        client.send("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n")
        let response = try client.response()
        #expect(response.status == 405)
        #expect(response.head.lowercased().contains("allow: get, post"))
        #expect(response.body.contains("<Response><Errors><Error><Code>MethodNotAllowed</Code>"))
      }
    }
  }

  @Test("A body beyond the limit gets 413 and the end of the connection, announced or chunked")
  func largeBody() async throws {
    let options = ServerOptions(limits: ServerLimits(bodyBytes: 1_000))
    try await TestServer.run(options) { server in
      try await onThread {
        var client = try RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n")
        #expect(try client.readToEnd().hasPrefix("HTTP/1.1 413"))
        client = try RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<3 { client.send("190\r\n\(String(repeating: "x", count: 400))\r\n") }
        #expect(try client.readToEnd().hasPrefix("HTTP/1.1 413"))
      }
    }
  }

  @Test("A header beyond the limits ends the connection", arguments: [1, 200])
  func largeHeader(_ count: Int) async throws {
    let options = ServerOptions(limits: ServerLimits(headerBytes: 4_096, headerFields: 100))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        let value = count == 1 ? String(repeating: "x", count: 5_000) : "x"
        let fields = (0..<count).map { "x-\($0): \(value)\r\n" }.joined()
        client.send("POST / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n")
        let text = try client.readToEnd()
        #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 4"))
      }
    }
  }

  @Test("Expect: 100-continue is answered before the body is sent")
  func expectContinue() async throws {
    try await TestServer.run { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        let request = server.signedPost()
        let head = try #require(request.range(of: "\r\n\r\n"))
        client.send(request[..<head.lowerBound] + "\r\nExpect: 100-continue\r\n\r\n")
        var text = try #require(try client.read())
        #expect(text.hasPrefix("HTTP/1.1 100"))
        client.send(String(request[head.upperBound...]))
        while !text.contains("DescribeVpcs by") { text += try #require(try client.read()) }
        #expect(text.contains("HTTP/1.1 200"))
      }
    }
  }

  // MARK: Operations

  @Test("Health, readiness and metrics are told without a signature")
  func operations() async throws {
    let readiness = Readiness([.init("keys"), .init("store", problem: "the disk is full")])
    try await TestServer.run(readiness: { readiness }) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send(server.signedPost())
        _ = try client.response()
        client.send(server.signedPost("Action=LaunchMissiles"))
        _ = try client.response()
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = try client.response()
        client.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.response().body == "{\"status\":\"alive\"}\n")
        client.send("GET /ready HTTP/1.1\r\nHost: h\r\n\r\n")
        let ready = try client.response()
        #expect(ready.status == 503)
        #expect(ready.body.contains("\"reasons\":[\"store: the disk is full\"]"))
        client.send("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n")
        let metrics = try client.response().body
        for line in [
          "ringfence_requests_total{action=\"DescribeVpcs\",status=\"200\"} 1",
          "ringfence_requests_total{action=\"other\",status=\"200\"} 1",
          "ringfence_requests_total{action=\"unauthenticated\",status=\"403\"} 1",
          "ringfence_authentication_failures_total{reason=\"missing\"} 1",
          "ringfence_request_duration_seconds_count{action=\"DescribeVpcs\"} 1",
          "ringfence_request_duration_seconds_bucket{action=\"DescribeVpcs\",le=\"+Inf\"} 1",
          "ringfence_requests_in_flight 0", "ringfence_connections 1", "ringfence_store_revision 42",
        ] {
          #expect(metrics.contains(line + "\n"), "\(line) is not in \(metrics)")
        }
        #expect(!metrics.contains("LaunchMissiles"))
        client.send("HEAD /health HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try #require(try client.read()).hasPrefix("HTTP/1.1 200"))
      }
    }
  }

  @Test("The reset is there only for a state in memory", arguments: [true, false])
  func reset(_ isEphemeral: Bool) async throws {
    let count = Counter()
    let options = ServerOptions(isEphemeral: isEphemeral)
    try await TestServer.run(options, reset: { count.increment() }) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send("POST /_ringfence/reset HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
        #expect(try client.response().status == (isEphemeral ? 200 : 404))
        client.send("GET /_ringfence/reset HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.response().status == (isEphemeral ? 405 : 404))
      }
    }
    #expect(count.value == (isEphemeral ? 1 : 0))
  }

  @Test("The access log names key and action, and neither signature nor parameters")
  func accessLog() async throws {
    let lines = Lines()
    let logger = Logger(label: "test") { _ in lines }
    let options = ServerOptions(accessLogLevel: .info)
    try await TestServer.run(options, logger: logger) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        let request = server.signedPost("Action=DescribeVpcs&VpcId.1=vpc-secret")
        client.send(request)
        _ = try client.response()
        let signature = try #require(request.split(separator: "Signature=").last?.prefix(64))
        let logged = lines.text
        #expect(logged.contains("AKIAIOSFODNN7EXAMPLE"))
        #expect(logged.contains("DescribeVpcs"))
        #expect(!logged.contains(signature))
        #expect(!logged.contains("vpc-secret"))
        #expect(!logged.contains(TestServer.key.secret))
      }
    }
  }

  // MARK: The end

  @Test("Told to stop, the server finishes what is under way and takes nothing new")
  func gracefulShutdown() async throws {
    let backend = Gated()
    try await TestServer.run(backend: backend) { server in
      async let answer = onThread {
        let client = try RawClient(port: server.port)
        client.send(server.signedPost())
        return try client.response().body
      }
      await backend.awaitCall()
      await server.stop()
      let isRefusing = try await eventually { (try? RawClient(port: server.port)) == nil }
      #expect(isRefusing)
      backend.open()
      #expect(try await answer == "late")
    }
  }

  @Test("An address that is taken is told as such")
  func addressInUse() async throws {
    try await TestServer.run { server in
      let metrics = ServerMetrics(knownActions: [])
      let gateway = APIGateway(
        verifier: SignatureVerifier(directory: InMemoryAccessKeys()),
        backend: Greeting(),
        clock: { .init(milliseconds: 0) }
      )
      let second = RingfenceServer(
        options: ServerOptions(port: server.port),
        gateway: gateway,
        metrics: metrics,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      )
      await #expect(throws: ServerError.self) { try await second.run() }
    }
  }
}

/// Counts across tasks.
final class Counter: Sendable {
  private let count = Mutex(0)
  func increment() { count.withLock { $0 += 1 } }
  var value: Int { count.withLock { $0 } }
}

/// Keeps what is logged.
final class Lines: LogHandler {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    let line = "\(event.message) \(event.metadata ?? [:])"
    lines.withLock { $0.append(line) }
  }
}
