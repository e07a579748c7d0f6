import Foundation

/// The AWS SDK for Python, which is the reference for the form of requests and answers.
enum Botocore {
  /// Whether `python3` exists and can import it.
  static let isInstalled = (try? run(["-c", "import botocore"])) != nil

  struct Failure: Error {
    var arguments: [String]
    var status: Int32
  }

  /// Runs a script of the folder `Python` with this input, to its end, and returns its output.
  static func script(_ name: String, _ arguments: [String] = [], input: Data) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Python")
    return try run([folder.appendingPathComponent(name).path] + arguments, input: input)
  }

  /// The file that says what is generated, and what of the requests is ignored.
  static var rules: String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    return root.appendingPathComponent("Scripts/ec2-shapes.json").standardized.path
  }

  /// Input and output are files, so that neither side waits for the other.
  private static func run(_ arguments: [String], input: Data = Data()) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (inputFile, outputFile) = (folder.appendingPathComponent("input"), folder.appendingPathComponent("output"))
    try input.write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("AWS_") }
      .merging(["PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"]) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(arguments: arguments, status: process.terminationStatus)
    }
    return try Data(contentsOf: outputFile)
  }
}
