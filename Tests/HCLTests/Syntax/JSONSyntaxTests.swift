import HCL
import Testing

@Suite("JSON syntax")
struct JSONSyntaxTests {
  private static let group = BodySchema(blocks: ["ingress": BlockSchema(labels: 0)], hasDynamicBlocks: true)
  private static let schema = BodySchema(blocks: [
    "locals": BlockSchema(labels: 0), "variable": BlockSchema(labels: 1),
    "resource": BlockSchema(labels: 2) { labels in labels.first == "aws_security_group" ? group : .arguments },
  ])

  private func parse(_ text: String, schema: BodySchema = Self.schema) -> Parsed<Body> {
    var map = SourceMap()
    let source = map.add(path: "main.tf.json", bytes: Array(text.utf8)) ?? SourceID(rawValue: .max)
    let (body, diagnostics) = JSONSyntax.parse(source, in: map, schema: schema)
    return Parsed(map: map, tree: body, diagnostics: diagnostics)
  }

  @Test(
    "objects are bodies, blocks and values",
    arguments: [
      ("{}", ""), ("\u{FEFF}{\"a\": 1}", "a=1"),
      (#"{"//": "x", "a": [1, -2.5, true, null, "x"]}"#, #"a=[1 (- 2.5) true null "x"]"#),
      (#"{"a": {"b c": {"//": 1}}}"#, #"a={"b c"={"//"=1}}"#),
      (#"{"a": "x ${b.c} $${d}"}"#, #"a=(template "x " ${(. b c)} " ${d}")"#),
      (#"{"a": "${b}"}"#, "a=(wrap b)"), (#"{"a": "\u0024\u007bb}"}"#, "a=(wrap b)"),
      (#"{"a": {"${k}": 1}}"#, "a={(wrap k)=1}"),
      (#"{"a": "${b[\"c\"]}\n"}"#, #"a=(template ${(index b "c")} "\n")"#), (#"{"a": "\ud83d\ude00{}"}"#, #"a="😀{}""#),
      (#"{"locals": {"a": 1}}"#, "locals{a=1}"), (#"{"locals": [{"a": 1}, {"b": 2}]}"#, "locals{a=1} locals{b=2}"),
      (#"{"variable": {"a": {}, "b": {"default": 1}}}"#, #"variable"a"{} variable"b"{default=1}"#),
      (#"{"variable": [{"a": {}}, {"b": null}]}"#, #"variable"a"{}"#),
      (#"[{"locals": {}}, {"a": 1}]"#, "locals{} a=1"),
      (#"{"resource": {"aws_instance": {"x": {"ingress": {}}}}}"#, #"resource"aws_instance""x"{ingress={}}"#),
      (
        #"{"resource": {"aws_security_group": {"x": {"name": "a", "ingress": [{"from_port": 1}, {"from_port": 2}]}}}}"#,
        #"resource"aws_security_group""x"{name="a" ingress{from_port=1} ingress{from_port=2}}"#
      ),
      (
        #"{"resource": {"aws_security_group": {"x": {"dynamic": {"ingress": {"for_each": [1], "content": {"from_port": "${ingress.value}"}}}}}}}"#,
        #"resource"aws_security_group""x"{dynamic"ingress"{for_each=[1] content{from_port=(wrap (. ingress value))}}}"#
      ),
    ]
  )
  func trees(text: String, tree: String) {
    let parsed = parse(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
  }

  @Test(
    "what is wrong is told with the place",
    arguments: [
      ("{", "Invalid JSON", ""), (#"{"a": 1,}"#, "Invalid JSON", "}"), ("[1]", "Incorrect JSON value type", "1"),
      (#"{"a": 1, "a": 2}"#, "Duplicate argument", #""a""#), (#"{"locals": 1}"#, "Incorrect JSON value type", "1"),
      (#"{"variable": {}}"#, "Missing block label", "{}"),
      (#"{"variable": "x"}"#, "Incorrect JSON value type", #""x""#),
      (#"{"a": "${b"}"#, "Unclosed template interpolation sequence", "${"),
      (#"{"a": "\"\u00e9 ${b c}"}"#, "Extra characters after interpolation expression", "c"),
    ]
  )
  func errors(text: String, summary: String, underlined: String) {
    let parsed = parse(text)
    #expect(parsed.summaries == [summary])
    #expect(parsed.underlined == [underlined])
  }

  @Test("expressions in strings stand where they stand in the text, escapes and all")
  func places() throws {
    let parsed = parse(#"{"a": "x\t${b[\"c\"].d}"}"#, schema: .arguments)
    let expression = try #require(parsed.tree[attribute: "a"]?.expression)
    guard case .template(let parts) = expression.kind, case .interpolation(let inner)? = parts.last else {
      Issue.record("\(expression)")
      return
    }
    #expect(parsed.map.excerpt(expression.range) == #""x\t${b[\"c\"].d}""#)
    #expect(parsed.map.excerpt(inner.range) == #"b[\"c\"].d"#)
  }

  @Test("references in strings are read where they stand")
  func references() throws {
    let parsed = parse(#"{"depends_on": ["module.a[\"b\"].c", "aws_vpc.main"]}"#)
    guard case .tuple(let elements)? = parsed.tree[attribute: "depends_on"]?.expression.kind else {
      Issue.record("\(parsed.tree)")
      return
    }
    let read = elements.map { HCLParser.parseExpression(inString: $0.range, in: parsed.map) }
    #expect(read.map { outline($0.expression) } == [#"(. (index (. module a) "b") c)"#, "(. aws_vpc main)"])
    #expect(read.map { parsed.map.excerpt($0.expression.range) } == [#"module.a[\"b\"].c"#, "aws_vpc.main"])
    #expect(read.allSatisfy { $0.diagnostics.isEmpty })
  }

  @Test("nesting beyond the limit is told")
  func depth() {
    let deep = String(repeating: "[", count: 220) + String(repeating: "]", count: 220)
    #expect(parse("{\"a\": \(deep)}").summaries == ["Nested too deeply"])
    #expect(parse("{\"a\": \"${\(deep)}\"}").summaries == ["Nested too deeply"])
    let limit = HCLParser.nestingLimit
    let both = String(repeating: "[", count: limit / 2) + "\"${" + String(repeating: "(", count: limit) + "1"
    let closed = both + String(repeating: ")", count: limit) + "}\"" + String(repeating: "]", count: limit / 2)
    #expect(parse("{\"a\": \(closed)}").summaries == ["Nested too deeply"])
  }
}
