import HCL
import Testing

@Suite("Expressions")
struct ExpressionParserTests {
  @Test(
    "are trees",
    arguments: [
      // Literals
      ("1", "1"), ("0.5", "0.5"), ("1e3", "1000"), ("2.5E-1", "0.25"), ("true", "true"), ("false", "false"),
      ("null", "null"), (#""a b""#, #""a b""#), (#""""#, #""""#), ("truely", "truely"),
      // References
      ("a", "a"), ("var.a-b", "(. var a-b)"), ("größe.é", "(. größe é)"), ("_x.y_1", "(. _x y_1)"),
      ("a.0.b", "(. (. a 0) b)"), ("a.b[0].c", "(. (index (. a b) 0) c)"), (#"a["k"]"#, #"(index a "k")"#),
      ("a[b.c]", "(index a (. b c))"), ("a [\n0\n]", "(index a 0)"),
      // Splats
      ("a.*", "(.* a @)"), ("a.*.b.c", "(.* a (. (. @ b) c))"), ("a.*.0", "(.* a (. @ 0))"),
      ("a.*.b[0]", "(index (.* a (. @ b)) 0)"), ("a[*]", "([*] a @)"), ("a[*].b[0]", "([*] a (index (. @ b) 0))"),
      ("a[*].b[*].c", "([*] a ([*] (. @ b) (. @ c)))"),
      // Operators
      ("1 + 2 * 3", "(+ 1 (* 2 3))"), ("1 * 2 + 3", "(+ (* 1 2) 3)"), ("1 - 2 - 3", "(- (- 1 2) 3)"),
      ("a || b && c == d < e + f % g", "(|| a (&& b (== c (< d (+ e (% f g))))))"),
      ("a / b % c * d == e != f", "(!= (== (* (% (/ a b) c) d) e) f)"),
      ("a <= b >= c > d", "(> (>= (<= a b) c) d)"), ("(1 + 2) * 3", "(* (paren (+ 1 2)) 3)"),
      ("-a.b", "(- (. a b))"), ("!-!a", "(! (- (! a)))"), ("-1 + 2", "(+ (- 1) 2)"), ("a -b", "(- a b)"),
      ("a-b", "a-b"),
      ("!a && b", "(&& (! a) b)"),
      // Conditionals
      ("a ? b : c", "(? a b c)"), ("a ? b ? 1 : 2 : c ? 3 : 4", "(? a (? b 1 2) (? c 3 4))"),
      ("a == 1 ? 2 : 3 + 4", "(? (== a 1) 2 (+ 3 4))"), ("a\n?\nb\n:\nc", "(? a b c)"),
      // Calls
      ("f()", "(call f)"), ("f(1, a.b)", "(call f 1 (. a b))"), ("f(\n  1,\n  2,\n)", "(call f 1 2)"),
      ("f(a...)", "(call f a ...)"), ("f(1, a...)", "(call f 1 a ...)"),
      ("provider::aws::arn_parse(a)", "(call provider::aws::arn_parse a)"), ("f(g(h()))", "(call f (call g (call h)))"),
      ("f(a)[0].b", "(. (index (call f a) 0) b)"),
      // Tuples and objects
      ("[]", "[]"), ("[1, 2]", "[1 2]"), ("[\n  1, # one\n  2,\n]", "[1 2]"), ("{}", "{}"), ("{ a = 1 }", #"{"a"=1}"#),
      ("{ a : 1, b = 2 }", #"{"a"=1 "b"=2}"#), ("{\n  a = 1\n\n  b = 2 // two\n  c = 3,\n}", #"{"a"=1 "b"=2 "c"=3}"#),
      (#"{ "a b" = 1, (c) = 2, (d.e) = 3 }"#, #"{"a b"=1 (paren c)=2 (paren (. d e))=3}"#),
      ("{ true = 1, null = 2, 3 = 4 }", #"{"true"=1 "null"=2 3=4}"#), (#"{ "${a}" = 1 }"#, "{(wrap a)=1}"),
      ("{ a = (\n1\n)\n b = [\n2\n] }", #"{"a"=(paren 1) "b"=[2]}"#), ("{ f(x) = 1 }", "{(call f x)=1}"),
      ("{\n a = b\n ? 1 : 2 }", "INVALID"),
      // For
      ("[for v in l : v]", "[for v l v]"), ("[for k, v in m : k if v > 1]", "[for k,v m k if (> v 1)]"),
      ("{for k, v in m : k => v}", "{for k,v m k=> v}"),
      ("{for v in l : v.k => v... if v.on}", "{for v l (. v k)=> v... if (. v on)}"),
      ("{\n  for v in l :\n  v => 1\n}", "{for v l v=> 1}"),
      ("[for x in [1] : [for y in x : y]]", "[for x [1] [for y x y]]"),
      ("[fort, in]", "[fort in]"),
      // Comments and space
      ("1 /* one */ + // two\n 2 # three", "(+ 1 2)"), ("\t1\t+\t2", "(+ 1 2)"),
    ]
  )
  func trees(text: String, tree: String) {
    let parsed = parseExpression(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty == (tree != "INVALID"), "\(parsed.diagnostics)")
  }

  @Test(
    "that are wrong are told with the place and what to do",
    arguments: [
      ("", "Missing expression", ""), ("1 +", "Missing expression", "+"),
      ("1 2", "Extra characters after expression", "2"),
      ("a ? b", "Missing false expression in conditional", "?"), ("(1", "Unbalanced parentheses", ""),
      ("[1 2]", "Missing item separator", "2"), ("[1", "Unterminated tuple constructor expression", "["),
      ("f(1 2)", "Missing argument separator", "2"), ("f(1", "Unterminated function call", "("),
      ("f(a... b)", "Missing closing parenthesis", "b"), ("a::", "Missing function name", ""),
      ("a::b", "Missing open parenthesis", ""), ("{ a }", "Missing attribute value", "}"),
      ("{ a 1 }", "Missing key/value separator", "1"), ("{ a = 1 b = 2 }", "Missing attribute separator", "b"),
      ("{ a = 1", "Unterminated object constructor expression", "{"),
      ("a.", "Invalid attribute name", "."),
      ("a.0.1", "Invalid legacy index syntax", "0.1"), ("a.*.b.*", "Nested splat expression not allowed", "*"),
      ("a[*", "Missing close bracket on splat index", ""), ("a[0", "Missing close bracket on index", ""),
      ("1.2.3", "Invalid number literal", "1.2.3"), ("'a'", "Invalid character", "'"),
      ("`a`", "Invalid character", "`"),
      ("a; b", "Invalid character", ";"), ("a & b", "Unsupported operator", "&"), ("~a", "Unsupported operator", "~"),
      ("a § b", "Invalid character", "§"), ("[for in x : y]", "Invalid 'for' expression", "x"),
      ("[for x of y : x]", "Invalid 'for' expression", "of"), ("[for x in y, x]", "Invalid 'for' expression", ","),
      ("[for x in y : x => x]", "Invalid 'for' expression", "x"), ("{for x in y : x}", "Invalid 'for' expression", "x"),
      ("[for x in y : x...]", "Invalid 'for' expression", "x"),
      ("[for x in y : x y]", "Invalid 'for' expression", "y"),
      ("<< EOT", "Invalid expression", "<"), ("=", "Invalid expression", "="), ("a /* b", "Invalid expression", "/* b"),
      (#""a"#, "Unterminated string literal", "\""), ("\"a\nb\"", "Invalid multi-line string", "\"a"),
      (#""\x""#, "Invalid escape sequence", "\\x"), (#""\u12""#, "Invalid escape sequence", "\\u12"),
      (#""\uD800""#, "Invalid escape sequence", "\\uD800"),
      (#""\U00110000""#, "Invalid escape sequence", "\\U00110000"),
      (#""${a""#, "Unclosed template interpolation sequence", "${"),
      (#""${a b}""#, "Extra characters after interpolation expression", "b"),
      (#""%{ when a }""#, "Invalid template control keyword", "when"),
      (#""%{ 1 }""#, "Invalid template directive", "1"),
      (#""%{ if a }""#, "Unexpected end of template", "%{ if a }"),
      (#""%{ endif }""#, "Unexpected endif directive", "%{ endif }"),
      (#""%{ else }""#, "Unexpected else directive", "%{ else }"),
      (#""%{ if a b }""#, "Extra characters in if marker", "b"),
      (#""%{ for a in b }%{ endif }""#, "Unexpected endif directive", "%{ endif }"),
      ("<<EOT\na\n", "Unterminated template string", "<<EOT\n"),
      ("<<EOT\na\nEOT", "Unterminated template string", "<<EOT\n"),
    ]
  )
  func errors(text: String, summary: String, underlined: String) {
    let parsed = parseExpression(text)
    #expect(parsed.summaries == [summary])
    #expect(parsed.underlined == [underlined])
    #expect(parsed.diagnostics.allSatisfy { $0.detail.hasSuffix(".") && $0.severity == .error })
  }
}
