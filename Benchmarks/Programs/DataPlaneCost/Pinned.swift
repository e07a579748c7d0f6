import Foundation
import Synchronization

/// Runs something on one core, before everything else that wants it.
enum Pinned {
  /// - Throws: what `body` throws, and where the core or the priority is refused.
  static func run<Value: Sendable>(core: Int, _ body: @escaping @Sendable () throws -> Value) throws -> Value {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let value = Result {
        try pin(core)
        return try body()
      }
      result.withLock { $0 = value }
      done.signal()
    }
    thread.stackSize = 1 << 21
    thread.start()
    done.wait()
    guard let value = result.withLock({ $0 }) else { throw BenchmarkFailure("a thread ended without a result") }
    return try value.get()
  }

  private static func pin(_ core: Int) throws {
    var cores = cpu_set_t()
    withUnsafeMutableBytes(of: &cores) { if core / 8 < $0.count { $0[core / 8] |= 1 << UInt8(core % 8) } }
    // glibc declares it for GNU programs only.
    typealias SetAffinity = @convention(c) (pid_t, Int, UnsafeRawPointer) -> Int32
    guard let symbol = dlsym(nil, "sched_setaffinity") else { throw BenchmarkFailure("there is no sched_setaffinity") }
    let setAffinity = unsafeBitCast(symbol, to: SetAffinity.self)
    guard core < MemoryLayout<cpu_set_t>.size * 8, setAffinity(0, MemoryLayout<cpu_set_t>.size, &cores) == 0 else {
      throw BenchmarkFailure("there is no core \(core): \(errno)")
    }
    var parameters = sched_param(sched_priority: 50)
    guard sched_setscheduler(0, SCHED_FIFO, &parameters) == 0 else {
      throw BenchmarkFailure("SCHED_FIFO is refused: \(errno)")
    }
  }
}

/// Seconds.
struct Clocks {
  var processor: Double
  var wall: Double

  static func now() -> Clocks { Clocks(processor: read(CLOCK_THREAD_CPUTIME_ID), wall: read(CLOCK_MONOTONIC)) }

  private static func read(_ clock: Int32) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func - (left: Clocks, right: Clocks) -> Clocks {
    Clocks(processor: left.processor - right.processor, wall: left.wall - right.wall)
  }

  static func / (all: Clocks, count: Double) -> Clocks {
    Clocks(processor: all.processor / count, wall: all.wall / count)
  }
}

/// Measures several things in turns.
enum Turns {
  /// For each thing its rounds, the first left out: it warms up.
  static func take(_ things: Int, _ options: Options, _ measure: (Int) throws -> Clocks) throws -> [[Clocks]] {
    var times: [[Clocks]] = Array(repeating: [], count: things)
    for round in 0...max(1, options.rounds) {
      for thing in 0..<things {
        let took = try measure(thing)
        if round > 0 { times[thing].append(took) }
      }
    }
    return times
  }
}
