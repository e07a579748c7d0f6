import HCL
import Testing

@Suite("Evaluating expressions")
struct EvaluatorTests {
  static let origin = Value.Origin(address: "aws_security_group.a", attribute: "id")
  static let id = Value.unknown(.string, origin: origin)

  @Test(
    "computes, compares and selects",
    arguments: [
      ("1 + 2 * 3", "7"), ("0.1 + 0.2", "0.3"), ("5 % 3", "2"), ("!true || 1 < 2", "true"),
      ("true ? 1 : \"a\"", #""1""#), ("[1, 2][1]", "2"), ("{a = 1}.a", "1"), ("\"x${1}y\"", #""x1y""#),
      ("[for x in [1, 2, 3] : x * 2 if x > 1]", "[4,6]"), ("{for k, v in {a = 1} : v => k}", #"{"1":"a"}"#),
      ("{for x in [\"a\", \"b\", \"a\"] : x => 1...}", #"{"a":[1,1],"b":[1]}"#), ("[{a = 1}, {a = 2}][*].a", "[1,2]"),
      ("null[*]", "[]"), ("5[*]", "[5]"), ("tolist([1, \"a\"])", #"["1","a"]"#),
      ("toset([\"b\", \"a\", \"b\"])", #"["a","b"]"#),
      ("try(1.a, [][0], 3)", "3"), ("can(null.a)", "false"), ("1/3 == 1/3", "true"), ("[1] == tolist([1])", "false"),
      ("\"%{ if true }a%{ else }b%{ endif }%{ for x in [1,2] }<${x}>%{ endfor }\"", #""a\u003c1\u003e\u003c2\u003e""#),
    ]
  )
  func evaluates(text: String, json: String) {
    let outcome = evaluate(text)
    #expect(outcome.errors == [])
    #expect(outcome.json == json)
  }

  @Test(
    "reports what is wrong in Terraform's words",
    arguments: [
      ("{name = 1}.nam", "Unsupported attribute"), ("[1][1]", "Invalid index"),
      ("null.a", "Attempt to get attribute from null value"),
      ("1 + null", "Operation failed"), ("1 + \"a\"", "Invalid operand"), ("nope", "Unknown variable"),
      ("uper(\"a\")", "Call to unknown function"), ("tostring()", "Not enough function arguments"),
      ("tonumber(\"a\")", "Invalid function argument"), ("[for x in null : x]", "Iteration over null value"),
      ("\"a${null}\"", "Invalid template interpolation value"),
      ("true ? {} : []", "Inconsistent conditional result types"),
      ("{for x in [1, 2] : \"a\" => x}", "Duplicate object key"), ("null ? 1 : 2", "Null condition"),
    ]
  )
  func fails(text: String, summary: String) {
    #expect(evaluate(text).errors == [summary])
  }

  @Test(
    "keeps the origin of what is passed on whole",
    arguments: [
      "id", "[id][0]", "{a = id}.a", "\"${id}\"", "true ? id : \"x\"", "[for x in [id] : x][0]",
      "tolist([id, \"a\"])[0]",
      "([{a = id}][*].a)[0]", "try(id, \"\")", "tomap({a = id}).a", "[for x in toset([id]) : x][0]", "tostring(id)",
    ]
  )
  func keepsOrigin(text: String) {
    let outcome = evaluate(text, ["id": Self.id])
    #expect(outcome.errors == [])
    #expect(outcome.value.origin == Self.origin)
    #expect(outcome.value.marks.origins == [Self.origin])
  }

  @Test(
    "marks what is made of something unknown with where that comes from",
    arguments: ["\"sg-${id}\"", "id == \"x\"", "[id] == [\"x\"]"]
  )
  func spreads(text: String) {
    let outcome = evaluate(text, ["id": Self.id])
    #expect(!outcome.value.isKnown && outcome.value.origin == nil)
    #expect(outcome.value.marks.origins == [Self.origin])
  }

  @Test("knows that the identity of a resource is not null")
  func identity() {
    #expect(evaluate("id == null", ["id": Self.id]).json == "false")
    #expect(evaluate("id == id", ["id": Self.id]).json == "true")
    #expect(evaluate("other == null", ["other": .unknown(.string)]).value.isKnown == false)
  }

  @Test("gives the origin of a part the path to it")
  func paths() {
    let whole = Value.unknown(.dynamic, origin: .init(address: "aws_instance.a", attribute: ""))
    let part = evaluate("i.ebs[0][\"x\"].id", ["i": whole]).value
    #expect(part.origin == .init(address: "aws_instance.a", attribute: #"ebs[0]["x"].id"#))
  }

  @Test("keeps the elements of a set that are not known, but not its length")
  func sets() {
    let other = Value.unknown(.string, origin: .init(address: "aws_security_group.b", attribute: "id"))
    let set = evaluate("toset([id, other, id])", ["id": Self.id, "other": other]).value
    #expect(set.elements?.count == 2)
    #expect(!set.isWhollyKnown)
    #expect(evaluate("tolist(set)", ["set": set]).value.isKnown == false)
  }
}
