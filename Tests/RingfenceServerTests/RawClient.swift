import Foundation

/// A TCP client that sends and reads exactly what it is told, for clients that behave badly. It blocks, so it has a thread
/// of its own: see `onThread`.
final class RawClient {
  private let descriptor: Int32

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Connects to a port of this machine. No wait is longer than 30 seconds.
  init(port: Int) throws {
    descriptor = socket(AF_INET, Self.stream, 0)
    guard descriptor >= 0 else { throw Failure(description: "socket: \(errno)") }
    var timeout = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard status == 0 else {
      close(descriptor)
      throw Failure(description: "connect: \(errno)")
    }
  }

  deinit { close(descriptor) }

  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    private static let flags: Int32 = 0
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let flags = Int32(MSG_NOSIGNAL)
  #endif

  /// Sends all of `text`; false when the server has closed the connection.
  @discardableResult
  func send(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Self.flags) }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  /// Reads once; nil at the end of the connection, however it ended.
  func read() throws -> String? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count < 0, errno == EAGAIN { throw Failure(description: "the server neither answered nor closed in 30 seconds") }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  /// Everything up to the end of the connection.
  func readToEnd() throws -> String {
    var text = ""
    while let piece = try read() { text += piece }
    return text
  }

  /// One response with a `Content-Length`.
  func response() throws -> (status: Int, head: String, body: String) {
    var text = ""
    while true {
      if let end = text.range(of: "\r\n\r\n") {
        let head = String(text[..<end.lowerBound])
        let lengths = head.lowercased().split(separator: "\r\n").compactMap { line -> Int? in
          line.hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
        }
        let body = text[end.upperBound...]
        if body.utf8.count >= lengths.first ?? 0 {
          return (Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0, head, String(body))
        }
      }
      guard let piece = try read() else { throw Failure(description: "the connection ended after: \(text)") }
      text += piece
    }
  }
}

/// Runs blocking work on a thread of its own, so that it takes none from the server under test.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Swift.Result { try work() }) }.start()
  }
}

/// Waits until `condition` holds; false after 30 seconds.
func eventually(_ condition: @Sendable () -> Bool) async throws -> Bool {
  let end = ContinuousClock.now + .seconds(30)
  while !condition() {
    guard ContinuousClock.now < end else { return false }
    try await Task.sleep(for: .milliseconds(10))
  }
  return true
}
