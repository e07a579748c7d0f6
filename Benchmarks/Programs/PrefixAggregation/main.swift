import Foundation
import IPAddressing

// Reads a file with a CIDR block on each line, writes the fewest blocks of the same addresses to another, and prints as
// one line of JSON how many there were and the CPU time of the process.
//
//     PrefixAggregation INPUT OUTPUT

struct Aggregation: Codable {
  var prefixes: Int
  var aggregated: Int
  var cpuSeconds: Double
}

func fail(_ words: String) -> Never {
  FileHandle.standardError.write(Data("PrefixAggregation: \(words)\n".utf8))
  exit(64)
}

guard CommandLine.arguments.count == 3 else { fail("usage: PrefixAggregation INPUT OUTPUT") }
guard let input = FileManager.default.contents(atPath: CommandLine.arguments[1]) else {
  fail("\(CommandLine.arguments[1]) cannot be read")
}
do throws(PrefixListTextError) {
  let list = try PrefixListText(parsing: input)
  let aggregated = list.aggregated
  guard FileManager.default.createFile(atPath: CommandLine.arguments[2], contents: Data(aggregated.text.utf8)) else {
    fail("\(CommandLine.arguments[2]) cannot be written")
  }
  let result = Aggregation(
    prefixes: list.count,
    aggregated: aggregated.count,
    cpuSeconds: Double(clock()) / Double(CLOCKS_PER_SEC)
  )
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  FileHandle.standardOutput.write((try? encoder.encode(result)) ?? Data())
  FileHandle.standardOutput.write(Data("\n".utf8))
} catch {
  fail("\(CommandLine.arguments[1]): \(error)")
}
