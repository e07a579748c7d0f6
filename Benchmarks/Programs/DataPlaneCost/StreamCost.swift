import Foundation
import LinuxDataPlane
import Synchronization

/// What goes on once a connection is allowed: one TCP stream's throughput, a UDP flow's processor time a packet.
enum StreamCost {
  static func measure(_ options: Options) async throws -> [Results.Stream] {
    let udp = Shape(.mix, options.isQuick ? 100 : 10_000, isTCP: false)
    let tcp = Shape(.mix, options.isQuick ? 100 : 10_000, isTCP: true)
    let paths = try ["bare", "ct", "f0"].map { try Path($0) }
    _ = try await Firewall.connectionTracking.raise(paths[1], udp)
    var results: [Results.Stream] = []

    var enforcer = try await Firewall.ringfence.raise(paths[2], udp)
    let conversations = try paths.map { try Conversation($0, udp.targets[0]) }
    let times = try Turns.take(3, options) { try conversations[$0].measure(core: options.core) }
    results.append(
      result("µs a packet of an established UDP flow", times.map { $0.map { $0.processor * 1e6 } }, \.least)
    )
    try await enforcer?.release()

    enforcer = try await Firewall.ringfence.raise(paths[2], tcp)
    try paths.forEach { try $0.forgetConnections() }
    let streams = try paths.map { try Stream($0, tcp.targets[0]) }
    let rates = try Turns.take(3, options) { try streams[$0].measure(core: options.core) }
    results.append(result("Gbit/s of one TCP stream", rates.map { $0.map { 8e-9 / $0.wall } }, \.most))
    results.append(
      result("processor ns a KiB of one TCP stream", rates.map { $0.map { $0.processor * 1e9 * 1024 } }, \.least)
    )
    try await enforcer?.release()
    return results
  }

  private static func result(_ what: String, _ rounds: [[Double]], _ best: KeyPath<[Double], Double>) -> Results.Stream
  {
    let stream = Results.Stream(
      what: what,
      enforced: rounds[2][keyPath: best],
      bare: rounds[0][keyPath: best],
      connectionTracking: rounds[1][keyPath: best],
      medianRatio: zip(rounds[2], rounds[0]).map { $0 / $1 }.median
    )
    say(
      "streams: \(what): \(stream.enforced.rounded(to: 3)), bare \(stream.bare.rounded(to: 3)), conntrack "
        + "\(stream.connectionTracking.rounded(to: 3)); ratio \((stream.enforced / stream.bare).rounded(to: 3)), median "
        + "\(stream.medianRatio.rounded(to: 3))"
    )
    return stream
  }
}

extension [Double] {
  fileprivate var least: Double { self.min() ?? 0 }
  fileprivate var most: Double { self.max() ?? 0 }
}

/// A UDP flow that was answered once.
private final class Conversation: Sendable {
  private static let packets = 16_384
  private let path: Path
  private let sending: Int32
  private let receiving: Int32

  init(_ path: Path, _ target: Shape.Target) throws {
    self.path = path
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    (sending, receiving) = (
      try path.sender.run { socket(AF_INET, kind, 0) }, try path.receiver.run { socket(AF_INET, kind, 0) }
    )
    var small: Int32 = 1
    setsockopt(receiving, SOL_SOCKET, SO_RCVBUF, &small, 4)
    try Self.call(receiving, .of(Path.receiverAddress, target.port), bind)
    try Self.call(sending, .of(target.source, 41_000), bind)
    try Self.call(sending, .of(Path.receiverAddress, target.port), connect)
    // There and back, and there again.
    var word: [UInt8] = [1]
    for _ in 0..<2 {
      guard send(sending, &word, 1, 0) == 1, recv(receiving, &word, 1, 0) == 1 else {
        throw BenchmarkFailure("\(path.name): nothing arrives")
      }
      if word[0] == 1 {
        try Self.answer(receiving, .of(target.source, 41_000))
        guard recv(sending, &word, 1, 0) == 1 else { throw BenchmarkFailure("\(path.name): no answer arrives") }
      }
    }
  }

  deinit {
    close(sending)
    close(receiving)
  }

  private static func answer(_ descriptor: Int32, _ address: sockaddr_in) throws {
    var word: UInt8 = 2
    let sent = withUnsafeBytes(of: address) { bytes in
      sendto(descriptor, &word, 1, 0, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard sent == 1 else { throw BenchmarkFailure("cannot answer: \(errno)") }
  }

  fileprivate static func call(
    _ descriptor: Int32,
    _ address: sockaddr_in,
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) throws {
    let result = withUnsafeBytes(of: address) { bytes in
      function(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard result == 0 else { throw BenchmarkFailure("cannot bind or connect: \(String(cString: strerror(errno)))") }
  }

  func measure(core: Int) throws -> Clocks {
    let before = try path.delivered()
    let took = try Pinned.run(core: core) {
      var payload = [UInt8](repeating: 0x5A, count: 64)
      let began = Clocks.now()
      for _ in 0..<Self.packets { _ = send(self.sending, &payload, payload.count, 0) }
      return Clocks.now() - began
    }
    let arrived = try path.delivered() - before
    guard arrived >= Self.packets else { throw BenchmarkFailure("\(path.name): \(arrived) of \(Self.packets) arrived") }
    return took / Double(Self.packets)
  }
}

/// A TCP stream that is read by a thread on the other core.
private final class Stream: Sendable {
  private static let slice = 1.0
  private let path: Path
  private let sending: Int32
  private let receiving: Int32

  init(_ path: Path, _ target: Shape.Target) throws {
    self.path = path
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let listening = try path.receiver.run { socket(AF_INET, kind, 0) }
    sending = try path.sender.run { socket(AF_INET, kind, 0) }
    try Conversation.call(listening, .of(Path.receiverAddress, target.port), bind)
    guard listen(listening, 1) == 0 else { throw BenchmarkFailure("cannot listen: \(errno)") }
    try Conversation.call(sending, .of(target.source, 0), bind)
    try Conversation.call(sending, .of(Path.receiverAddress, target.port), connect)
    receiving = accept(listening, nil, nil)
    close(listening)
  }

  deinit {
    close(sending)
    close(receiving)
  }

  /// What a byte takes: by the clock, and of both threads' processor time.
  func measure(core: Int) throws -> Clocks {
    let receiving = receiving
    let isDone = Mutex(false)
    let reading = Mutex((bytes: 0, processor: 0.0))
    let ended = DispatchSemaphore(value: 0)
    let reader = Thread {
      _ = try? Pinned.run(core: core == 0 ? 1 : 0) {
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        let began = Clocks.now()
        var bytes = 0
        while true {
          let count = recv(receiving, &buffer, buffer.count, Int32(MSG_DONTWAIT))
          if count > 0 {
            bytes += count
          } else if isDone.withLock({ $0 }) {
            break
          } else {
            var waiting = pollfd(fd: receiving, events: Int16(POLLIN), revents: 0)
            poll(&waiting, 1, 10)
          }
        }
        let processor = (Clocks.now() - began).processor
        reading.withLock { $0 = (bytes, processor) }
      }
      ended.signal()
    }
    reader.start()
    let (sending, slice) = (sending, Self.slice)
    let took = try Pinned.run(core: core) {
      var buffer = [UInt8](repeating: 0x5A, count: 1 << 17)
      let began = Clocks.now()
      var now = began
      while now.wall - began.wall < slice {
        guard send(sending, &buffer, buffer.count, 0) > 0 else { throw BenchmarkFailure("the stream broke: \(errno)") }
        now = Clocks.now()
      }
      return now - began
    }
    isDone.withLock { $0 = true }
    ended.wait()
    let (bytes, processor) = reading.withLock { $0 }
    return Clocks(processor: took.processor + processor, wall: took.wall) / Double(max(1, bytes))
  }
}
