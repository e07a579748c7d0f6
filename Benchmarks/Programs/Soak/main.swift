import Foundation
import Synchronization

// Holds the policy engine against the oracle on random networks, until so many flows have been judged or so much time
// has passed. Ends with 1 at the first difference.
//
//     Soak [--pairs 10000000] [--seconds S] [--seed N] [--workers N]

let options: SoakOptions
do {
  options = try SoakOptions(Array(CommandLine.arguments.dropFirst()))
} catch {
  FileHandle.standardError.write(Data("Soak: \(error.words)\n".utf8))
  exit(64)
}

/// At once, also where the output is a file.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

struct Progress: Sendable {
  var nextSeed: UInt64
  var pairs = 0
  var networks = 0
  var differences: [String] = []
}

let clock = ContinuousClock()
let start = clock.now
let progress = Mutex(Progress(nextSeed: options.seed))

/// The seed of the next network, `nil` when it is time to end.
func nextSeed() -> UInt64? {
  let elapsed = start.duration(to: clock.now) / .seconds(1)
  return progress.withLock { progress in
    guard progress.pairs < options.pairs, progress.differences.isEmpty, elapsed < options.seconds ?? .infinity else {
      return nil
    }
    defer { progress.nextSeed &+= 1 }
    return progress.nextSeed
  }
}

func elapsedSeconds() -> String {
  let tenths = Int(start.duration(to: clock.now) / .milliseconds(100))
  return "\(tenths / 10).\(tenths % 10) s"
}

say("seed \(options.seed), \(options.pairs) pairs, \(options.workers) workers")
DispatchQueue.concurrentPerform(iterations: options.workers) { _ in
  while let seed = nextSeed() {
    var round = SoakRound(seed: seed)
    var difference: String?
    do throws(SoakDifference) { try round.run() } catch { difference = error.description }
    let note = progress.withLock { progress -> String? in
      let before = progress.pairs
      progress.pairs += round.pairs
      progress.networks += 1
      if let difference { progress.differences.append(difference) }
      guard before / 500_000 != progress.pairs / 500_000 else { return nil }
      return "\(progress.pairs) pairs, \(progress.networks) networks, \(elapsedSeconds())"
    }
    if let note { say(note) }
  }
}

let end = progress.withLock { $0 }
for difference in end.differences { say(difference) }
guard end.differences.isEmpty else { exit(1) }
let networks = "\(end.networks) networks (seeds \(options.seed) to \(end.nextSeed &- 1))"
say("\(end.pairs) pairs in \(networks) agree, \(elapsedSeconds())")
