import Foundation
import LinuxDataPlane
import NetworkLab

/// Who makes the lab's packets obey the network's rules: for a live endpoint the server itself, which follows what is
/// attached; for a snapshot a process of the lab's own.
enum LabEnforcement {
  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Returns once the rules are in force.
  static func begin(_ source: NetworkSource, _ attachments: [Attachment], _ lab: Lab) throws {
    switch source {
    case .endpoint(let url):
      guard waitUntilEnforced(attachments, seconds: 20) else {
        throw Failure(
          description: "nobody makes packets obey the rules of \(url) on this machine.\n"
            + "Its server must run here with enforcement: sudo ringfence serve"
        )
      }
    case .files:
      try LabAgent(lab.folder).start()
      guard waitUntilEnforced(attachments, seconds: 30) else {
        throw Failure(description: "the rules are not in force; \(LabAgent(lab.folder).logPath) says why")
      }
    }
  }

  /// One line for the user.
  static func words(for source: NetworkSource) -> String {
    switch source {
    case .endpoint(let url): "Rules     those of \(url): what its API changes holds at once"
    case .files: "Rules     those of the files as they were read"
    }
  }

  private static func waitUntilEnforced(_ attachments: [Attachment], seconds: Double) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if EnforcementCheck.unenforced(attachments).isEmpty { return true }
      guard Date() < end else { return false }
      usleep(100_000)
    }
  }
}

/// The process that enforces a snapshot's rules in the lab and records its flows, in the background until `lab down`.
struct LabAgent {
  private let folder: LabFolder

  init(_ folder: LabFolder) { self.folder = folder }

  var logPath: String { "\(folder.path)/lab-agent.log" }
  var processPath: String { "\(folder.path)/lab-agent.pid" }

  func start() throws {
    stop()
    _ = FileManager.default.createFile(atPath: logPath, contents: nil)
    guard let log = FileHandle(forWritingAtPath: logPath) else {
      throw LabEnforcement.Failure(description: "\(logPath) cannot be written")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["lab", "agent"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = log
    process.standardError = log
    try process.run()
    try "\(process.processIdentifier)\n".write(toFile: processPath, atomically: true, encoding: .utf8)
    // What keeps it from enforcing shows at once.
    usleep(200_000)
    guard !process.isRunning else { return }
    let reason = (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? ""
    throw LabEnforcement.Failure(description: reason.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Ends it, if it runs.
  func stop() {
    defer { unlink(processPath) }
    guard let text = try? String(contentsOfFile: processPath, encoding: .utf8),
      let id = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), id > 1, isAgent(id)
    else { return }
    kill(id, SIGTERM)
    for _ in 0..<150 where isAgent(id) { usleep(20_000) }
    if isAgent(id) { kill(id, SIGKILL) }
  }

  /// The number may be another process's by now.
  private func isAgent(_ id: pid_t) -> Bool {
    let arguments = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
    return arguments.split(separator: 0).dropFirst().prefix(2).map { String(decoding: $0, as: UTF8.self) }
      == ["lab", "agent"]
  }
}
