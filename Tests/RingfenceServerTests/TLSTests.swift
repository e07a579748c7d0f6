import Foundation
import Testing

@testable import RingfenceServer

@Suite("TLS", .timeLimit(.minutes(3)), .enabled(if: OpenSSL.isThere, "the program openssl is not installed"))
struct TLSTests {
  @Test("A client that trusts the certificate is answered over TLS")
  func answered() async throws {
    let folder = try OpenSSL.Folder()
    try folder.makeCertificate("server")
    let identity = try TLSIdentity(
      certificateChain: folder.bytes("server.crt"),
      privateKey: folder.bytes("server.key")
    )
    try await TestServer.run(ServerOptions(tls: identity)) { server in
      let output = try await onThread {
        try OpenSSL.run(
          [
            "s_client", "-connect", "127.0.0.1:\(server.port)", "-CAfile", folder.path("server.crt"),
            "-verify_return_error", "-verify_ip", "127.0.0.1", "-quiet", "-alpn", "http/1.1",
          ],
          input: "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
      }
      #expect(output.hasPrefix("HTTP/1.1 200"))
      #expect(output.contains("alive"))
      let old = try await onThread {
        try OpenSSL.run(
          ["s_client", "-connect", "127.0.0.1:\(server.port)", "-tls1_1"],
          input: "GET / HTTP/1.1\r\n\r\n"
        )
      }
      #expect(!old.contains("HTTP/1.1 "))
    }
  }

  @Test("A handshake that never comes is cut")
  func noHandshake() async throws {
    let folder = try OpenSSL.Folder()
    try folder.makeCertificate("server")
    let identity = try TLSIdentity(
      certificateChain: folder.bytes("server.crt"),
      privateKey: folder.bytes("server.key")
    )
    let options = ServerOptions(tls: identity, limits: ServerLimits(headTime: .milliseconds(200)))
    try await TestServer.run(options) { server in
      try await onThread {
        let client = try RawClient(port: server.port)
        #expect(try client.readToEnd() == "")
      }
    }
  }

  @Test("A certificate with another's key, and files that hold neither, are refused with a reason")
  func refused() throws {
    let folder = try OpenSSL.Folder()
    try folder.makeCertificate("one")
    try folder.makeCertificate("other")
    #expect(throws: ServerError.self) {
      try TLSIdentity(certificateChain: folder.bytes("one.crt"), privateKey: folder.bytes("other.key"))
    }
    #expect(throws: ServerError.self) {
      try TLSIdentity(certificateChain: Array("nothing".utf8), privateKey: folder.bytes("one.key"))
    }
    #expect(throws: ServerError.self) {
      try TLSIdentity(certificateChain: folder.bytes("one.crt"), privateKey: Array("nothing".utf8))
    }
  }
}

/// The program `openssl`, as certificate authority and as client.
enum OpenSSL {
  static let isThere = (try? run(["version"])) != nil

  struct Failure: Error { let status: Int32 }

  /// Runs it to its end and returns what it printed.
  @discardableResult
  static func run(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    let (stdin, stdout) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    if arguments.first != "s_client" { try stdin.fileHandleForWriting.close() }
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    try? stdin.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0 || arguments.first == "s_client" else {
      throw Failure(status: process.terminationStatus)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A temporary folder for certificates; it goes with its last reference.
  final class Folder: Sendable {
    private let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    func bytes(_ name: String) -> [UInt8] { (try? Array(Data(contentsOf: url.appendingPathComponent(name)))) ?? [] }

    /// Makes `name.crt`, signed by itself for 127.0.0.1, and `name.key`.
    func makeCertificate(_ name: String) throws {
      try OpenSSL.run([
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
        "-keyout", path("\(name).key"), "-out", path("\(name).crt"),
      ])
    }
  }
}
