import CNetfilter

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What packets a table sees.
enum TableFamily {
  /// Those of both families of addresses.
  case inet
  /// What bridges carry, whatever it is.
  case bridge

  var netlink: UInt16 {
    switch self {
    case .inet: UInt16(NFPROTO_INET)
    case .bridge: UInt16(NFPROTO_BRIDGE)
    }
  }
}

/// A socket to nftables in the namespace of the thread that opens it.
final class NetlinkSocket {
  private let socket: OpaquePointer
  private let port: UInt32
  private var sequence: UInt32
  let family: TableFamily

  init(_ family: TableFamily) throws(NetlinkError) {
    self.family = family
    guard let socket = mnl_socket_open2(NETLINK_NETFILTER, Int32(SOCK_CLOEXEC.rawValue)) else {
      throw NetlinkError(step: "open a netlink socket", code: errno)
    }
    guard mnl_socket_bind(socket, 0, 0) == 0 else {
      let code = errno
      mnl_socket_close(socket)
      throw NetlinkError(step: "bind a netlink socket", code: code)
    }
    self.socket = socket
    port = mnl_socket_get_portid(socket)
    sequence = UInt32(truncatingIfNeeded: time(nil))
  }

  deinit { mnl_socket_close(socket) }

  /// A number for the next message.
  func nextSequence() -> UInt32 {
    sequence &+= 1
    return sequence
  }

  /// Sends a transaction and waits for what becomes of it: all of it or nothing.
  func commit(_ batch: NetlinkBatch) throws(NetlinkError) {
    let descriptor = mnl_socket_get_fd(socket)
    // The kernel takes a transaction in one piece, which must fit into the socket's buffer.
    var size = Int32(clamping: batch.bytes.count * 2 + 65_536)
    let length = socklen_t(MemoryLayout<Int32>.size)
    if setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &size, length) != 0 {
      _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, length)
    }
    let sent = batch.bytes.withUnsafeBytes { mnl_socket_sendto(socket, $0.baseAddress, $0.count) }
    guard sent == batch.bytes.count else { throw NetlinkError(step: "send a transaction to the kernel", code: errno) }

    // The kernel has judged the transaction when the call returns; it answers the errors, and the last message.
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var failure: NetlinkError?
    while true {
      let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT)) }
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        // More errors than the socket holds: the first tells enough.
        if count < 0, errno == ENOBUFS, failure != nil { break }
        if count < 0, errno != EAGAIN { throw NetlinkError(step: "read the kernel's answer", code: errno) }
        break
      }
      Self.forEachMessage(buffer, count) { message in
        guard failure == nil, message.pointee.nlmsg_type == UInt16(NLMSG_ERROR) else { return }
        let code = Self.errorCode(message)
        if code != 0 { failure = NetlinkError(step: batch.step(of: message.pointee.nlmsg_seq), code: code) }
      }
    }
    if let failure { throw failure }
  }

  /// Asks for a list and gives each of its messages to `body`.
  func dump(
    _ step: String,
    _ request: [UInt8],
    sequence: UInt32,
    _ body: (UnsafePointer<nlmsghdr>) -> Void
  ) throws(NetlinkError) {
    let sent = request.withUnsafeBytes { mnl_socket_sendto(socket, $0.baseAddress, $0.count) }
    guard sent == request.count else { throw NetlinkError(step: step, code: errno) }
    var buffer = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = buffer.withUnsafeMutableBytes { mnl_socket_recvfrom(socket, $0.baseAddress, $0.count) }
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        throw NetlinkError(step: step, code: count == 0 ? EPIPE : errno)
      }
      var isDone = false
      var code: Int32 = 0
      Self.forEachMessage(buffer, count) { message in
        guard message.pointee.nlmsg_seq == sequence else { return }
        switch message.pointee.nlmsg_type {
        case UInt16(NLMSG_DONE): isDone = true
        case UInt16(NLMSG_ERROR):
          code = Self.errorCode(message)
          isDone = true
        default:
          // The list changed while it was read.
          if message.pointee.nlmsg_flags & UInt16(NLM_F_DUMP_INTR) != 0 { code = EAGAIN }
          body(message)
        }
      }
      guard isDone else { continue }
      if code != 0 { throw NetlinkError(step: step, code: code) }
      return
    }
  }

  /// The negative number that follows the header of an error message.
  private static func errorCode(_ message: UnsafePointer<nlmsghdr>) -> Int32 {
    guard message.pointee.nlmsg_len >= 20 else { return EINVAL }
    return -UnsafeRawPointer(message).loadUnaligned(fromByteOffset: 16, as: Int32.self)
  }

  private static func forEachMessage(_ buffer: [UInt8], _ count: Int, _ body: (UnsafePointer<nlmsghdr>) -> Void) {
    buffer.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 16 <= count, let base = bytes.baseAddress {
        let header = (base + offset).assumingMemoryBound(to: nlmsghdr.self)
        let length = Int(header.pointee.nlmsg_len)
        guard length >= 16, offset + length <= count else { return }
        body(header)
        offset += (length + 3) & ~3
      }
    }
  }
}
