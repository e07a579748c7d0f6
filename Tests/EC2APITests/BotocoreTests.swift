import ControlPlane
import EC2Shapes
import Foundation
import Testing

@testable import EC2API

@Suite("Requests that boto3 signed")
struct BotocoreTests {
  private struct Sent: Decodable {
    var method: String
    var url: String
    var headers: [[String]]
    var body: String
  }

  @Test(
    "All are let in, and none with a byte of its body or query changed",
    .enabled(if: Self.python(["-c", "import boto3"]) != nil, "python3 with boto3 is not installed")
  )
  func letIn() async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/signed_requests.py").path
    let key = SigningClient.key
    let output = try #require(Self.python([script, key.id, key.secret]))
    let requests = try JSONDecoder().decode([Sent].self, from: output)
    #expect(requests.count == 6)
    let verifier = SignatureVerifier(directory: InMemoryAccessKeys([key]))
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    for sent in requests {
      let prefix = "http://127.0.0.1:4566"
      try #require(sent.url.hasPrefix(prefix))
      var headers = sent.headers.map { (name: $0[0], value: $0[1]) }
      if !headers.contains(where: { $0.name.lowercased() == "host" }) { headers.append(("Host", "127.0.0.1:4566")) }
      let target = String(sent.url.dropFirst(prefix.count))
      var request = WireRequest(
        method: sent.method,
        target: target.hasPrefix("/") ? target : "/" + target,
        headers: HeaderFields(headers),
        body: Array(sent.body.utf8)
      )
      await #expect(throws: Never.self, "\(sent.method) \(sent.url) \(sent.body)") {
        let (caller, _) = try await verifier.caller(of: request, at: now)
        #expect(caller.region == "eu-west-1")
      }
      if request.body.isEmpty {
        request.query.insert(contentsOf: "a=b&".utf8, at: 0)
      } else {
        request.body[request.body.count / 2] ^= 1
      }
      await #expect(throws: AuthenticationFailure.mismatch) { try await verifier.caller(of: request, at: now) }
    }
  }

  /// The output of `python3` with these arguments, nil when it is not there or fails.
  private static func python(_ arguments: [String]) -> Data? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = (try? output.fileHandleForReading.readToEnd()) ?? nil
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data ?? Data() : nil
  }
}
