import Foundation

@testable import AWSEndpoint

/// One text as the file that AWS tools share: the config file and the credentials file, for every profile in it, with
/// the endpoint that it names and the words of its credential process.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzConfiguration(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  let lineCount = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
  var profiles: [String] = []
  do throws(EndpointError) {
    let file = try INIFile(parsing: text, path: "config")
    check(Set(file.sections.map(\.name)).count == file.sections.count, "a section comes twice")
    for section in file.sections {
      let lines = [section.line] + section.settings.values.flatMap { [$0.line] + $0.nested.values.map(\.line) }
      check(lines.allSatisfy { (1...lineCount).contains($0) }, "a line that is not in the file")
      profiles.append(section.name)
      profiles += ShellWords.split(section.name)?.dropFirst() ?? []
    }
  } catch {
    check(!error.description.isEmpty, "a file is refused without a word")
  }
  for profile in [nil] + profiles.prefix(4) { read(bytes, profile: profile) }
  return 0
}

private func read(_ bytes: [UInt8], profile: String?) {
  let surroundings = Surroundings(
    environment: ["AWS_EC2_METADATA_DISABLED": "true"],
    homeDirectory: "/home/u",
    readFile: { _ in bytes },
    runProcess: { _ in Surroundings.ProcessOutput(status: 1, output: []) },
    send: { request throws(TransportFailure) in throw .timedOut(request.timeout) }
  )
  do throws(EndpointError) {
    let shared = try SharedConfiguration(profile: profile, surroundings)
    for service in ["ec2", "rds"] {
      guard let setting = try shared.serviceEndpoint(service) ?? shared.setting("endpoint_url") else { continue }
      let endpoint = try ServiceEndpoint(configured: setting.value, origin: setting.place)
      check(["http", "https"].contains(endpoint.url.scheme), "\(endpoint.url) is neither http nor https")
      check(endpoint.url.host?.isEmpty == false, "\(endpoint.url) has no host")
    }
    if let setting = shared.setting("region") {
      _ = try ServiceEndpoint(service: "ec2", region: setting.value, fips: true, dualStack: true)
    }
    if let setting = shared.setting("credential_process") { _ = ShellWords.split(setting.value) }
  } catch {
    check(!error.description.isEmpty, "a configuration is refused without a word")
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
