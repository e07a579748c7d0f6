/// Expressions that Terraform is asked too.
struct Corpus {
  var name: String
  var expressions: [String]

  static let all: [Corpus] = [
    Corpus(name: "numbers", expressions: numbers),
    Corpus(name: "operators", expressions: operators),
    Corpus(name: "conditionals", expressions: conditionals),
    Corpus(name: "conversions", expressions: conversions),
    Corpus(name: "templates", expressions: templates),
    Corpus(name: "access", expressions: access),
    Corpus(name: "loops", expressions: loops),
    Corpus(name: "sets", expressions: sets),
    Corpus(name: "numeric functions", expressions: NumericCorpus.expressions),
    Corpus(name: "text functions", expressions: TextCorpus.expressions),
    Corpus(name: "format", expressions: FormatCorpus.expressions),
    Corpus(name: "collection functions", expressions: CollectionCorpus.expressions),
    Corpus(name: "encodings", expressions: EncodingCorpus.expressions),
    Corpus(name: "regular expressions", expressions: RegexCorpus.expressions),
    Corpus(name: "times", expressions: TimeCorpus.expressions),
    Corpus(name: "networks", expressions: NetworkCorpus.expressions),
    Corpus(name: "files", expressions: FileCorpus.expressions),
    Corpus(name: "marks", expressions: marks),
  ]

  /// Of every kind there is.
  static let samples = [
    "null", "true", "5", "-2.5", "\"\"", "\"a\"", "\"5\"", "\"true\"", "[]", "[1]", "[\"a\", true]", "{}", "{a = 1}",
    "{a = \"x\", b = [1]}",
    "tolist([1])", "tolist([\"a\", \"b\"])", "toset([\"a\"])", "tomap({a = 1})", "tomap({a = \"x\"})", "tostring(null)",
    "tolist([])",
  ]

  private static let numbers: [String] = {
    var all: [String] = []
    all +=
      [
        "0", "-0", "007", "1.50", "1e3", "1E3", "1e+3", "1.5e-3", "0.1", "123456789012345678901234567890",
        "0.000000000000000000000000000000000000001", "1e400", "2e-400", "1e-2000", "9007199254740993",
        "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "9223372036854775807 + 1", "-9223372036854775807 - 2",
        "9223372036854775807 * 9223372036854775807", "1/3", "2/3", "10/4", "1/7*7", "0.1+0.2", "0.1*3", "1-0.9",
        "1e100 + 1",
        "1e200 + 1 - 1e200", "1e154 * 1e154", "100000000000000000000 * 1e60", "1/0", "-1/0", "0/0", "1/0 - 1/0",
        "5 % 3",
        "-5 % 3", "5 % -3", "-5 % -3", "5.5 % 2", "1e30 % 7", "5 % 0", "0 % 5", "-0 * 5", "1.1 * 1.1", "0.3 / 0.1",
        "1e-10 / 3",
        "7 / 1e10", "length([1,2,3])/length([1,2,3,4,5,6,7])", "10 * length([1,2,3])/7", "length([1])/3.0",
        "pow(2,0.5) * 3",
        "pow(2,600)", "2 * pow(2,600)", "pow(2, 64) + 1", "1.0 == 1", "0.1 + 0.2 == 0.3", "1e3 == 1000", "-0 == 0",
        "1 < 2.5", "3 >= 3.0", "1e400 > 1e399", "tonumber(\"inf\")", "tonumber(\"-0\")", "tonumber(\"+5\")",
        "tonumber(\".5\")",
        "tonumber(\"5.\")", "tonumber(\"1e5\")", "tonumber(\"1p4\")", "tonumber(\"\")", "tonumber(\" 1\")",
        "tonumber(\"0x10\")",
        "tonumber(\"1_000\")", "tonumber(\"1e\")", "tonumber(\"--1\")", "tonumber(\"1e99999999999\")", "\"${1/3}\"",
        "\"${1e21}\"",
        "tostring(123456789.987654321)", "tostring(1e-7)", "tostring(0.1)", "tostring(100)", "tostring(-1.10)",
        "12345678901234567890.12345678901234567890", "1 - 1e-160", "4503599627370497.5", "-(-3)", "-\"3\"", "!\"true\"",
        "--3",
      ] as [String]
    all += (1...40).map { "\($0 * 7919).\($0 * 104_729) / \($0 * 31).7" } as [String]
    return all
  }()

  private static let operators: [String] = {
    let symbols = ["==", "!=", "<", ">=", "+", "-", "*", "/", "%", "&&", "||"]
    var expressions: [String] = []
    for symbol in symbols {
      for left in samples { for right in samples { expressions.append("\(left) \(symbol) \(right)") } }
    }
    for sample in samples { expressions += ["-\(sample)", "!\(sample)"] }
    return expressions
  }()

  private static let conditionals: [String] = {
    var expressions: [String] = []
    for left in samples {
      for right in samples { expressions += ["true ? \(left) : \(right)", "false ? \(left) : \(right)"] }
    }
    for sample in samples { expressions.append("\(sample) ? 1 : 2") }
    return expressions
  }()

  private static let conversions: [String] = {
    let more = [
      "[1, \"a\"]", "[[1], [\"a\"]]", "[[1], [\"a\", \"b\"]]", "[{a = 1}, {a = \"x\"}]", "[{a = 1}, {b = \"x\"}]",
      "[null, 1]", "[null, {a = 1}]",
      "[[], [1]]", "[{}, {a = 1}]", "{a = 1, b = \"x\"}", "{a = [1], b = [\"x\"]}", "{a = {}, b = {c = 1}}",
      "{a = null, b = 1}", "[toset([1]), tolist([\"a\"])]",
      "[tolist([1]), [true]]", "[tomap({a = 1}), {b = true}]", "[true, \"a\", 1]", "[true, 1]", "[1, []]", "[1, {}]",
      "[\"\", null]",
    ]
    let functions = ["tostring", "tonumber", "tobool", "tolist", "toset", "tomap"]
    return functions.flatMap { function in (samples + more).map { "\(function)(\($0))" } } + more
  }()

  private static let templates: [String] = [
    #""a${1}b""#, #""${1}""#, #""${true}${false}""#, #""${null}""#, #""x${null}""#, #""${[1]}""#, #""x${[1]}""#,
    #""x${{}}""#,
    #""$${a}""#, #""%%{a}""#, #""a$b%c""#, #""\n\t\"\\""#, #""\u00e9\U0001F600""#, #""e\u0301" == "\u00e9""#,
    #"length("e\u0301")"#,
    #""%{ if true }yes%{ endif }""#, #""%{ if false }yes%{ endif }""#, #""%{ if false }yes%{ else }no%{ endif }""#,
    #""%{ if "true" }yes%{ endif }""#, #""%{ if null }yes%{ endif }""#, #""%{ if 5 }yes%{ endif }""#,
    #""%{ for x in [1, 2, 3] }${x},%{ endfor }""#, #""%{ for k, v in {b = 1, a = 2} }${k}=${v};%{ endfor }""#,
    #""%{ for x in toset(["b", "a"]) }${x}%{ endfor }""#, #""%{ for x in null }a%{ endfor }""#,
    #""%{ for x in 5 }a%{ endfor }""#,
    #""%{ for i, x in ["a", "b"] }${i}${x}%{ endfor }""#, #""%{ for x in [null] }${x}%{ endfor }""#,
    #""%{ for x in [] }a%{ endfor }""#,
    #""a %{~ if true ~} b %{~ endif ~} c""#, #""x ${~ 1 ~} y""#, #""${"${"a"}"}""#, #""${"a${"b${1 + 2}"}"}c""#,
    #""%{ if true }${1}%{ endif }""#, #""%{ for x in [1] }%{ if x == 1 }one%{ else }other%{ endif }%{ endfor }""#,
    #""😀é日本""#,
    #""${1.5}-${1e3}-${-0}""#, #""${"5"}" == 5"#, #""${5}" == 5"#, #""${5}" == "5""#, #""x${5}" == "x5""#,
  ]

  private static let access: [String] = [
    "[1, 2, 3][0]", "[1, 2, 3][2]", "[1, 2, 3][3]", "[1, 2, 3][-1]", "[1, 2][1.5]", "[1, 2][\"1\"]", "[1, 2][\"a\"]",
    "[1][null]", "[][0]",
    "[1, 2].0", "{a = 1}.a", "{a = 1}[\"a\"]", "{a = 1}.b", "{a = 1}[\"b\"]", "{\"1\" = 2}[1]", "{true = 2}[true]",
    "null.a", "null[0]", "5.a", "\"a\"[0]",
    "\"a\".b", "tolist([1])[0]", "tolist([\"a\"])[true]", "toset([1])[0]", "tomap({a = 1}).a", "tomap({a = 1})[\"b\"]",
    "tomap({a = 1}).b", "[{a = 1}].a",
    "tolist([{a = 1}]).a", "tolist([{a = 1}])[0].a", "[{a = 1}, {a = \"x\"}][*].a", "[{a = 1}, {b = 2}][*].a",
    "[{a = 1}].*.a", "null[*]", "null[*].a", "5[*]", "{a = 1}[*].a",
    "tolist([{a = 1}])[*].a", "toset([{a = 1}, {a = 2}])[*].a", "tolist([])[*]", "[][*].a", "[[1], [2]][*][0]",
    "[[1], [2]].*.0", "([{a = [1, 2]}][*].a)[0]",
    "[{a = [1, 2]}][*].a[0]", "tostring(null)[*]", "tolist(null)[*]", "{a = {b = {c = 1}}}.a.b.c",
    "tomap({a = {b = 1}})[\"a\"].b",
    "{for k in [\"x\"] : k => 1}.x", "{(\"a\") = 1}.a", "{\"a b\" = 1}[\"a b\"]", "{a = 1, a = 2}", "{null = 1}",
    "{(null) = 1}", "{([]) = 1}", "{(5) = 1}", "{(true) = 1}", "{a : 1}",
    "path.x", "foo", "each.key", "[1, 2][*]", "{a = 1}[*]", "{a = null}[*].a", "\"abc\"[*]", "tomap({a = 1})[*]",
    "[null][*]", "[{a = null}][*].a",
  ]

  private static let loops: [String] = [
    "[for x in [1, 2, 3] : x * 2]", "[for i, x in [\"a\", \"b\"] : \"${i}${x}\"]",
    "[for k, v in {b = 1, a = 2} : \"${k}${v}\"]", "[for x in {b = 1, a = 2} : x]",
    "[for x in toset([\"b\", \"a\"]) : x]", "[for k, v in toset([\"b\"]) : k == v]",
    "[for x in [1, 2, 3] : x if x > 1]", "[for x in [1, 2] : x if \"true\"]", "[for x in [1, 2] : x if null]",
    "[for x in [1, 2] : x if 5]", "[for x in [] : x]", "[for x in null : x]", "[for x in 5 : x]",
    "[for x in \"ab\" : x]", "{for x in [\"a\", \"b\"] : x => 1}", "{for x in [\"a\", \"a\"] : x => 1}",
    "{for x in [\"a\", \"a\"] : x => 1...}", "{for i, x in [\"a\", \"b\"] : i => x}",
    "{for x in [\"a\", null] : x => 1}", "{for x in [[]] : x => 1}", "{for k, v in {a = 1, b = 1} : v => k...}",
    "{for k, v in tomap({a = 1}) : upper(k) => v + 1}", "[for x in [1] : [for y in [2] : x + y]]",
    "[for x in [1, \"a\", null] : x]", "[for x in tolist([1, 2]) : x]", "{for x in [true] : x => 1}",
    "[for x in [1, 2] : x.a]", "[for x in [{a = 1}, {}] : try(x.a, 0)]",
    "{for x in [1, 2, 3] : x % 2 == 0 ? \"even\" : \"odd\" => x...}", "[for k, _ in {a = 1} : k]",
    "[for x in [[1, 2], [3]] : x...]",
    "flatten([for x in [1, 2] : [for y in [\"a\", \"b\"] : \"${x}${y}\"]])",
    "merge([for x in [\"a\", \"b\"] : {(x) = 1}]...)", "[for x in setproduct([1, 2], [\"a\"]) : x[0]]",
    "[for o in [{n = \"b\"}, {n = \"a\"}] : o.n if o.n != \"b\"]",
    "{for o in [{n = \"b\", v = 1}, {n = \"a\", v = 2}] : o.n => o}", "[for x in [1, 2, 3] : x if x != 2 && x < 10]",
    "sum([for x in range(10) : x * x])", "zipmap([for x in [\"a\"] : x], [for x in [1] : x])",
  ]

  private static let sets: [String] = [
    "toset([\"b\", \"a\", \"b\", \"é\", \"Z\", \"\", \"aa\"])", "toset([10, 9, 1, 1.5, -1, 1e3])",
    "toset([true, false])", "toset([{a = 2, b = \"x\"}, {a = 1, b = \"y\"}, {a = 10, b = \"z\"}])",
    "toset([{n = 1234567890123}, {n = 5}, {n = 0.00001}, {n = 1e12}, {n = 12345678901}])", "toset([[1, 2], [1], [10]])",
    "toset([\"a\", null])", "toset([null, null])", "toset([{a = null}, {a = \"x\"}])",
    "toset([{a = \"\\n\"}, {a = \"a\"}, {a = \"é\"}, {a = \"\\\"\"}])", "toset([tomap({b = 1}), tomap({a = 1})])",
    "[for x in toset([{a = \"b\"}, {a = \"B\"}]) : x.a]", "toset([1, \"1\"])", "toset([1, 1.0])",
    "toset([true, \"true\"])", "length(toset([1, 1, 2]))",
    "toset([{a = {b = 2}}, {a = {b = 1}}])", "toset([{a = toset([2, 1])}, {a = toset([0])}])",
    "toset([\"a\"]) == toset([\"a\", \"a\"])", "toset([1]) == toset([\"1\"])", "toset([[\"b\"], [\"a\"]])",
    "tolist(toset([3, 1, 2]))[0]",
    "toset([{p = 80, c = [\"10.0.0.0/8\"]}, {p = 443, c = [\"0.0.0.0/0\", \"10.0.0.0/8\"]}, {p = 22, c = []}])",
  ]

  private static let marks: [String] = [
    "issensitive(sensitive(1))", "issensitive(1)", "issensitive([sensitive(1)])", "issensitive([sensitive(1)][0])",
    "issensitive(toset([sensitive(1)]))", "issensitive(tolist([sensitive(1)]))",
    "issensitive(sensitive([1])[0])", "issensitive({a = sensitive(1)}.a)", "issensitive(sensitive({a = 1}).a)",
    "issensitive(concat([sensitive(1)], [2]))", "issensitive(concat([sensitive(1)], [2])[1])",
    "issensitive(concat(sensitive([1]), [2]))", "issensitive(merge({a = sensitive(1)}, {}))",
    "issensitive(merge(sensitive({a = 1}), {}))", "issensitive(flatten([[sensitive(1)]]))",
    "issensitive(flatten([sensitive([1])]))",
    "issensitive(distinct([sensitive(1)]))", "issensitive(compact([sensitive(\"a\")]))",
    "issensitive(join(\",\", [sensitive(\"a\")]))", "issensitive(upper(sensitive(\"a\")))",
    "issensitive(length([sensitive(1)]))",
    "issensitive(length(sensitive([1])))", "issensitive(length(sensitive(\"a\")))",
    "issensitive(keys({a = sensitive(1)}))", "issensitive(keys(sensitive({a = 1})))",
    "issensitive(values({a = sensitive(1)}))", "issensitive(values({a = sensitive(1)})[0])",
    "issensitive(values(sensitive({a = 1})))", "issensitive(lookup({a = sensitive(1)}, \"a\"))",
    "issensitive(lookup({a = 1}, sensitive(\"a\")))", "issensitive(lookup({a = 1, b = sensitive(2)}, \"a\"))",
    "issensitive(element([sensitive(1), 2], 1))",
    "issensitive(element(sensitive([1]), 0))", "issensitive(reverse([sensitive(1)]))",
    "issensitive(slice([sensitive(1), 2], 0, 1))", "issensitive(slice([sensitive(1), 2], 0, 1)[0])",
    "issensitive(sort([sensitive(\"a\")]))", "issensitive(zipmap([\"a\"], [sensitive(1)]))",
    "issensitive(zipmap([sensitive(\"a\")], [1]))", "issensitive(coalesce(sensitive(\"a\"), \"b\"))",
    "issensitive(coalesce(\"a\", sensitive(\"b\")))", "issensitive(coalesce(sensitive(\"\"), \"b\"))",
    "issensitive(coalescelist([sensitive(1)]))", "issensitive(one([sensitive(1)]))",
    "issensitive(one(sensitive([1])))", "issensitive(contains([sensitive(1)], 1))",
    "issensitive(contains([1], sensitive(1)))", "issensitive(setunion([sensitive(1)], [2]))",
    "issensitive(setproduct([sensitive(1)], [2]))", "issensitive(chunklist([sensitive(1)], 1))",
    "issensitive(matchkeys([sensitive(1)], [1], [1]))", "issensitive(matchkeys([1], [sensitive(1)], [1]))",
    "issensitive(transpose({a = [sensitive(\"b\")]}))", "issensitive(true ? 1 : sensitive(2))",
    "issensitive(sensitive(true) ? 1 : 2)", "issensitive(true ? [sensitive(1)] : [])",
    "issensitive(\"${sensitive(1)}\")", "issensitive(\"a${sensitive(1)}\")", "issensitive(1 + sensitive(1))",
    "issensitive([sensitive(1)] == [1])", "issensitive([for x in [sensitive(1)] : x])",
    "issensitive([for x in sensitive([1]) : x])", "issensitive([for x in [1] : x if sensitive(true)])",
    "issensitive({for x in [\"a\"] : sensitive(x) => 1})", "issensitive({(sensitive(\"a\")) = 1})",
    "issensitive([{a = sensitive(1)}][*].a)", "issensitive(sensitive([{a = 1}])[*].a)",
    "issensitive(tostring(sensitive(1)))", "issensitive(tomap({a = sensitive(1)}))",
    "issensitive(tomap({a = sensitive(1)}).a)",
    "issensitive(try(sensitive(1), 2))", "issensitive(can(sensitive(1)))",
    "issensitive(jsonencode({a = sensitive(1)}))", "issensitive(format(\"%s\", sensitive(\"a\")))",
    "issensitive(formatlist(\"%s\", [sensitive(\"a\")]))", "issensitive(nonsensitive(sensitive(1)))", "nonsensitive(1)",
    "issensitive(sum([sensitive(1)]))", "issensitive(max(1, sensitive(2)))",
    "issensitive(split(\",\", sensitive(\"a\")))", "issensitive(index([sensitive(1)], 1))",
    "issensitive(alltrue([sensitive(true)]))", "issensitive(range(sensitive(2)))",
    "issensitive(regex(\"a\", sensitive(\"a\")))", "issensitive(replace(sensitive(\"a\"), \"a\", \"b\"))",
  ]
}
