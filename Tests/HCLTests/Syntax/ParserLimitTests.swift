import class Foundation.Thread
import Glibc
import Synchronization
import Testing

@testable import HCL

@Suite("The parser's limits")
struct ParserLimitTests {
  /// Nestings and chains of every kind, by how many.
  private struct Shape: Sendable {
    var open: String
    var close: String

    init(_ open: String, _ close: String = "") {
      self.open = open
      self.close = close
    }

    func text(_ count: Int) -> String {
      "a = " + String(repeating: open, count: count) + "b" + String(repeating: close, count: count) + "\n"
    }
  }

  private static let shapes = [
    Shape("(", ")"), Shape("[", "]"), Shape("{a=", "}"), Shape("f(", ")"), Shape("\"${", "}\""), Shape("\"x${", "}\""),
    Shape("-"), Shape("!"), Shape("a ? 1 : "), Shape("(a ? ", " : 2)"), Shape("a ? ", " : 2"),
    Shape("[for x in ", ": x]"),
    Shape("{for x in y : x => ", "}"), Shape("a[", "]"), Shape("1 + "), Shape("", " + 1"), Shape("(", " + 1)"),
    Shape("", ".x"), Shape("", "[0]"), Shape("", "[*]"), Shape("a.*.c[", "]"),
    Shape("(", String(repeating: " + 1", count: 60) + ")"),
  ]
  private static func blocks(_ count: Int) -> String {
    String(repeating: "a {\n", count: count) + String(repeating: "}\n", count: count)
  }
  private static func directives(_ count: Int) -> String {
    "a = \"" + String(repeating: "%{ if a }", count: count) + String(repeating: "%{ endif }", count: count) + "\"\n"
  }

  @Test("nesting beyond the limit is one error, and what follows is read", arguments: shapes.indices)
  func depth(shape: Int) {
    let next = "b \"c\" {\n  d = 1\n}\n"
    let parsed = parse(Self.shapes[shape].text(5000) + next)
    #expect(parsed.summaries == ["Nested too deeply"])
    #expect(parsed.tree.blocks.last.map { outline($0.body) } == "d=1")
  }

  @Test("blocks and directives beyond the limit are one error, and what follows is read")
  func deepBlocks() {
    for text in [Self.blocks(5000), Self.directives(5000)] {
      let parsed = parse(text + "b = 1\n")
      #expect(parsed.summaries == ["Nested too deeply"])
      #expect(parsed.tree.attributes.last?.name == "b")
    }
  }

  @Test("a tree is as high as the limit and no higher", arguments: shapes.indices)
  func height(shape: Int) {
    var highest = 0
    for count in 1...HCLParser.depthLimit + 1 {
      let parsed = parse(Self.shapes[shape].text(count))
      if parsed.diagnostics.isEmpty {
        highest = max(highest, parsed.tree.attributes.map { treeHeight($0.expression) }.max() ?? 0)
      }
    }
    #expect(highest <= HCLParser.depthLimit)
    #expect(highest >= HCLParser.nestingLimit - 2)
  }

  @Test("the deepest trees are made and released on a thread with 512 KB of stack")
  func smallStack() {
    let (limit, nesting) = (HCLParser.depthLimit, HCLParser.nestingLimit)
    let counts = [nesting / 2 - 1, nesting - 2, nesting - 1, nesting, limit - 2, limit - 1, limit, 5000]
    let mixed = (1...nesting).map { "f([" + String(repeating: "-", count: $0) }.joined()
    let texts =
      Self.shapes.flatMap { shape in counts.map(shape.text) } + counts.map(Self.blocks) + counts.map(Self.directives)
      + [Shape("f({a = [for x in y: -", "]})"), Shape("a ? f(\"${", "}\") : b"), Shape(mixed)].flatMap { shape in
        (1...nesting).map(shape.text)
      }
    let log = Mutex<[String]>([])
    let thread = Thread {
      var accepted = 0
      for text in texts {
        let parsed = parse(text)
        if parsed.diagnostics.isEmpty { accepted += 1 }
      }
      log.withLock { $0.append(accepted > Self.shapes.count ? "done" : "only \(accepted) were accepted") }
    }
    thread.stackSize = 512 << 10
    thread.start()
    while !thread.isFinished { Thread.sleep(forTimeInterval: 0.01) }
    #expect(log.withLock { $0 } == ["done"])
  }

  @Test("as many errors as one can read are told, and that there are more")
  func errorLimit() {
    let parsed = parse(String(repeating: "a = ]\n", count: 5000))
    #expect(parsed.diagnostics.count == 100)
    #expect(parsed.summaries.last == "Too many errors")
  }

  @Test("a text that is too large is refused")
  func size() {
    let bytes = [UInt8](repeating: 0x0A, count: HCLParser.sizeLimit + 1)
    #expect(HCLParser.parse(bytes, of: SourceID(rawValue: 0)).diagnostics.map(\.summary) == ["File too large"])
  }

  /// Texts in which each error invites to read the rest once more.
  @Test(
    "time is linear in the size of the text, however wrong it is",
    .timeLimit(.minutes(1)),
    arguments: [
      "a = [\n", "a = (\n", "a {\n", "a = \"${\n", "a = \"%{ if a }\n", "a = <<E\n", "a = {\n", "}\n", "{", "\"",
      "${\"", "a=b{", "/*", "((((\n",
      "a = 1\n}\n", "a \"b\n", "[1,\n", "a.", "1.", "a = [1, 2\nb = 3\n",
    ]
  )
  func linear(piece: String) {
    let few = seconds(String(repeating: piece, count: 1000))
    let many = seconds(String(repeating: piece, count: 8000))
    // Eight times the text, with room for the machine's noise; quadratic would be 64 times.
    #expect(many < max(few, 0.01) * 30, "\(few) and \(many) s")
  }

  private func seconds(_ text: String) -> Double {
    let bytes = Array(text.utf8)
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    _ = HCLParser.parse(bytes, of: SourceID(rawValue: 0))
    return now() - start
  }
}
