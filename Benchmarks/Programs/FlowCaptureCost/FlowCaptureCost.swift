import FlowLogs
import Foundation
import IPAddressing
import LinuxDataPlane
import VPCModel

/// What recording flows costs: new connections at a rate through a router namespace, and the CPU time that the recorder
/// takes beside them. Run as root: `swift run -c release FlowCaptureCost [RATE] [SECONDS]`.
///
/// The connections are UDP datagrams, each from another port, to a silent socket; they end a second later, so that
/// beginnings and ends come at the same rate. Everything is in namespaces of its own (`rf-flow-cost-…`), removed at the
/// end.
@main
struct FlowCaptureCost {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "send" {
      try send(arguments.dropFirst().compactMap { Int($0) })
      return
    }
    let numbers = arguments.compactMap { Int($0) }
    let (rate, seconds) = (numbers.first ?? 10_000, numbers.dropFirst().first ?? 10)
    let place = try Place()
    defer { place.remove() }
    let without = try await place.run(rate, seconds, recorder: nil)
    print("without a recorder: \(without.sent) sent, machine busy \(percent(without.busy, seconds))")
    for isSubscribed in [false, true] {
      let recorder = try await place.recorder(isSubscribed: isSubscribed)
      let result = try await place.run(rate, seconds, recorder: recorder)
      let status = await recorder.status
      let counts = status.namespaces[place.router]
      await recorder.stop()
      print(
        """
        journal\(isSubscribed ? " and a flow log of 60 s" : ""): \(result.sent) sent, \
        \(counts?.openedCount ?? 0) recorded, \(counts?.lostConnections ?? 0) lost by the kernel, \
        \(status.journal.lostCount) by the journal; recorder \(percent(result.own, seconds)) of one core, \
        \(microseconds(result.own, Int(counts?.openedCount ?? 1))) a connection; \
        machine busy \(percent(result.busy, seconds))
        """
      )
    }
  }

  private static func percent(_ time: Double, _ seconds: Int) -> String {
    "\(Int((time / Double(seconds) * 100).rounded())) %"
  }

  private static func microseconds(_ time: Double, _ count: Int) -> String {
    "\((time / Double(max(1, count)) * 10_000_000).rounded() / 10) µs"
  }

  /// Sends so many datagrams in a second for so many seconds, each from a socket of its own.
  private static func send(_ numbers: [Int]) throws {
    guard numbers.count == 2 else { return }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(9999).bigEndian
    address.sin_addr.s_addr = UInt32(0x0A00_0314).bigEndian
    var sent = 0
    let clock = ContinuousClock()
    let start = clock.now
    for slice in 0..<numbers[1] * 100 {
      for _ in 0..<numbers[0] / 100 {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        let result = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            sendto(descriptor, "x", 1, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        if result == 1 { sent += 1 }
        close(descriptor)
      }
      let due = start + .milliseconds(10 * (slice + 1))
      let rest = clock.now.duration(to: due).components
      if rest.seconds == 0, rest.attoseconds > 0 { usleep(UInt32(rest.attoseconds / 1_000_000_000_000)) }
    }
    print(sent)
  }
}
