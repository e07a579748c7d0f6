import HCL
import Testing

@Suite("Recovery from errors")
struct RecoveryTests {
  /// What follows each broken piece must be read as if nothing had been wrong.
  @Test(
    "one error hides neither the arguments beside it nor the next block",
    arguments: [
      "x = [1, 2", "x = (1 + 2", "x = {\n    a = 1", "x = f(1, 2", "x = \"abc", "x = \"${abc\"", "x = \"${abc",
      "x = \"%{ if a }\"",
      "x = [\"a]", "x = ", "x = 1 2", "x = ]", "x = 'a'", "x = a.", "x = a[", "x = a[0", "x 1", "x =\n",
      "x \"y\" = 1", "x \"y", "x {",
      "x { a = 1", "x { a = 1, b = 2 }", "x = [\n    1,\n    2\n", "x = {\n    a = [1\n  }",
      "x = {\n    a = 1 b = 2\n  }", "x = a ? b",
      "x = [for a in b: ", "x = 1 /* c */ $", "x = \"\\q\"", "x = 0.1.2", "x = a &b", "y.z = 1",
      "x = {\n    \"a\" = \"${b}\n  }",
      "x = <<EOT\n${a b}\nEOT", "x = f(\n    1\n    2\n  )", "= 1", "\"x\" = 1", "x = `a`", "x: 1", "x = ((((((1))",
      "x = [{]",
    ]
  )
  func recovery(broken: String) {
    let text = """
      a "first" {
        before = 1
        \(broken)
        after = 2
        inner {
          deep = 3
        }
      }

      b "second" {
        c = 4
      }

      """
    let parsed = parse(text)
    #expect(!parsed.diagnostics.isEmpty && parsed.diagnostics.count <= 2, "\(parsed.summaries)")
    let (first, second) = (parsed.tree.blocks.first, parsed.tree.blocks.last)
    #expect(second?.type == "b" && second.map { outline($0.body) } == "c=4", "\(outline(parsed.tree))")
    #expect(first?.type == "a" && first?.body[attribute: "before"] != nil)
    #expect(
      first?.body[attribute: "after"].map { outline($0.expression) } == "2" || broken.hasPrefix("x {"),
      "\(outline(parsed.tree))"
    )
    let inner = first?.body.blocks("inner").first ?? first?.body.blocks("x").first?.body.blocks("inner").first
    #expect(inner.map { outline($0.body) } == "deep=3", "\(outline(parsed.tree))")
  }

  @Test("each of several errors is told, in its own place")
  func several() {
    let parsed = parse("a = [1, 2\nb = 'x'\nc {\n  d = 1 +\n  e = 2\n}\nf = \"g\nh = 3\n")
    #expect(
      parsed.summaries == [
        "Missing item separator", "Invalid character", "Invalid expression", "Invalid multi-line string",
      ]
    )
    #expect(outline(parsed.tree) == "a=INVALID b=INVALID c{d=INVALID e=2} f=INVALID h=3")
  }

  @Test("a block without an end does not swallow those after it")
  func unclosed() {
    let parsed = parse("a {\n  b {\n    c = 1\n}\n\nd \"e\" {\n  f = 2\n}\ng = 3\n")
    #expect(parsed.summaries == ["Unclosed configuration block"])
    #expect(outline(parsed.tree) == #"a{b{c=1}} d"e"{f=2} g=3"#)
  }

  @Test("a brace too many does not end the file")
  func extraBrace() {
    let parsed = parse("a {\n  b = 1\n}\n}\nc {\n  d = 2\n}\n")
    #expect(parsed.summaries == ["Argument or block definition required"])
    #expect(outline(parsed.tree) == "a{b=1} c{d=2}")
  }
}
