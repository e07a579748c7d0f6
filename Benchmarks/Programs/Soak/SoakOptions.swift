import Foundation
import Oracle

/// What the soak is asked for on its command line.
struct SoakOptions: Sendable {
  /// The first seed; each network has the next one.
  var seed = UInt64.random(in: 0..<1 << 32)
  /// How many flows to judge at least.
  var pairs = 10_000_000
  /// When to stop, whatever has been judged.
  var seconds: Double?
  var workers = max(1, ProcessInfo.processInfo.activeProcessorCount)

  struct Misuse: Error { var words: String }

  init(_ arguments: [String]) throws(Misuse) {
    var rest = arguments.makeIterator()
    while let name = rest.next() {
      guard let value = rest.next() else { throw Misuse(words: "\(name) needs a value") }
      switch name {
      case "--seed":
        guard let seed = UInt64(value) else { throw Misuse(words: "--seed \(value): not a number") }
        self.seed = seed
      case "--pairs":
        guard let pairs = Int(value), pairs > 0 else { throw Misuse(words: "--pairs \(value): not a positive number") }
        self.pairs = pairs
      case "--seconds":
        guard let seconds = Double(value), seconds > 0 else {
          throw Misuse(words: "--seconds \(value): not a positive number")
        }
        self.seconds = seconds
      case "--workers":
        guard let workers = Int(value), workers > 0 else {
          throw Misuse(words: "--workers \(value): not a positive number")
        }
        self.workers = workers
      default: throw Misuse(words: "unknown option \(name)")
      }
    }
  }
}
