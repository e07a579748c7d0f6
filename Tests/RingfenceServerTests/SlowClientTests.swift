import Foundation
import Testing

@testable import RingfenceServer

@Suite("Slow clients", .timeLimit(.minutes(3)))
struct SlowClientTests {
  private static func cut(_ reason: String, _ server: TestServer) async throws -> Bool {
    try await eventually {
      server.metrics.text().contains("ringfence_connections_cut_total{waiting_for=\"\(reason)\"} 1\n")
    }
  }

  @Test("A header that trickles in is cut")
  func slowHeader() async throws {
    let options = ServerOptions(limits: ServerLimits(headTime: .milliseconds(200)))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\n")
        var number = 0
        while client.send("x-\(number): y\r\n") {
          number += 1
          Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(try client.readToEnd() == "")
      }
      #expect(try await Self.cut("head", server))
    }
  }

  @Test("A connection on which nothing is sent is cut")
  func silent() async throws {
    let options = ServerOptions(limits: ServerLimits(headTime: .milliseconds(100)))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        #expect(try client.readToEnd() == "")
      }
      #expect(try await Self.cut("head", server))
    }
  }

  @Test("A body that trickles in is cut, however lively it trickles")
  func slowBody() async throws {
    let options = ServerOptions(limits: ServerLimits(bodyBytes: 1 << 30, bodyTime: .milliseconds(300)))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n")
        while client.send("x") { Thread.sleep(forTimeInterval: 0.01) }
        #expect(try client.readToEnd() == "")
      }
      #expect(try await Self.cut("body", server))
    }
  }

  @Test("A client that does not read its response is cut")
  func neverReading() async throws {
    let limits = ServerLimits(writeTime: .milliseconds(300), leastReadingRate: 1 << 30)
    try await TestServer.run(ServerOptions(limits: limits), backend: Bulk(count: 64 << 20)) { server in
      let client = try await onThread { () -> Held in
        let client = try RawClient(port: server.port)
        client.send(server.signedPost())
        return Held(client)
      }
      #expect(try await Self.cut("write", server))
      withExtendedLifetime(client) {}
    }
  }

  @Test("A large response is read to its end by a client that reads")
  func largeResponse() async throws {
    try await TestServer.run(backend: Bulk(count: 32 << 20)) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send(server.signedPost().replacing("Content-Length", with: "Connection: close\r\nContent-Length"))
        var count = 0
        while let piece = try client.read() { count += piece.utf8.count }
        #expect(count > 32 << 20)
      }
    }
  }

  @Test("A connection that stands idle after a response is cut")
  func idle() async throws {
    let options = ServerOptions(limits: ServerLimits(idleTime: .milliseconds(200)))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        client.send(server.signedPost())
        #expect(try client.readToEnd().contains("DescribeVpcs by"))
      }
      #expect(try await Self.cut("idle", server))
    }
  }

  @Test("Beyond the limit of connections the next waits until one ends")
  func connectionLimit() async throws {
    try await TestServer.run(ServerOptions(limits: ServerLimits(connections: 2))) { server in
      try await onThread {
        let probe = "GET /health HTTP/1.1\r\nHost: h\r\n\r\n"
        var open = try (0..<2).map { _ in try RawClient(port: server.port) }
        for client in open {
          client.send(probe)
          #expect(try client.response().status == 200)
        }
        let third = try RawClient(port: server.port)
        third.send(probe)
        #expect(server.metrics.text().contains("ringfence_connections_total 2\n"))
        open.removeLast()
        #expect(try third.response().status == 200)
      }
    }
  }
}

/// A connection that is kept open from another thread and used from none.
final class Held: @unchecked Sendable {
  private let client: RawClient
  init(_ client: RawClient) { self.client = client }
}
