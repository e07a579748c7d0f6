import ControlPlane
import AWSSignature
import EC2API
import EC2Shapes
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

@testable import RingfenceServer

/// A server on a port of its own, for the length of a closure.
struct TestServer {
  let port: Int
  let metrics: ServerMetrics
  let stop: @Sendable () async -> Void

  static let key = AccessKey(
    id: "AKIAIOSFODNN7EXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    accountID: "123456789012",
    access: .readWrite,
    createdAt: Timestamp(milliseconds: 0)
  )

  static func run<Result: Sendable>(
    _ options: ServerOptions = ServerOptions(),
    backend: any APIBackend = Greeting(),
    readiness: @escaping @Sendable () async -> Readiness = { Readiness() },
    reset: (@Sendable () async throws -> Void)? = nil,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    _ body: @escaping @Sendable (TestServer) async throws -> Result
  ) async throws -> Result {
    var options = options
    options.port = 0
    let metrics = ServerMetrics(
      knownActions: ["DescribeVpcs"],
      gauges: [.init("ringfence_store_revision", help: "The revision.") { 42 }]
    )
    let gateway = APIGateway(verifier: SignatureVerifier(directory: InMemoryAccessKeys([key])), backend: backend) {
      Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = RingfenceServer(
      options: options,
      gateway: gateway,
      metrics: metrics,
      readiness: readiness,
      reset: reset,
      logger: logger,
      onListening: { continuation.yield($0) }
    )
    let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { continuation.finish() }
        try await group.run()
      }
      guard let port = await ports.first(where: { _ in true }) else {
        try await tasks.waitForAll()
        throw ServerError("The server ended before it listened.")
      }
      do {
        let value = try await body(
          TestServer(port: port, metrics: metrics, stop: { await group.triggerGracefulShutdown() })
        )
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return value
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
    }
  }

  /// A signed POST as bytes for a socket.
  func signedPost(_ body: String = "Action=DescribeVpcs&Version=2016-11-15") -> String {
    let request = SignatureV4.sign(
      SignableRequest(
        method: "POST",
        path: "/",
        headers: [
          HeaderField("Host", "127.0.0.1:\(port)"),
          HeaderField("Content-Type", "application/x-www-form-urlencoded"),
        ],
        payloadHash: SignableRequest.payloadHash(of: body.utf8)
      ),
      with: Credentials(accessKeyID: Self.key.id, secretAccessKey: Self.key.secret),
      region: "eu-west-1",
      service: "ec2",
      at: Date()
    )
    let fields = request.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    return "POST / HTTP/1.1\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}

/// Answers who called what.
struct Greeting: APIBackend {
  func answer(_ call: APICall) async -> APIAnswer {
    APIAnswer(body: Array("\(call.parameters.action ?? "-") by \(call.caller.accessKeyID)".utf8))
  }
}

/// Answers with so many bytes.
struct Bulk: APIBackend {
  let count: Int

  func answer(_ call: APICall) async -> APIAnswer {
    APIAnswer(body: [UInt8](repeating: UInt8(ascii: "x"), count: count))
  }
}

/// Answers once it is let.
final class Gated: APIBackend {
  private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
  private let entered = AsyncStream.makeStream(of: Void.self)

  func answer(_ call: APICall) async -> APIAnswer {
    await withCheckedContinuation { continuation in
      waiting.withLock { $0.append(continuation) }
      entered.continuation.yield()
    }
    return APIAnswer(body: Array("late".utf8))
  }

  /// Returns when a call is being answered.
  func awaitCall() async {
    for await _ in entered.stream { return }
  }

  func open() {
    for continuation in waiting.withLock({ $0 }) { continuation.resume() }
  }
}
