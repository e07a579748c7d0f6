import Foundation
import HCL
import Testing

@Suite("Edits of a text")
struct SourceEditsTests {
  private func text(_ text: String) -> (SourceMap, SourceID) {
    var map = SourceMap()
    let source = map.add(path: "main.tf", bytes: Array(text.utf8)) ?? SourceID(rawValue: .max)
    return (map, source)
  }

  private func new(_ edits: SourceEdits, _ source: SourceID, _ map: SourceMap) throws -> String {
    String(decoding: try edits.newText(of: source, in: map), as: UTF8.self)
  }

  @Test("replace, insert and remove")
  func newText() throws {
    let (map, source) = text("abcdef")
    var edits = SourceEdits()
    edits.replace(SourceRange(source, 4, 6), with: "X")
    edits.insert("1", in: source, at: 0)
    edits.insert("2", in: source, at: 0)
    edits.replace(SourceRange(source, 1, 2), with: "")
    #expect(try new(edits, source, map) == "12acdX")
    edits.replace(SourceRange(source, 5, 6), with: "")
    #expect(throws: SourceEdits.Problem.overlap(SourceRange(source, 4, 6), SourceRange(source, 5, 6))) {
      try edits.newText(of: source, in: map)
    }
    var outside = SourceEdits()
    outside.insert("", in: source, at: 7)
    #expect(throws: SourceEdits.Problem.outside(SourceRange(source, 7, 7))) { try outside.newText(of: source, in: map) }
  }

  @Test(
    "remove a block with its lines",
    arguments: [
      ("a {\n}\n\nb {\n}\n\nc {\n}\n", "a {\n}\n\nc {\n}\n"), ("b {\n}\n\nc {\n}\n", "c {\n}\n"),
      ("x {\n  b {\n  }\n  c = 1\n}\n", "x {\n  c = 1\n}\n"), ("a = 1\nb {\n}", "a = 1\n"),
      ("x { b {} }\n", "x {  }\n"),
      ("x {\n\n  b {}\n\n  c = 1\n}\n", "x {\n\n  c = 1\n}\n"),
    ]
  )
  func removeLines(before: String, after: String) throws {
    let (map, source) = text(before)
    let body = HCLParser.parse(source, in: map).body
    let range: SourceRange
    if let found = body.blocks("b").first {
      range = found.range
    } else if let found = body.blocks("x").first?.body.blocks("b").first {
      range = found.range
    } else {
      let lower = UInt32(
        before.utf8.firstIndex(of: UInt8(ascii: "b")).map { before.utf8.distance(from: before.startIndex, to: $0) } ?? 0
      )
      range = SourceRange(source, lower, lower + 4)
    }
    var edits = SourceEdits()
    edits.removeLines(of: range, in: map)
    #expect(try new(edits, source, map) == after)
  }

  @Test("insert lines after a block, ended or not")
  func insertLines() throws {
    for (before, after) in [
      ("a {}\nb = 1\n", "a {}\nc {}\nb = 1\n"), ("a {}", "a {}\nc {}\n"), ("a {} # x\n", "a {} # x\nc {}\n"),
    ] {
      let (map, source) = text(before)
      var edits = SourceEdits()
      edits.insertLines("c {}\n", after: SourceRange(source, 0, 4), in: map)
      #expect(try new(edits, source, map) == after)
    }
  }

  @Test("are told as a unified diff")
  func diff() throws {
    let (map, source) = text((1...20).map { "line \($0)\n" }.joined())
    let lines = (1...20).map { "line \($0)\n".utf8.count }
    func start(_ line: Int) -> UInt32 { UInt32(lines.prefix(line - 1).reduce(0, +)) }
    var edits = SourceEdits()
    edits.replace(SourceRange(source, start(3), start(4)), with: "")
    edits.insert("new\n", in: source, at: start(15))
    edits.replace(SourceRange(source, start(16) + 5, start(16) + 7), with: "sixteen")
    #expect(
      try edits.unifiedDiff(in: map, context: 2) == """
        --- a/main.tf
        +++ b/main.tf
        @@ -1,5 +1,4 @@
         line 1
         line 2
        -line 3
         line 4
         line 5
        @@ -13,6 +12,7 @@
         line 13
         line 14
        +new
         line 15
        -line 16
        +line sixteen
         line 17
         line 18

        """
    )
  }

  /// The program `patch` makes of the old text and the diff what the edits make of the old text.
  @Test(
    "give diffs that patch applies",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/patch")),
    arguments: UInt64(1)...12
  )
  func patch(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "hcl-edits-\(seed)-\(ProcessInfo.processInfo.processIdentifier)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for round in 0..<4 {
      let count = Int.random(in: 0..<30, using: &random)
      var before = (0..<count).map { _ in ["", "a", "b = 1", "}"].randomElement(using: &random) ?? "" }.joined(
        separator: "\n"
      )
      if Bool.random(using: &random) { before += "\n" }
      let (map, source) = text(before)
      var edits = SourceEdits()
      var place = 0
      while place < before.utf8.count, edits.edits.count < 4 {
        let lower = Int.random(in: place...before.utf8.count, using: &random)
        let upper = Int.random(in: lower...min(before.utf8.count, lower + 9), using: &random)
        let text = ["", "x", "x\n", "y\nz\n", "\n"].randomElement(using: &random) ?? ""
        edits.replace(SourceRange(source, UInt32(lower), UInt32(upper)), with: text)
        place = upper + 1
      }
      let file = folder.appending(path: "main.tf")
      try Data(before.utf8).write(to: file)
      let diff = try edits.unifiedDiff(in: map, context: round)
      let after = try new(edits, source, map)
      if diff.isEmpty {
        #expect(after == before)
        continue
      }
      try Data(diff.utf8).write(to: folder.appending(path: "diff"))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/patch")
      process.arguments = ["-s", "-p1", "-u", "-i", "diff"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "seed \(seed) round \(round): \(before.debugDescription) \(diff)")
      let patched = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      #expect(patched == after, "seed \(seed) round \(round): \(diff)")
    }
  }
}

/// SplitMix64.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
