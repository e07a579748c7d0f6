import Foundation
import Workloads

// Holds the engine against DPDK's rte_acl, for every case of `NetworkShape.comparedWithACL`: first the answers, then the
// speed. Writes the results as JSON where `--output` says, or to standard output.
//
// Both run on one core: start it under `taskset -c N` with `--core N`.

/// Progress goes to standard error.
func report(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

func parseOptions(_ arguments: [String]) throws -> Comparison.Options {
  var options = Comparison.Options()
  var rest = arguments.makeIterator()
  while let name = rest.next() {
    guard let value = rest.next() else { throw ACLProgram.Failure(description: "\(name) needs a value") }
    func number<Number: FixedWidthInteger>(_: Number.Type) throws -> Number {
      guard let number = Number(value) else { throw ACLProgram.Failure(description: "\(name) \(value): not a number") }
      return number
    }
    switch name {
    case "--seed": options.seed = try number(UInt64.self)
    case "--rounds": options.rounds = max(1, try number(Int.self))
    case "--lookups": options.lookups = try number(Int.self)
    case "--flows": options.flows = min(65_536, max(1, try number(Int.self)))
    case "--core": options.core = try number(Int.self)
    case "--dpdk-test-acl": options.executable = value
    case "--output": options.output = value
    default: throw ACLProgram.Failure(description: "unknown option \(name)")
    }
  }
  return options
}

do {
  let options = try parseOptions(Array(CommandLine.arguments.dropFirst()))
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-acl-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }

  var results: [Comparison.Result] = []
  for (name, shape) in NetworkShape.comparedWithACL {
    report("\(name), seed \(options.seed)")
    let result = try Comparison(name: name, shape: shape, options: options).run(in: folder)
    report(
      "  rte_acl \(result.acl.best) (median \(result.acl.median)), engine \(result.engine.best) "
        + "(\(result.engine.median)), from packets \(result.engineFromPackets.best) "
        + "(\(result.engineFromPackets.median)) million a second; \(result.hitPercent) % hit"
    )
    results.append(result)
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  let json = try encoder.encode(results)
  if let output = options.output {
    try json.write(to: URL(fileURLWithPath: output))
  } else {
    FileHandle.standardOutput.write(json + Data("\n".utf8))
  }
} catch {
  report("\(error)")
  exit(1)
}
