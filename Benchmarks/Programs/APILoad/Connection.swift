import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What went wrong with a connection, in words.
struct LoadError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A blocking HTTP/1.1 connection for one thread, with as little work for each request as possible: the client must not
/// be what is measured. It opens again where the server closes.
struct Connection: ~Copyable {
  /// An answer's status and where its body lies in the connection's buffer.
  struct Answer {
    let status: Int
    let body: Range<Int>
  }

  private let port: UInt16
  private var descriptor: Int32 = -1
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(port: UInt16) { self.port = port }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Sends a whole request and reads the whole answer.
  mutating func exchange(_ request: [UInt8]) throws(LoadError) -> Answer {
    if descriptor >= 0, let answer = try attempt(request) { return answer }
    // The server may have closed after the answer before.
    try open()
    guard let answer = try attempt(request) else { throw LoadError("the server closed without an answer") }
    return answer
  }

  /// The bytes of the newest answer's body.
  func body(of answer: Answer) -> ArraySlice<UInt8> { buffer[answer.body] }

  private mutating func open() throws(LoadError) {
    if descriptor >= 0 { close(descriptor) }
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafeBytes(of: &address) { bytes in
      connect(
        descriptor,
        bytes.assumingMemoryBound(to: sockaddr.self).baseAddress,
        socklen_t(MemoryLayout<sockaddr_in>.size)
      )
    }
    guard status == 0 else { throw LoadError("cannot connect to port \(port): \(String(cString: strerror(errno)))") }
  }

  /// `nil` where the server had closed before the first byte of an answer.
  private mutating func attempt(_ request: [UInt8]) throws(LoadError) -> Answer? {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { bytes in
        send(descriptor, bytes.baseAddress.map { $0 + sent }, request.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return nil }
      sent += count
    }
    var filled = 0
    var end: Int?
    while true {
      if end == nil { end = headEnd(filled) }
      if let end {
        let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
        guard let status = Int(head.dropFirst(9).prefix(3)) else { throw LoadError("no HTTP answer: \(head)") }
        let length = head.firstRange(of: "content-length: ").flatMap {
          Int(head[$0.upperBound...].prefix(while: \.isNumber))
        }
        guard let length else { throw LoadError("an answer without its length: \(head)") }
        while filled < end + length {
          guard try receive(&filled) else { throw LoadError("the server closed in the middle of an answer") }
        }
        if head.contains("connection: close") || head.hasPrefix("http/1.0") {
          close(descriptor)
          descriptor = -1
        }
        return Answer(status: status, body: end..<(end + length))
      }
      guard try receive(&filled) else { return nil }
    }
  }

  private func headEnd(_ filled: Int) -> Int? {
    var index = 3
    while index < filled {
      if buffer[index] == 0x0A, buffer[index - 1] == 0x0D, buffer[index - 2] == 0x0A { return index + 1 }
      index += 1
    }
    return nil
  }

  private mutating func receive(_ filled: inout Int) throws(LoadError) -> Bool {
    if filled == buffer.count { buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count)) }
    let count = buffer.withUnsafeMutableBytes { [filled] bytes in
      recv(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled, 0)
    }
    guard count > 0 else { return false }
    filled += count
    return true
  }
}
