import HCL
import Testing

@Suite("Limits of evaluation")
struct EvaluationLimitsTests {
  /// Small enough that a test that runs into them takes no time.
  static let small: EvaluationLimits = {
    var limits = EvaluationLimits()
    limits.steps = 2_000_000
    limits.products = 1_000_000
    limits.valueWeight = 100_000
    limits.textBytes = 1_000_000
    return limits
  }()

  @Test(
    "ends what would hang or take all memory with an error",
    arguments: [
      "range(1e9)", "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]",
      "setproduct(range(1000), range(1000), range(1000))", "format(\"%999999999d\", 1)",
      "format(\"%1000000s%1000000s\", 1, 1)",
      "join(\"\", [for a in range(1000) : format(\"%100000s\", a)])",
      "replace(format(\"%500000s\", \"\"), \" \", \"0123456789\")",
      "indent(999999999, \"a\\nb\")",
      "parseint(format(\"%0100000d\", 1), 10)",
      "jsonencode([for a in range(1000) : [for b in range(1000) : b]])",
      "tostring(1e100000000)",
      "flatten([for a in range(1000) : range(1000)])", "regex(\"((a{100}){100}){100}\", \"a\")",
      "yamldecode(\"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\")",
      "jsondecode(\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\")",
    ]
  )
  func ends(text: String) {
    #expect(!evaluate(text, limits: Self.small).errors.isEmpty)
  }

  @Test(
    "keeps numbers with huge exponents cheap",
    arguments: ["1e500000000 * 1e-500000000", "1e100000000 + 1e-100000000 > 0", "-1e500000000 < 1"]
  )
  func exponents(text: String) {
    #expect(evaluate(text, limits: Self.small).errors == [])
  }

  @Test(
    "matches regular expressions in linear time",
    arguments: ["(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)x", "^(([a-z])+.)+[A-Z]([a-z])+$"]
  )
  func regularExpressions(pattern: String) {
    #expect(evaluate("length(regexall(\"\(pattern)\", format(\"%03000d\", 0)))").json == "0")
  }

  @Test("counts depth across the evaluations that a scope starts")
  func depth() {
    /// Each name refers to the next.
    final class Chain: EvaluationScope {
      let budget = EvaluationBudget()

      func resolve(_ reference: Reference) -> Resolution {
        let next = Expression(.variable(reference.root + "x"), at: reference.rootRange)
        let (value, diagnostics) = Expression(.tuple([next]), at: reference.rootRange).evaluated(
          in: self,
          budget: budget
        )
        return Resolution(value, consumedSteps: reference.steps.count, diagnostics: diagnostics)
      }
    }
    let chain = Chain()
    let start = Expression(.variable("a"), at: SourceRange(SourceID(rawValue: 0), 0, 0))
    let (_, diagnostics) = start.evaluated(in: chain, budget: chain.budget)
    #expect(Set(diagnostics.map(\.summary)).isSubset(of: ["Expression too deep", "Value too deep"]))
    #expect(!diagnostics.isEmpty)
  }

  @Test("refuses values that double again and again")
  func doubling() {
    var value = Value.tuple([1])
    var text = Value.string("0123456789abcdef")
    var errors: [String] = []
    for _ in 0..<60 {
      let pair = evaluate("[v, v]", ["v": value], limits: Self.small)
      let longer = evaluate("\"${t}${t}\"", ["t": text], limits: Self.small)
      errors += pair.errors + longer.errors
      if pair.errors.isEmpty { value = pair.value }
      if longer.errors.isEmpty { text = longer.value }
    }
    #expect(Set(errors) == ["Value too large", "Text too large"])
  }

  @Test("leaves a loop as soon as what it makes is too large, and does not go on for all that is left of it")
  func nestedLoops() {
    for text in [
      "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]",
      "{ for a in range(1000) : a => { for b in range(1000) : b => [for c in range(1000) : a * b * c] } }",
    ] {
      var limits = EvaluationLimits()
      limits.valueWeight = 20_000
      // A thousandth of what the whole loop would take.
      limits.steps = 5_000_000
      #expect(evaluate(text, limits: limits).errors.first == "Value too large", "\(text)")
    }
  }

  @Test("reads no file without access to files")
  func noFiles() {
    #expect(evaluate("file(\"/etc/passwd\")").value.isKnown == false)
    #expect(evaluate("fileexists(\"/etc/passwd\")").value.isKnown == false)
  }
}
