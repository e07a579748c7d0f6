import HCL
import Testing

@Suite("Bodies")
struct BodyParserTests {
  @Test(
    "are attributes and blocks",
    arguments: [
      ("", ""), ("a = 1", "a=1"), ("a = 1\nb = 2\n", "a=1 b=2"), ("\u{FEFF}a = 1\r\nb = 2\r\n", "a=1 b=2"),
      ("# x\na = 1 # y\n/* z\n */ b = 2 // w", "a=1 b=2"), ("a {}", "a{}"), ("a \"b\" c {\n}\n", #"a"b""c"{}"#),
      ("a { b = 1 }\n", "a{b=1}"), ("a {\n  b {\n    c = 1\n  }\n  d = 2\n}\ne = 3", "a{b{c=1} d=2} e=3"),
      ("a \"b\\\"c\" {}", #"a"b\"c"{}"#), ("a = [\n  1,\n]\nb = {\n  c = 1\n}\n", #"a=[1] b={"c"=1}"#),
      ("a = <<EOT\nx\nEOT\nb = 1\n", #"a="x\n" b=1"#), ("a {\n  b = <<EOT\nx\nEOT\n}\n", #"a{b="x\n"}"#),
      ("a-b = 1\nfor = 2\nif = 3\nin = 4", "a-b=1 for=2 if=3 in=4"), ("a = b # c\n", "a=b"),
    ]
  )
  func trees(text: String, tree: String) {
    let parsed = parse(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
  }

  @Test(
    "that are wrong are told with the place and what to do",
    arguments: [
      ("a = 1\na = 2\n", "Attribute redefined", "a"), ("a = 1 b = 2\n", "Missing newline after argument", "b"),
      ("a = 1,\n", "Unexpected comma after argument", ","), ("a = 1 }\n", "Missing newline after argument", "}"),
      ("a\n", "Argument or block definition required", "a"), ("= 1\n", "Argument or block definition required", "="),
      ("\"a\" = 1\n", "Invalid argument name", "\""), ("a \"b\" = 1\n", "Invalid block definition", "="),
      ("a \"b\"\n{\n}\n", "Invalid block definition", "\"b\""), ("a \"${b}\" {}\n", "Invalid string literal", "${"),
      ("a {\n", "Unclosed configuration block", "{"), ("}\n", "Argument or block definition required", "}"),
      ("a { b = 1, c = 2 }\n", "Invalid single-argument block definition", ","),
      ("a { b = 1\n}\n", "Invalid single-argument block definition", "\n"),
      ("a { b {} }\n", "Argument definition required", "b"),
      ("a {} b {}\n", "Missing newline after block definition", "b"),
      ("a {\n  b {\n  } }\n", "Missing newline after block definition", "}"),
      ("a = \n", "Invalid expression", "="), ("a = 'b'\n", "Invalid character", "'"),
      ("a: 1\n", "Argument or block definition required", "a"),
    ]
  )
  func errors(text: String, summary: String, underlined: String) {
    let parsed = parse(text)
    #expect(parsed.summaries == [summary])
    #expect(parsed.underlined == [underlined])
    #expect(parsed.diagnostics.allSatisfy { $0.detail.hasSuffix(".") })
  }

  @Test("bytes that are not UTF-8 are told")
  func invalidUTF8() {
    for text: [UInt8] in [
      [0x61, 0x3D, 0xFF], Array("a = \"".utf8) + [0xC0, 0xAF, 0x22], Array("a = <<E\n".utf8) + [0xED, 0xA0, 0x80],
    ] {
      #expect(parse(text).summaries == ["Invalid character encoding"])
    }
  }
}
