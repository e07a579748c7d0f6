import HCL
import Testing

@Suite("Values")
struct ValueTests {
  @Test("are small")
  func size() {
    #expect(MemoryLayout<Value>.size == 32)
  }

  @Test("say what they are made of when that is changed")
  func mutation() {
    var value = Value.string("a")
    #expect(value.isWhollyKnown && value.deepMarks.isEmpty)
    value.content = .tuple([.unknown(.string, origin: .init(address: "aws_vpc.a", attribute: "id"))])
    #expect(!value.isWhollyKnown && value.isKnown)
    #expect(value.deepMarks.origins == [.init(address: "aws_vpc.a", attribute: "id")])
    value.marks.isSensitive = true
    #expect(value.deepMarks.isSensitive && value.deeplyUnmarked().value.deepMarks.isEmpty)
  }

  @Test(
    "convert to declared types, with the defaults of what is left out",
    arguments: [
      ("object({a = string, b = optional(number, 5), c = optional(bool)})", "{a = 1}", #"{"a":"1","b":5,"c":null}"#),
      (
        "list(object({p = optional(list(number), [80])}))", "[{}, {p = [\"443\"]}, {p = null}]",
        #"[{"p":[80]},{"p":[443]},{"p":[80]}]"#
      ),
      ("map(object({x = optional(object({y = optional(string, \"d\")}), {})}))", "{k = {}}", #"{"k":{"x":{"y":"d"}}}"#),
      ("set(string)", "[2, 1, 1]", #"["1","2"]"#), ("tuple([string, number])", "[1, \"2\"]", #"["1",2]"#),
      ("any", "[1, \"a\"]", #"[1,"a"]"#),
      ("list(any)", "[1, \"a\"]", #"["1","a"]"#), ("map(any)", "{a = 1, b = \"x\"}", #"{"a":"1","b":"x"}"#),
      ("object({a = any})", "{a = [1], b = 2}", #"{"a":[1]}"#), ("string", "null", "null"),
      ("list(list(string))", "[[1], [true, null]]", #"[["1"],["true",null]]"#),
    ]
  )
  func declared(type: String, value: String, json: String) throws {
    var map = SourceMap()
    let added = map.add(path: "type", bytes: Array(type.utf8))
    let source = try #require(added)
    let (constraint, problems) = TypeConstraint.read(HCLParser.parseExpression(source, in: map).expression)
    #expect(problems == [])
    #expect(try constraint.converted(evaluate(value).value).json == json)
  }

  @Test(
    "refuse what is no type, and values of another one",
    arguments: [
      ("strin", "1"), ("list", "1"), ("list(string, number)", "1"), ("object({a = string})", "{}"),
      ("list(number)", "[\"a\"]"), ("optional(string)", "1"), ("tuple([string])", "[]"), ("number", "true"),
      ("object({a = optional(number, \"x\")})", "{}"),
    ]
  )
  func refused(type: String, value: String) throws {
    var map = SourceMap()
    let added = map.add(path: "type", bytes: Array(type.utf8))
    let source = try #require(added)
    let (constraint, problems) = TypeConstraint.read(HCLParser.parseExpression(source, in: map).expression)
    if problems.isEmpty {
      #expect(throws: ConversionError.self) { try constraint.converted(evaluate(value).value) }
    } else {
      #expect(problems[0].severity == .error && problems[0].range != nil)
    }
  }

  @Test("name what an expression refers to, without what it binds itself")
  func references() throws {
    let text = "[for k, v in var.m : \"${k}-${v.x}-${local.p[0].q}\" if aws_vpc.a[each.key].id != module.n.out]"
    var map = SourceMap()
    let added = map.add(path: "t", bytes: Array(text.utf8))
    let source = try #require(added)
    let references = HCLParser.parseExpression(source, in: map).expression.references
    #expect(references.map(\.description) == ["var.m", "local.p[0].q", "aws_vpc.a", "each.key", "module.n.out"])
  }

  @Test("let a scope answer for the beginning of a reference alone")
  func scopes() {
    struct Modules: EvaluationScope {
      func resolve(_ reference: Reference) -> Resolution {
        guard reference.root == "module", reference.leadingNames.count >= 2 else {
          return .failure([Diagnostic(.error, "Unknown", "\(reference)")], of: reference)
        }
        return Resolution(["x": .string(reference.leadingNames.prefix(2).joined(separator: "/"))], consumedSteps: 2)
      }
    }
    #expect(evaluate("module.a.b.x", in: Modules()).json == #""a/b""#)
    #expect(evaluate("{for m in [1] : module.a.b[\"x\"] => m}", in: Modules()).json == #"{"a/b":1}"#)
    #expect(evaluate("modul.a", in: Modules()).errors == ["Unknown"])
    #expect(
      evaluate("each.value.x + it", in: VariableScope(["each": ["value": ["x": 2]]], parent: VariableScope(["it": 3])))
        .json == "5"
    )
  }
}
