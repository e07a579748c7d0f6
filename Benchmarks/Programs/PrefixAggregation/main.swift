import Glibc
import IPAddressing

// Reads a file with a CIDR block on each line, writes the fewest blocks of the same addresses to another, and prints how
// many there were before and after.
//
//     PrefixAggregation INPUT OUTPUT

func fail(_ words: String, _ status: CInt = 66) -> Never {
  var line = "PrefixAggregation: \(words)\n"
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  exit(status)
}

/// A file's contents, in one read where the file has a size.
func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0, status.st_size >= 0 else { return nil }
  let size = Int(status.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    count = fread(buffer.baseAddress, 1, size, file)
  }
}

guard CommandLine.arguments.count == 3 else { fail("usage: PrefixAggregation INPUT OUTPUT", 64) }
let (input, output) = (CommandLine.arguments[1], CommandLine.arguments[2])
guard let bytes = contents(of: input) else { fail("\(input) cannot be read") }
do throws(PrefixListTextError) {
  let list = try PrefixListText(parsing: bytes)
  let aggregated = list.aggregated
  guard let file = fopen(output, "w") else { fail("\(output) cannot be written") }
  var text = aggregated.text
  let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
  guard fclose(file) == 0, written else { fail("\(output) cannot be written") }
  print("\(list.count) prefixes, \(aggregated.count) aggregated")
} catch {
  fail("\(input): \(error)", 65)
}
