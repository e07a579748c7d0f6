import Findings
import HCL
import Terraform
import VPCModel

/// A configuration's one file, all the way: declarations, evaluation, the network, the checks, the conversion to rule
/// resources. Nothing outside of its folder is read; the same text gives the same, however much of it is kept in memory;
/// and what is converted is read without an error and declares the same rules.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTerraform(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  // JSON is told by its first character.
  let name = bytes.first == UInt8(ascii: "{") ? "main.tf.json" : "main.tf"
  let configuration = read(FuzzedFolder(name, bytes))
  // Resources of large files are read once more when they are evaluated; here, all.
  let again = read(FuzzedFolder(name, bytes), keptTreeSize: 0)
  check(configuration.instances == again.instances, "the resources of the same text are others")
  check(
    configuration.outputs == again.outputs && configuration.diagnostics == again.diagnostics,
    "it is read otherwise"
  )
  for diagnostic in configuration.diagnostics {
    check(!diagnostic.summary.isEmpty && !diagnostic.detail.isEmpty, "an error without words")
    if let range = diagnostic.range { check(configuration.sources.positions(of: range) != nil, "an error in no text") }
  }
  for part in configuration.notRead { check(!part.detail.isEmpty, "not read, without a word") }
  for instance in configuration.instances {
    let address = instance.address
    check(ResourceAddress(parsing: "\(address)") == address, "\(address) is read as another address")
  }
  let network = NetworkBuilder.build(configuration.instances)
  let other = NetworkBuilder.build(again.instances)
  check(network.network == other.network, "the network of the same resources is another one")
  check(network.unresolved == other.unresolved && network.sources == other.sources, "what is known differs")
  for open in network.unresolved { check(!open.effect.isEmpty, "left open without a word") }
  judge(configuration)
  if !configuration.hasErrors { convert(configuration, name) }
  return 0
}

private func read(_ files: FuzzedFolder, keptTreeSize: Int? = nil) -> TerraformConfiguration {
  var limits = ReadingLimits()
  if let keptTreeSize { limits.keptTreeSize = keptTreeSize }
  limits.instances = 200
  limits.moduleDepth = 8
  limits.moduleCalls = 100
  limits.evaluation.steps = 200_000
  limits.evaluation.products = 100_000
  limits.evaluation.valueWeight = 20_000
  limits.evaluation.textBytes = 100_000
  return ConfigurationReader.read(folder: FuzzedFolder.path, files: files, limits: limits)
}

private func judge(_ configuration: TerraformConfiguration) {
  var findings = Ownership([configuration]).findings()
  findings += GroupCycles(configuration).findings()
  let checks = Check.ofTerraformOwnership + Check.ofTerraformCycles + Check.ofSuppressionComments
  let known = Set(checks.map(\.id))
  for finding in findings {
    check(known.contains(finding.checkID), "\(finding.checkID) is a check that is not listed")
    check(!finding.message.isEmpty, "a finding without words")
  }
  guard let today = CalendarDay(year: 2026, month: 6, day: 15) else { return }
  let judged = CommentSuppressions([configuration]).apply(to: findings, today: today, checks: known)
  check(judged.count >= findings.count, "findings are gone")
}

private func convert(_ configuration: TerraformConfiguration, _ name: String) {
  let conversion = StandaloneConversion(configuration)
  if conversion.edits.edits.isEmpty { return }
  guard let files = try? conversion.edits.files(in: configuration.sources), let file = files.first, files.count == 1
  else { fatalError("the edits cannot be made") }
  let after = read(FuzzedFolder(name, Array(file.text.utf8)))
  check(!after.hasErrors, "what is converted has errors: \(after.diagnostics)")
  check(StandaloneConversion.isSameRules(configuration, after), "what is converted declares other rules:\n\(file.text)")
}

/// A folder that has one file and something for functions to read, beside a file that nobody may read.
private struct FuzzedFolder: ConfigurationFiles {
  static let path = "/infra"
  private let contents: [String: [UInt8]]

  init(_ name: String, _ bytes: [UInt8]) {
    contents = [
      "/infra/\(name)": bytes,
      "/infra/data.txt": Array("{\"a\": [\"10.0.0.0/8\", 22]}".utf8),
      "/infra/t.tftpl": Array("%{ for a in b }${a} %{ endfor }".utf8),
      "/secret.txt": Array("secret".utf8),
    ]
  }

  func names(in folder: String) throws(FileProblem) -> [String]? {
    let prefix = Self.cleaned(folder) + "/"
    let names = Set(
      contents.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count).prefix { $0 != "/" }) }
    )
    return names.isEmpty ? nil : names.sorted()
  }

  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    let path = Self.cleaned(path)
    check(path.hasPrefix("/infra/"), "\(path) is read, which is outside of the folder")
    guard let bytes = contents[path] else { throw FileProblem("does not exist") }
    guard bytes.count <= limit else { throw FileProblem("has \(bytes.count) bytes; at most \(limit) are read") }
    return bytes
  }

  func realPath(of path: String) -> String? {
    let path = Self.cleaned(path)
    return contents.keys.contains { $0 == path || $0.hasPrefix(path + "/") } ? path : nil
  }

  private static func cleaned(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
