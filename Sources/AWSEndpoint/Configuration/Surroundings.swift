import Foundation

/// What the resolution of credentials, region and endpoint reads from outside: everything passes through here, so it
/// is a function of its inputs.
package struct Surroundings: Sendable {
  /// What a child process gave.
  package struct ProcessOutput: Sendable, Hashable {
    /// The exit status.
    package var status: Int32
    /// What it wrote to its standard output, bounded.
    package var output: [UInt8]
    /// What it wrote to its standard error, bounded.
    package var errorOutput: String

    /// An output from its parts.
    package init(status: Int32, output: [UInt8], errorOutput: String = "") {
      self.status = status
      self.output = output
      self.errorOutput = errorOutput
    }
  }

  /// The environment variables.
  package var environment: [String: String]
  /// The folder that `~` stands for.
  package var homeDirectory: String?
  /// The content of the file at a path; nil when there is no such file. Throws when it exists and cannot be read.
  package var readFile: @Sendable (String) throws(EndpointError) -> [UInt8]?
  /// Runs a program, given by its words, to its end.
  package var runProcess: @Sendable ([String]) async throws(EndpointError) -> ProcessOutput
  /// Sends a request to a metadata service.
  package var send: HTTPSend

  /// Surroundings from their parts, as tests make them.
  package init(
    environment: [String: String],
    homeDirectory: String?,
    readFile: @escaping @Sendable (String) throws(EndpointError) -> [UInt8]?,
    runProcess: @escaping @Sendable ([String]) async throws(EndpointError) -> ProcessOutput,
    send: @escaping HTTPSend
  ) {
    self.environment = environment
    self.homeDirectory = homeDirectory
    self.readFile = readFile
    self.runProcess = runProcess
    self.send = send
  }

  /// This process's environment, the real file system, real processes and the network.
  package static var live: Surroundings {
    let environment = ProcessInfo.processInfo.environment
    return Surroundings(
      environment: environment,
      homeDirectory: environment["HOME"] ?? NSHomeDirectory(),
      readFile: Self.readRealFile,
      runProcess: { words throws(EndpointError) in
        try await ChildProcess.run(words, searchPath: environment["PATH"] ?? "", timeout: .seconds(60))
      },
      send: { request throws(TransportFailure) in
        let transport = URLSessionTransport(maximumConnections: 1)
        defer { transport.invalidate() }
        return try await transport.send(request)
      }
    )
  }

  /// A variable that is set and not empty.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A variable, or `otherwise`, that says true, as the AWS command line reads truth.
  func isTrue(_ name: String, otherwise setting: String? = nil) -> Bool {
    (variable(name) ?? setting)?.lowercased() == "true"
  }

  /// `path` with a leading `~` replaced by the home directory.
  func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let homeDirectory else { return path }
    return homeDirectory + path.dropFirst()
  }

  private static func readRealFile(_ path: String) throws(EndpointError) -> [UInt8]? {
    do {
      // Not `Data(contentsOf:)`, which refuses /dev/null: the usual way to say that there is no such file.
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      return try file.readToEnd().map(Array.init) ?? []
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    } catch {
      throw EndpointError(.configuration, "cannot be read: \(error.localizedDescription)", place: path)
    }
  }
}
