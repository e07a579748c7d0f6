import Foundation
import Synchronization

/// What some connections measured together.
struct Measurement: Encodable {
  var connections: Int
  var seconds: Double
  var requests: Int
  var requestsPerSecond: Double
  /// Of one request, in milliseconds.
  var median: Double
  var p99: Double
  var slowest: Double
  /// Of an answer's body, in bytes.
  var bytesPerAnswer: Int

  /// Drives one connection with each of `scripts` until the time is over; each goes through its requests in order, again and
  /// again, and ends at the end of a round of `unit` requests so that what it changes is as before.
  static func run(port: UInt16, scripts: [[[UInt8]]], unit: Int, seconds: Double) throws -> Measurement {
    let results = Results()
    let began = ContinuousClock.now
    let end = began + .seconds(seconds)
    let threads = scripts.map { script in
      Thread {
        let result = Result { () throws(LoadError) in try drive(port: port, script, unit: unit, until: end) }
        results.add(result)
      }
    }
    for thread in threads { thread.start() }
    while results.count < scripts.count { Thread.sleep(forTimeInterval: 0.002) }
    let duration = (ContinuousClock.now - began) / .seconds(1)
    let parts = try results.all()
    let latencies = parts.flatMap(\.latencies).sorted()
    func at(_ share: Double) -> Double {
      latencies.isEmpty ? 0 : Double(latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]) / 1_000
    }
    return Measurement(
      connections: scripts.count,
      seconds: duration,
      requests: latencies.count,
      requestsPerSecond: Double(latencies.count) / duration,
      median: at(0.5),
      p99: at(0.99),
      slowest: at(1),
      bytesPerAnswer: parts.reduce(0) { $0 + $1.bytes } / max(1, latencies.count)
    )
  }

  private static func drive(port: UInt16, _ script: [[UInt8]], unit: Int, until end: ContinuousClock.Instant)
    throws(LoadError) -> Part
  {
    var connection = Connection(port: port)
    var latencies: [UInt32] = []
    var bytes = 0
    var index = 0
    while true {
      let began = ContinuousClock.now
      if index.isMultiple(of: unit), began >= end { return Part(latencies: latencies, bytes: bytes) }
      let answer = try connection.exchange(script[index % script.count])
      let microseconds = (ContinuousClock.now - began) / .microseconds(1)
      guard answer.status == 200 else {
        throw LoadError("status \(answer.status): \(String(decoding: connection.body(of: answer), as: UTF8.self))")
      }
      latencies.append(UInt32(clamping: Int(microseconds)))
      bytes += answer.body.count
      index += 1
    }
  }
}

/// What one connection measured: microseconds of each request, and the bytes of all answers.
private struct Part {
  var latencies: [UInt32]
  var bytes: Int
}

private final class Results: Sendable {
  private let parts = Mutex<[Result<Part, LoadError>]>([])

  func add(_ part: Result<Part, LoadError>) { parts.withLock { $0.append(part) } }

  var count: Int { parts.withLock { $0.count } }

  func all() throws -> [Part] { try parts.withLock { try $0.map { try $0.get() } } }
}
