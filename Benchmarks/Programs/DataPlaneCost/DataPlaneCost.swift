import Foundation
import LinuxDataPlane

/// What the kernel's rules cost, and how long changing them takes:
///
///     DataPlaneCost [--parts packets,connects,streams,changes] [--core 1] [--rounds 7] [--quick] [--output FILE]
///
/// Takes root: it makes network namespaces, named `rf-bench-…`, and removes them, those of a killed run included. The
/// kernel's paths are measured on one core under SCHED_FIFO, so that others on the machine are not measured too; every
/// ratio is of numbers that were taken in turns.
@main
struct DataPlaneCost {
  static func main() async {
    do {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      try await measure(options)
    } catch {
      FileHandle.standardError.write(Data("DataPlaneCost: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func measure(_ options: Options) async throws {
    guard geteuid() == 0 else { throw BenchmarkFailure("it takes root to make network namespaces") }
    Path.removeLeftovers()
    try allowFiles(8_192)
    var results = Results()
    results.loadBefore = loadAverage()
    if options.parts.contains("packets") { results.packets = try await PacketCost.measure(options) }
    if options.parts.contains("connects") { results.connects = try await ConnectCost.measure(options) }
    if options.parts.contains("streams") { results.streams = try await StreamCost.measure(options) }
    if options.parts.contains("changes") { results.changes = try await ChangeCost.measure(options) }
    results.loadAfter = loadAverage()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let json = try encoder.encode(results)
    if let output = options.output { try json.write(to: URL(fileURLWithPath: output)) }
  }

  private static func loadAverage() -> Double {
    var loads = [0.0]
    return getloadavg(&loads, 1) == 1 ? loads[0] : 0
  }

  private static func allowFiles(_ count: UInt) throws {
    var limit = rlimit(rlim_cur: count, rlim_max: max(count, 8_192))
    guard setrlimit(__rlimit_resource_t(7), &limit) == 0 else { throw BenchmarkFailure("cannot open \(count) files") }
  }
}

struct Options {
  var parts: Set<String> = ["packets", "connects", "streams", "changes"]
  var core = 1
  var rounds = 7
  /// Only a few cases of each part.
  var isQuick = false
  var output: String?

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      if option == "--quick" {
        isQuick = true
        continue
      }
      guard let value = rest.popFirst() else { throw BenchmarkFailure("\(option) lacks its value") }
      switch option {
      case "--parts": parts = Set(value.split(separator: ",").map(String.init))
      case "--core": core = try Self.number(option, value)
      case "--rounds": rounds = try Self.number(option, value)
      case "--output": output = value
      default: throw BenchmarkFailure("unknown option \(option)")
      }
    }
  }

  private static func number(_ option: String, _ value: String) throws -> Int {
    guard let number = Int(value), number >= 0 else { throw BenchmarkFailure("\(option) takes a number, not \(value)") }
    return number
  }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A line of progress.
func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
