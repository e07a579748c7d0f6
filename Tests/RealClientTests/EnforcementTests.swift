import Foundation
import Testing

/// A server that enforces, killed and started again under a lab's connections.
@Suite(
  "Enforcement",
  .enabled(if: geteuid() == 0 && ClientProcess.exists("ip"), "it takes root and ip (Debian's iproute2)"),
  .enabled(if: ClientProcess.exists("aws") && ClientProcess.exists("python3"), "the AWS CLI or python3 is missing"),
  .serialized
)
struct EnforcementTests {
  private let folder: URL
  private var state: [String] { ["--state-folder", folder.appendingPathComponent("state").path] }
  private var journal: [String] { ["--journal", folder.appendingPathComponent("journal").path] }
  private var serving: [String] {
    ["--database", folder.appendingPathComponent("state.sqlite").path, "--enforcement", "on"] + state + journal
      + ["--flow-logs", folder.appendingPathComponent("flow-logs").path]
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-enforcement-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test("goes on without its server, and the next server cuts nothing", .timeLimit(.minutes(5)))
  func killedServer() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var programs: [HeldProgram] = []
    do {
      try await story(&programs)
    } catch {
      for program in programs { _ = try? await program.end() }
      _ = try? await ringfence(["lab", "down"] + state)
      throw error
    }
    for program in programs { _ = try await program.end() }
    let down = try await ringfence(["lab", "down"] + state)
    #expect(down.status == 0, "\(down.errors)")
  }

  private func story(_ programs: inout [HeldProgram]) async throws {
    var address = ""
    try await RunningServer.with(serving) { server in
      let settings = [
        "AWS_ENDPOINT_URL": server.greeting.endpoint, "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": try #require(server.greeting.accessKeyId),
        "AWS_SECRET_ACCESS_KEY": try #require(server.greeting.secretAccessKey),
        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      ]
      address = try await makeNetwork(settings)
      let up = try await ClientProcess.run(
        RunningServer.executable.path,
        ["lab", "up", "--network", server.greeting.endpoint] + state,
        environment: settings,
        seconds: 120
      )
      #expect(up.status == 0, "\(up.errors)")
      programs.append(try HeldProgram(inLab("db-server", "serve", "5432", "80")))
      #expect(try await eventually { try await connects(to: address, 5432) })
      #expect(try await !connects(to: address, 80))
      programs.append(try HeldProgram(inLab("app-server", "hold", address, "5432")))
      try await Task.sleep(for: .seconds(1))
      try await server.crash()
    }
    // Nobody is there, and the rules are.
    #expect(try await !connects(to: address, 80))
    #expect(try await connects(to: address, 5432))

    try await RunningServer.with(serving) { server in
      #expect(try await eventually { try await isReady(server) })
      #expect(try await !connects(to: address, 80))
      #expect(try await connects(to: address, 5432))
      struct Held: Decodable {
        var answers: Int
        var longest: Double
      }
      let text = try await programs.removeLast().end()
      let held = try JSONDecoder().decode(Held.self, from: Data(text.utf8))
      #expect(held.answers > 20)
      // Nothing of it had to be sent again.
      #expect(held.longest < 1, "\(held.longest) s")
      #expect(
        try await eventually {
          let flows = try await ringfence(["flows"] + journal).lines
          return flows.contains { $0.contains(" ACCEPT ") && $0.contains("\(address) tcp/5432") }
            && flows.contains { $0.contains(" REJECT ") && $0.contains("\(address) tcp/80") }
        }
      )
    }
  }

  /// Two interfaces, the one's group let into the other's on one port; the latter's address.
  private func makeNetwork(_ settings: [String: String]) async throws -> String {
    let vpc = try await aws(settings, ["create-vpc", "--cidr-block", "10.0.0.0/16"], query: "Vpc.VpcId")
    let subnet = try await aws(
      settings,
      ["create-subnet", "--vpc-id", vpc, "--cidr-block", "10.0.1.0/24"],
      query: "Subnet.SubnetId"
    )
    var groups: [String] = []
    var address = ""
    for name in ["app", "db"] {
      groups.append(
        try await aws(
          settings,
          ["create-security-group", "--group-name", name, "--description", name, "--vpc-id", vpc],
          query: "GroupId"
        )
      )
      address = try await aws(
        settings,
        [
          "create-network-interface", "--subnet-id", subnet, "--groups", groups[groups.count - 1],
          "--tag-specifications", "ResourceType=network-interface,Tags=[{Key=Name,Value=\(name)-server}]",
        ],
        query: "NetworkInterface.PrivateIpAddress"
      )
    }
    _ = try await aws(
      settings,
      [
        "authorize-security-group-ingress", "--group-id", groups[1], "--ip-permissions",
        "IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{GroupId=\(groups[0])}]",
      ],
      query: "Return"
    )
    return address
  }

  private func aws(_ settings: [String: String], _ arguments: [String], query: String) async throws -> String {
    let result = try await ClientProcess.run(
      "aws",
      ["ec2"] + arguments + ["--query", query, "--output", "text"],
      environment: settings,
      seconds: 60
    )
    try #require(result.status == 0, "aws ec2 \(arguments.joined(separator: " ")): \(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func ringfence(_ arguments: [String]) async throws -> ClientProcess.Result {
    try await ClientProcess.run(RunningServer.executable.path, arguments, seconds: 60)
  }

  /// A command in a machine of the lab.
  private func inLab(_ machine: String, _ arguments: String...) -> [String] {
    let script = ClientProcess.folder.appendingPathComponent("Python/held_connection.py").path
    return [RunningServer.executable.path, "lab", "exec"] + state + [machine, "--", "python3", script] + arguments
  }

  private func connects(to address: String, _ port: Int) async throws -> Bool {
    let command = inLab("app-server", "try", address, "\(port)")
    return try await ClientProcess.run(command[0], Array(command.dropFirst()), seconds: 30).status == 0
  }

  private func isReady(_ server: RunningServer) async throws -> Bool {
    let result = try await ClientProcess.run(
      "python3",
      ["-c", "import urllib.request; print(urllib.request.urlopen('\(server.greeting.endpoint)/ready').status)"],
      seconds: 30
    )
    return result.output == "200\n"
  }

  private func eventually(_ isSo: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<30 {
      if try await isSo() { return true }
      try? await Task.sleep(for: .milliseconds(500))
    }
    return false
  }
}

/// A program that runs until its standard input ends.
private final class HeldProgram: Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init(_ command: [String]) throws {
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ClientProcess.environment()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Ends it, and gives back what it printed.
  func end() async throws -> String {
    try await onItsOwnThread { [self] in
      try input.fileHandleForWriting.close()
      let identifier = process.processIdentifier
      let alarm = DispatchWorkItem { kill(identifier, SIGKILL) }
      DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: alarm)
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      alarm.cancel()
      return String(decoding: text, as: UTF8.self)
    }
  }
}
