import CNetfilter
import Foundation

/// A netlink socket of the netfilter family that is read without waiting. It belongs to the namespace of the thread that
/// makes it, and may be used from any other afterwards.
final class CaptureSocket: Sendable {
  enum Received {
    case bytes(Int)
    /// Nothing there now.
    case nothing
    /// The kernel dropped messages for want of room (ENOBUFS).
    case overrun
    case failed(Int32)
  }

  let descriptor: Int32
  private let namespace: NetworkNamespace

  /// - Parameters:
  ///   - groups: of multicast, `NFNLGRP_…`.
  ///   - receiveBuffer: in bytes; more than the system's limit where CAP_NET_ADMIN is there.
  init(_ namespace: NetworkNamespace, groups: [Int32] = [], receiveBuffer: Int32) throws(CaptureError) {
    self.namespace = namespace
    descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Self.openFlags, NETLINK_NETFILTER)
    guard descriptor >= 0 else { throw CaptureError(namespace, "open a netlink socket", errno) }
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
      }
    }
    guard bound == 0 else { throw CaptureError(namespace, "bind a netlink socket", errno) }
    if !set(SOL_SOCKET, SO_RCVBUFFORCE, receiveBuffer) { _ = set(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
    for group in groups {
      guard set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group) else {
        throw CaptureError(namespace, "listen to connection tracking", errno)
      }
    }
  }

  deinit { close(descriptor) }

  private static let openFlags = Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)

  private func set(_ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
    var value = value
    return setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      switch count == 0 ? EAGAIN : errno {
      case EINTR: continue
      case EAGAIN: return .nothing
      case ENOBUFS: return .overrun
      case let code: return .failed(code)
      }
    }
  }

  /// Sends one message of the netfilter family.
  /// - Parameters:
  ///   - type: subsystem and message.
  ///   - flags: beside `NLM_F_REQUEST`.
  ///   - number: the header's `res_id`.
  ///   - attributes: each by its type and value.
  func send(
    type: UInt16,
    flags: Int32,
    sequence: UInt32,
    family: UInt8 = 0,
    number: UInt16 = 0,
    attributes: [(type: UInt16, value: [UInt8])] = []
  ) throws(CaptureError) {
    var body: [UInt8] = [family, 0, UInt8(number >> 8), UInt8(number & 0xFF)]
    for (type, value) in attributes {
      body += Self.bytes(UInt16(value.count + 4)) + Self.bytes(type) + value
      body += [UInt8](repeating: 0, count: -value.count & 3)
    }
    let message =
      Self.bytes(UInt32(body.count + 16)) + Self.bytes(type) + Self.bytes(UInt16(flags | NLM_F_REQUEST))
      + Self.bytes(sequence) + Self.bytes(UInt32(0)) + body
    guard CNetfilter.send(descriptor, message, message.count, 0) == message.count else {
      throw CaptureError(namespace, "ask the kernel", errno)
    }
  }

  /// Sends one message and waits, at most two seconds, for the kernel to say that it was heeded. What else comes
  /// meanwhile is lost.
  func configure(
    _ what: String,
    type: UInt16,
    sequence: UInt32,
    number: UInt16,
    attributes: [(type: UInt16, value: [UInt8])]
  ) throws(CaptureError) {
    try send(type: type, flags: NLM_F_ACK, sequence: sequence, number: number, attributes: attributes)
    let deadline = ContinuousClock.now + .seconds(2)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while ContinuousClock.now < deadline {
      switch buffer.withUnsafeMutableBytes({ receive(into: $0) }) {
      case .bytes(let count):
        let answer = buffer.withUnsafeBytes { bytes -> Int32? in
          for message in NetlinkMessages(bytes[..<count])
          where message.type == NLMSG_ERROR && message.sequence == sequence {
            return message.body.hostUInt32(at: 0).map { Int32(bitPattern: $0) }
          }
          return nil
        }
        guard let answer else { continue }
        guard answer == 0 else { throw CaptureError(namespace, what, -answer) }
        return
      case .nothing: wait(for: 50)
      case .overrun: continue
      case .failed(let code): throw CaptureError(namespace, what, code)
      }
    }
    throw CaptureError(namespace, what, ETIMEDOUT)
  }

  /// Waits until there is something to read.
  private func wait(for milliseconds: Int32) {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&waiting, 1, milliseconds)
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }
}

/// Why flows of a namespace cannot be captured.
package struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
  package let namespace: NetworkNamespace
  /// What failed, as `listen to connection tracking`.
  package let step: String
  /// `errno`.
  package let code: Int32

  init(_ namespace: NetworkNamespace, _ step: String, _ code: Int32) {
    self.namespace = namespace
    self.step = step
    self.code = code
  }

  package var description: String {
    let hint =
      switch code {
      // The kernel says the same of a log group that is taken.
      case EPERM where step.contains("log group"):
        " (it takes CAP_NET_ADMIN, and that no other program reads the log group)"
      case EPERM, EACCES: " (it takes CAP_NET_ADMIN)"
      case ENOENT: " (`modprobe nf_conntrack` may help)"
      default: ""
      }
    return "cannot \(step) in \(namespace): \(String(cString: strerror(code)))\(hint)"
  }
}
