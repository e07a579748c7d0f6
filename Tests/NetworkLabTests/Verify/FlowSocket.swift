import Foundation
import IPAddressing

@testable import NetworkLab

/// The sockets of a flow's two ends. Every call is for the namespace that the thread is in, or that the socket was made
/// in.
enum FlowSocket {
  /// What the destination listens with. Echo requests its kernel answers; the socket only hears them.
  static func server(_ address: IPAddress, _ traffic: LabFlow.Traffic) throws(LabError) -> Int32 {
    switch traffic {
    case .tcp(let port):
      let descriptor = try bound(address, SOCK_STREAM, port)
      guard listen(descriptor, 256) == 0 else { throw failure("listen", address) }
      return descriptor
    case .udp(let port): return try bound(address, SOCK_DGRAM, port)
    case .echo: return try bound(address, SOCK_RAW, 0)
    }
  }

  static func client(_ flow: LabFlow) throws(LabError) -> Int32 {
    let address = flow.source.address
    switch flow.traffic {
    case .tcp:
      let descriptor = try bound(address, SOCK_STREAM, flow.clientPort)
      // Closing resets: nothing stays behind in TIME_WAIT.
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
      return descriptor
    case .udp: return try bound(address, SOCK_DGRAM, flow.clientPort)
    case .echo: return try bound(address, SOCK_RAW, 0)
    }
  }

  /// Sends the first packet.
  /// - Returns: whether it was taken; not where the kernel knows of no way.
  static func begin(_ flow: LabFlow, _ client: Int32) -> Bool {
    let remote = flow.destination.address
    switch flow.traffic {
    case .tcp(let port):
      return SocketAddress(address: remote, port: port).pass { connect(client, $0, $1) } == 0 || errno == EINPROGRESS
    case .udp(let port):
      guard SocketAddress(address: remote, port: port).pass(to: { connect(client, $0, $1) }) == 0 else { return false }
      return Glibc.send(client, question, question.count, 0) == question.count
    case .echo:
      // Of a raw socket the port has no meaning, and IPv6 refuses another than 0.
      guard SocketAddress(address: remote, port: 0).pass(to: { connect(client, $0, $1) }) == 0 else { return false }
      let message = echoRequest(flow)
      return Glibc.send(client, message, message.count, 0) == message.count
    }
  }

  /// Answers all datagrams with the name of who received them.
  static func answer(_ server: Int32, as name: String) {
    let reply = Array(name.utf8)
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      var peer = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      withUnsafeMutablePointer(to: &peer) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
          guard recvfrom(server, &bytes, bytes.count, 0, peer, &length) >= 0 else {
            length = 0
            return
          }
          _ = sendto(server, reply, reply.count, 0, peer, length)
        }
      }
      if length == 0 { return }
    }
  }

  /// Whether the client has its answer; `nil` where that is not yet told. Who answered a connection is told by who it
  /// came to (`FlowSender`).
  ///
  /// - Parameter name: of who is to answer datagrams: another VPC's host may have the same address.
  static func outcome(_ flow: LabFlow, _ client: Int32, from name: String) -> Bool? {
    var bytes = [UInt8](repeating: 0, count: 512)
    switch flow.traffic {
    case .tcp:
      var code: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(client, SOL_SOCKET, SO_ERROR, &code, &length)
      return code == 0
    case .udp:
      let count = recv(client, &bytes, bytes.count, 0)
      return count > 0 && bytes.prefix(count).elementsEqual(name.utf8)
    case .echo:
      let reply: UInt8 = flow.source.address.family == .ipv4 ? 0 : 129
      while let message = message(client, flow.source.address.family) {
        if message.type == reply, message.identifier == flow.clientPort { return true }
      }
      return errno == EAGAIN ? nil : false
    }
  }

  /// The identifiers of the echo requests that a server has heard.
  static func heardEchoes(_ server: Int32, _ family: IPFamily) -> Set<UInt16> {
    var heard: Set<UInt16> = []
    while let message = message(server, family) {
      if message.type == (family == .ipv4 ? 8 : 128) { heard.insert(message.identifier) }
    }
    return heard
  }

  /// The next ICMP message that is long enough for an echo; `nil` where there is none yet, or an error (`errno`).
  private static func message(_ socket: Int32, _ family: IPFamily) -> (type: UInt8, identifier: UInt16)? {
    var bytes = [UInt8](repeating: 0, count: 512)
    while true {
      let count = recv(socket, &bytes, bytes.count, 0)
      guard count >= 0 else { return nil }
      // IPv4 shows its own header first (RFC 791: its length in words of four bytes).
      let start = family == .ipv4 ? Int(bytes[0] & 15) * 4 : 0
      if count >= start + 8 { return (bytes[start], UInt16(bytes[start + 4]) << 8 | UInt16(bytes[start + 5])) }
    }
  }

  // MARK: Making them

  private static let question = Array("who is there".utf8)

  private static func bound(_ address: IPAddress, _ type: __socket_type, _ port: UInt16) throws(LabError) -> Int32 {
    let kind = Int32(type.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let isV4 = address.family == .ipv4
    let number: Int32 = type == SOCK_RAW ? (isV4 ? 1 : 58) : 0
    let descriptor = Glibc.socket(isV4 ? AF_INET : AF_INET6, kind, number)
    guard descriptor >= 0 else { throw failure("make a socket at", address) }
    // Flows to one port share their server's address.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard SocketAddress(address: address, port: port).pass(to: { bind(descriptor, $0, $1) }) == 0 else {
      let error = failure("bind port \(port) of", address)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func failure(_ step: String, _ address: IPAddress) -> LabError {
    LabError(.namespace, "cannot \(step) \(address): \(String(cString: strerror(errno)))")
  }

  /// RFC 792 and RFC 4443; the kernel adds the checksum of the latter.
  private static func echoRequest(_ flow: LabFlow) -> [UInt8] {
    let isV4 = flow.source.address.family == .ipv4
    var message: [UInt8] = [
      isV4 ? 8 : 128, 0, 0, 0, UInt8(flow.clientPort >> 8), UInt8(flow.clientPort & 0xFF), 0, 1,
    ]
    guard isV4 else { return message }
    // RFC 1071.
    var sum = stride(from: 0, to: message.count, by: 2)
      .reduce(UInt32(0)) { $0 + UInt32(message[$1]) << 8 + UInt32(message[$1 + 1]) }
    sum = sum & 0xFFFF + sum >> 16
    message[2] = UInt8(~sum >> 8 & 0xFF)
    message[3] = UInt8(~sum & 0xFF)
    return message
  }
}
