import Foundation
import LinuxDataPlane

/// One-way UDP over a path, 64 bytes of data a packet, to bound sockets that nobody reads.
final class Flood: Sendable {
  /// The first packet of a flow.
  struct Flow: Hashable {
    var target: Shape.Target
    /// Which of the sender's sockets.
    var socket: Int
  }

  static let sockets = 64
  private let sending: [Int32]
  private let receiving: [Int32]
  let path: Path

  /// - Parameter ports: all that packets will go to.
  init(_ path: Path, ports: Set<UInt16>) throws {
    self.path = path
    sending = try path.sender.run {
      try (0..<Self.sockets).map { try Self.bound(to: UInt16(40_000 + $0), isTransparent: true) }
    }
    receiving = try path.receiver.run { try ports.map { try Self.bound(to: $0, isTransparent: false) } }
  }

  deinit { for descriptor in sending + receiving { close(descriptor) } }

  private static func bound(to port: UInt16, isTransparent: Bool) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw BenchmarkFailure("cannot open a socket: \(errno)") }
    var one: Int32 = 1
    // Any source address may be sent from, and looking for it among the own costs nothing.
    if isTransparent { setsockopt(descriptor, 0, IP_TRANSPARENT, &one, 4) }
    // The smallest buffer there is: full after a few packets.
    if !isTransparent { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &one, 4) }
    var address = sockaddr_in.of(0, port)
    let result = withUnsafeBytes(of: &address) { bytes in
      bind(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard result == 0 else { throw BenchmarkFailure("cannot bind port \(port): \(errno)") }
    return descriptor
  }

  /// Sends one packet of each flow from the calling thread, which also forwards and delivers it: all of that is the
  /// path's cost.
  func send(_ flows: [Flow]) throws -> Clocks {
    var payload = [UInt8](repeating: 0x5A, count: 64)
    // struct cmsghdr and struct in_pktinfo: length, level IPPROTO_IP, type IP_PKTINFO, device, source, unused.
    var control = [UInt32](repeating: 0, count: 8)
    control[0] = 28
    control[3] = 8
    var destination = sockaddr_in.of(Path.receiverAddress, 0)
    var failed = 0
    let took = withUnsafeMutablePointer(to: &destination) { destination in
      payload.withUnsafeMutableBytes { payload in
        control.withUnsafeMutableBufferPointer { control in
          var vector = iovec(iov_base: payload.baseAddress, iov_len: payload.count)
          return withUnsafeMutablePointer(to: &vector) { vector in
            var message = msghdr()
            message.msg_name = UnsafeMutableRawPointer(destination)
            message.msg_namelen = socklen_t(MemoryLayout<sockaddr_in>.size)
            message.msg_iov = vector
            message.msg_iovlen = 1
            message.msg_control = UnsafeMutableRawPointer(control.baseAddress)
            message.msg_controllen = 32
            let began = Clocks.now()
            for flow in flows {
              control[5] = flow.target.source.bigEndian
              destination.pointee.sin_port = flow.target.port.bigEndian
              if sendmsg(sending[flow.socket], &message, 0) != 64 { failed += 1 }
            }
            return Clocks.now() - began
          }
        }
      }
    }
    guard failed == 0 else { throw BenchmarkFailure("\(failed) packets of \(path.name) could not be sent: \(errno)") }
    return took
  }

  /// What a packet takes when each opens a flow: nothing is known of any before. Every one must arrive.
  func measure(_ flows: [Flow], core: Int) throws -> Clocks {
    try path.forgetConnections()
    let before = try path.delivered()
    let took = try Pinned.run(core: core) { try self.send(flows) }
    let arrived = try path.delivered() - before
    guard arrived == flows.count else {
      throw BenchmarkFailure("\(path.name): of \(flows.count) packets \(arrived) arrived")
    }
    return took / Double(flows.count)
  }

  /// Different flows to targets, in random order.
  static func flows(_ targets: [Shape.Target], count: Int) -> [Flow] {
    var random = Random(state: 7)
    var found: Set<Flow> = []
    var flows: [Flow] = []
    for _ in 0..<count * 8 where flows.count < count {
      let target = targets[Int.random(in: 0..<targets.count, using: &random)]
      let flow = Flow(target: target, socket: Int.random(in: 0..<sockets, using: &random))
      if found.insert(flow).inserted { flows.append(flow) }
    }
    return flows
  }
}

extension sockaddr_in {
  /// Of numbers in this machine's order.
  static func of(_ address: UInt32, _ port: UInt16) -> sockaddr_in {
    var result = sockaddr_in()
    result.sin_family = sa_family_t(AF_INET)
    result.sin_port = port.bigEndian
    result.sin_addr.s_addr = address.bigEndian
    return result
  }
}
