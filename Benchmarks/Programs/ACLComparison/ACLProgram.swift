import Foundation

/// `dpdk-test-acl`, DPDK's own program for measuring rte_acl.
struct ACLProgram {
  var executable: String
  var rules: String
  var trace: String
  var ruleCount: Int
  var flowCount: Int
  var core: Int

  /// How rte_acl classifies.
  struct Method: Hashable, Sendable {
    /// `--alg`.
    var algorithm: String
    /// `--tracestep`: how many packets are handed over in one call.
    var burst: Int
  }

  /// All algorithms that rte_acl has for x86 and Arm; those that this processor lacks are refused by the program.
  static let algorithms = ["scalar", "sse", "avx2", "avx512x16", "avx512x32", "neon"]

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Classifies the trace again and again: packets a second, by the program's own account.
  func measure(_ method: Method, iterations: Int) throws -> Double {
    let output = try run(method, iterations: iterations, verbose: 0)
    let pattern =
      /([0-9]+) pkts, [0-9]+ categories, ([0-9]+) cycles(?: \(([0-9.]+) sec\))?, ([0-9.]+) cycles\/pkt, ([0-9.]+) pkt\/sec/
    guard let match = output.firstMatch(of: pattern), let rate = Double(match.output.5) else {
      throw Failure(description: "no figures in the output of dpdk-test-acl:\n\(output.suffix(2000))")
    }
    return rate
  }

  /// For each packet of the trace the position of the filter that matched.
  func results(_ method: Method) throws -> [Int?] {
    let output = try run(method, iterations: 1, verbose: 2)
    var results: [Int?] = []
    for line in output.split(separator: "\n") where line.hasPrefix("ipv4_5tuple: ") {
      guard let last = line.split(separator: " ").last, let position = UInt32(last) else { continue }
      // The program subtracts one from the filter's number; none is 0.
      results.append(position == .max ? nil : Int(position))
    }
    return results
  }

  private func run(_ method: Method, iterations: Int, verbose: Int) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = [
      "--no-huge", "--no-pci", "--no-telemetry", "--no-shconf", "-m", "2048", "-l", "\(core)",
      // The wider methods are refused unless asked for.
      "--force-max-simd-bitwidth=512",
      "--", "--rulesf=\(rules)", "--tracef=\(trace)", "--rulenum=\(ruleCount + 1)", "--tracenum=\(flowCount)",
      "--bldcat=1", "--runcat=1", "--alg=\(method.algorithm)", "--tracestep=\(method.burst)", "--iter=\(iterations)",
      "--verbose=\(verbose)",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let output = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw Failure(description: "dpdk-test-acl ended with \(process.terminationStatus):\n\(output.suffix(600))")
    }
    return output
  }
}
