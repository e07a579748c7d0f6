import Foundation
import LinuxDataPlane
import Synchronization

/// Sends packets to one port until one arrives, and notes when.
final class Knocking: Sendable {
  private struct State {
    var port: UInt16?
    var arrivals: [UInt16: ContinuousClock.Instant] = [:]
    var isOver = false
  }

  private let state = Mutex(State())
  private let sending: Int32
  private let receiving: [UInt16: Int32]
  private let path: Path

  init(_ path: Path, _ ports: [UInt16], core: Int) throws {
    self.path = path
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    sending = try path.sender.run { socket(AF_INET, kind, 0) }
    receiving = try path.receiver.run {
      var receiving: [UInt16: Int32] = [:]
      for port in ports {
        let descriptor = socket(AF_INET, kind, 0)
        let result = withUnsafeBytes(of: sockaddr_in.of(0, port)) { bytes in
          bind(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard result == 0 else { throw BenchmarkFailure("cannot bind port \(port): \(errno)") }
        receiving[port] = descriptor
      }
      return receiving
    }
    let thread = Thread { [self] in _ = try? Pinned.run(core: core) { self.run() } }
    thread.start()
  }

  func knock(at port: UInt16) { state.withLock { $0.port = port } }
  func arrival(at port: UInt16) -> ContinuousClock.Instant? { state.withLock { $0.arrivals[port] } }
  func end() { state.withLock { $0.isOver = true } }

  private func run() {
    while true {
      let (port, isOver) = state.withLock { ($0.port, $0.isOver) }
      if isOver { break }
      if let port, let descriptor = receiving[port] {
        var word: UInt8 = 1
        withUnsafeBytes(of: sockaddr_in.of(Path.receiverAddress, port)) { bytes in
          let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
          _ = sendto(sending, &word, 1, 0, address, socklen_t(bytes.count))
        }
        // Whoever sends over these devices delivers too: it is there now or never.
        if recv(descriptor, &word, 1, 0) == 1 {
          let now = ContinuousClock.now
          state.withLock {
            $0.arrivals[port] = now
            $0.port = nil
          }
        }
      }
      usleep(20)
    }
    for descriptor in [sending] + receiving.values { close(descriptor) }
  }
}
