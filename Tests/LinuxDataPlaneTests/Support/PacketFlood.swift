import Foundation
import Synchronization

@testable import LinuxDataPlane

#if canImport(Glibc)
  import Glibc
#endif

/// A thread that writes packets into a bed's devices one after the other, as fast as it can, and notes of each when it
/// was under way and whether it came out.
final class PacketFlood: Sendable {
  struct Sighting: Sendable {
    var template: Int
    /// Nanoseconds of the monotonic clock, before the packet was written and after the kernel was done with it.
    var began: UInt64
    var ended: UInt64
    var passed: Bool
  }

  /// What came out of a device though it was not just sent.
  struct Log: Sendable {
    var sightings: [Sighting] = []
    var strays = 0
    /// A device that could not be written to.
    var failure: String?
  }

  private let isStopped = Atomic(false)
  private let log = Mutex<Log?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Nanoseconds of the monotonic clock.
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  init(_ bed: TunnelBed, _ templates: [PacketTemplate], limit: Int = 1_000_000) {
    let thread = Thread { [self] in
      let result = run(bed, templates, limit)
      log.withLock { $0 = result }
      done.signal()
    }
    thread.name = "flood"
    thread.start()
  }

  /// Ends the thread, and tells what it saw.
  func stop() async -> Log {
    isStopped.store(true, ordering: .releasing)
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        done.wait()
        continuation.resume(returning: log.withLock { $0 } ?? Log())
      }
    }
  }

  private func run(_ bed: TunnelBed, _ templates: [PacketTemplate], _ limit: Int) -> Log {
    var log = Log()
    log.sightings.reserveCapacity(min(limit, 1 << 20))
    let senders = templates.map { bed.descriptor($0.sender) ?? -1 }
    let receivers = templates.map { bed.descriptor($0.receiver) ?? -1 }
    var numbers = templates.map { _ in PacketTemplate.numbers.lowerBound }
    var outgoing = templates.map(\.bytes)
    var incoming = [UInt8](repeating: 0, count: 2048)
    var index = 0
    // Each template at least once, however soon the end comes.
    while log.sightings.count < templates.count || !isStopped.load(ordering: .acquiring), log.sightings.count < limit {
      index = index + 1 < templates.count ? index + 1 : 0
      let template = templates[index]
      if numbers[index] > PacketTemplate.numbers.upperBound {
        // The numbers come again, as those of flows that nobody remembers.
        do { try bed.flushConnections() } catch { log.failure = "\(error)" }
        numbers = numbers.map { _ in PacketTemplate.numbers.lowerBound }
      }
      let count = outgoing[index].count
      let began: UInt64
      let written: Int
      (began, written) = outgoing[index].withUnsafeMutableBytes { bytes in
        template.write(numbers[index], into: bytes)
        return (Self.now(), write(senders[index], bytes.baseAddress, count))
      }
      let ended = Self.now()
      if written != count {
        log.failure = "\(template.sender): \(String(cString: strerror(errno)))"
        break
      }
      if template.number != nil { numbers[index] += 1 }
      var passed = false
      while true {
        let received = incoming.withUnsafeMutableBytes { read(receivers[index], $0.baseAddress, $0.count) }
        guard received > 0 else { break }
        if Self.isSame(incoming, received, outgoing[index]) { passed = true } else { log.strays += 1 }
      }
      log.sightings.append(Sighting(template: index, began: began, ended: ended, passed: passed))
    }
    return log
  }

  /// The time to live, and what it makes of the header's checksum, come before the addresses.
  private static func isSame(_ incoming: [UInt8], _ count: Int, _ outgoing: [UInt8]) -> Bool {
    guard count == outgoing.count else { return false }
    let start = outgoing[0] >> 4 == 4 ? 12 : 8
    return incoming.withUnsafeBytes { one in
      outgoing.withUnsafeBytes { other in
        guard let one = one.baseAddress, let other = other.baseAddress else { return false }
        return memcmp(one + start, other + start, count - start) == 0
      }
    }
  }
}
