import Foundation
import LinuxDataPlane

/// Processor time of a TCP connection, opened, accepted and reset, and how many go in a second.
enum ConnectCost {
  private static let connections = 2_048

  static func measure(_ options: Options) async throws -> [Results.Cost] {
    let bare = try Path("bare")
    let tracked = try Path("ct")
    var results: [Results.Cost] = []
    let sizes = options.isQuick ? [10, 1_000] : [10, 1_000, 10_000, 100_000]
    let linear = options.isQuick ? [100] : [100, 1_000, 10_000]
    let cases =
      sizes.flatMap { size in [Shape.Kind.blocks, .ports, .mix].map { ($0, size, Firewall.ringfence) } }
      + linear.map { (.blocks, $0, .linear) }
    for (kind, size, firewall) in cases {
      let shape = Shape(kind, size, isTCP: true)
      if results.isEmpty { _ = try await Firewall.connectionTracking.raise(tracked, shape) }
      let path = try Path("f0")
      let enforcer = try await firewall.raise(path, shape)
      let count = firewall == .linear && size > 1_000 ? 256 : connections
      let callers = try [bare, tracked, path].map { try Caller($0, Array(shape.targets.prefix(count))) }
      let times = try Turns.take(callers.count, options) { try callers[$0].measure(core: options.core) }
      let cost = Results.Cost(shape, firewall, times[2], bare: times[0], connectionTracking: times[1])
      say("connects: \(cost.line())")
      results.append(cost)
      try await enforcer?.release()
    }
    return results
  }
}

/// Opens connections over a path from many addresses to many ports.
private final class Caller: Sendable {
  private let path: Path
  private let targets: [Shape.Target]
  private let listeners: [UInt16: Int32]

  init(_ path: Path, _ targets: [Shape.Target]) throws {
    self.path = path
    self.targets = targets
    let ports = Set(targets.map(\.port))
    listeners = try path.receiver.run {
      var listeners: [UInt16: Int32] = [:]
      for port in ports {
        let descriptor = try Self.open()
        try Self.call("bind port \(port)", descriptor, sockaddr_in.of(0, port), bind)
        guard listen(descriptor, 16) == 0 else { throw BenchmarkFailure("cannot listen: \(errno)") }
        listeners[port] = descriptor
      }
      return listeners
    }
  }

  deinit { for descriptor in listeners.values { close(descriptor) } }

  func measure(core: Int) throws -> Clocks {
    try path.forgetConnections()
    let sockets = try path.sender.run {
      try self.targets.map { target in
        let descriptor = try Self.open()
        var one: Int32 = 1
        // The port is chosen when the destination is known.
        setsockopt(descriptor, 0, 24, &one, 4)
        try Self.call("bind", descriptor, sockaddr_in.of(target.source, 0), bind)
        return descriptor
      }
    }
    return try Pinned.run(core: core) { try self.connect(sockets) } / Double(targets.count)
  }

  private func connect(_ sockets: [Int32]) throws -> Clocks {
    let began = Clocks.now()
    for (descriptor, target) in zip(sockets, targets) {
      try Self.call("connect", descriptor, sockaddr_in.of(Path.receiverAddress, target.port), Foundation.connect)
      let accepted = accept(listeners[target.port] ?? -1, nil, nil)
      guard accepted >= 0 else { throw BenchmarkFailure("cannot accept: \(errno)") }
      // Reset, so that nothing lingers.
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Foundation.linger>.size))
      close(descriptor)
      close(accepted)
    }
    return Clocks.now() - began
  }

  private static func open() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw BenchmarkFailure("cannot open a socket: \(errno)") }
    return descriptor
  }

  private static func call(
    _ word: String,
    _ descriptor: Int32,
    _ address: sockaddr_in,
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) throws {
    let result = withUnsafeBytes(of: address) { bytes in
      function(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard result == 0 else { throw BenchmarkFailure("cannot \(word): \(String(cString: strerror(errno)))") }
  }
}
