import Foundation
import HCL
import Testing

@Suite("Writing")
struct WritingTests {
  private static let body = WrittenBody([
    .comment("Two lines\nof comment"),
    .block(
      "resource",
      labels: ["aws_security_group", "web"],
      WrittenBody([
        .argument("name", .string("web \"${x}\" \\ %{y} $ 100%\n")),
        .argument("description", .string("größe 日本 \u{7}\u{200B}")),
        .argument("vpc_id", .source("aws_vpc.main.id")),
        .argument("count", .integer(-3)),
        .argument(
          "tags",
          .object([.init("Name", .string("web")), .init("a b", .bool(true)), .init("kubernetes.io/x", .null)])
        ),
        .argument("x", .list([])),
        .argument("yy", .list([.integer(1), .string("b"), .list([.source("a.b"), .object([])])])),
        .argument("after", .object([])),
        .blank,
        .argument("long", .list((0..<12).map { .string("10.0.\($0).0/24") })),
        .argument(
          "ingress",
          .list([
            .object([.init("from_port", .integer(1)), .init("to", .list([.object([.init("a", .integer(1))])]))]),
            .object([.init("description", .string(""))]),
          ])
        ),
        .block(
          "ingress",
          labels: [],
          WrittenBody([.argument("from_port", .integer(443)), .argument("self", .bool(true))])
        ),
        .block("lifecycle", labels: [], WrittenBody()),
        .comment("Last"),
        .block("timeouts", labels: [], WrittenBody([.argument("create", .string("5m"))])),
      ])
    ),
    .block(
      "import",
      labels: [],
      WrittenBody([.argument("to", .source("aws_security_group.web")), .argument("id", .string("sg-1"))])
    ),
  ])

  @Test("lays out as terraform fmt does")
  func layout() {
    #expect(
      WrittenBody([
        .argument("a", .integer(1)), .argument("long_name", .string("x")),
        .argument("object", .object([.init("b", .bool(true)), .init("c d", .null)])), .argument("e", .source("f.g")),
        .block("h", labels: ["i"], WrittenBody([.argument("jj", .list([.integer(1)]))])),
      ]).text(indentation: 1) == """
          a         = 1
          long_name = "x"
          object = {
            b     = true
            "c d" = null
          }
          e = f.g

          h "i" {
            jj = [1]
          }

        """
    )
  }

  /// Needs the `terraform` program, which needs no provider for it.
  @Test("is left as it is by the real terraform fmt", .enabled(if: terraform != nil))
  func terraformFormat() throws {
    let text = Self.body.text()
    let program = try #require(terraform)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["fmt", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let formatted = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(formatted == text)
  }

  @Test("can be read, and says what was written")
  func roundTrip() throws {
    let parsed = parse(Self.body.text())
    #expect(parsed.diagnostics.isEmpty)
    let group = try #require(parsed.tree.blocks.first?.body)
    #expect(
      group[attribute: "name"].map { outline($0.expression) }
        == outline(Value(.string("web \"${x}\" \\ %{y} $ 100%\n")))
    )
    #expect(
      group[attribute: "description"].map { outline($0.expression) }
        == outline(Value(.string("größe 日本 \u{7}\u{200B}")))
    )
    #expect(group.blocks.map(\.type) == ["ingress", "lifecycle", "timeouts"])
  }

  @Test("any text in quotes is read as itself", arguments: UInt64(1)...20)
  func quoting(seed: UInt64) {
    var random = Seeded(state: seed)
    for _ in 0..<50 {
      let pieces = [
        "$", "%", "{", "}", "\"", "\\", "~", "\n", "\r", "\t", "a", "é", "😀", "\u{0}", "\u{202E}", "u0041", "#", "//",
        "<<E",
      ]
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let parsed = parseExpression(HCLString.quoted(text))
      guard case .literal(let value) = parsed.tree.kind, case .string(let read) = value.content else {
        Issue.record("seed \(seed): \(text.debugDescription) \(parsed.diagnostics)")
        return
      }
      #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars), "seed \(seed)")
    }
  }

  @Test("values are written as literals")
  func values() throws {
    let value = Value(
      .object(["b": Value(.tuple([Value(.bool(true)), Value(.null(.dynamic))])), "a": Value(.string("x"))])
    )
    let written = try #require(WrittenExpression(value))
    #expect(WrittenBody([.argument("v", written)]).text() == "v = {\n  a = \"x\"\n  b = [true, null]\n}\n")
    #expect(WrittenExpression(Value(.tuple([Value(.unknown(.dynamic, nil))]))) == nil)
  }
}

/// Where the `terraform` program is, if it is on the path.
private let terraform: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  .map { "\($0)/terraform" }.first { FileManager.default.isExecutableFile(atPath: $0) }
