/// Expressions of functions, each with arguments of several shapes.
enum NumericCorpus {
  static let expressions: [String] = {
    var all: [String] = []
    all +=
      ["abs", "ceil", "floor", "signum"].flatMap { name in
        [
          "0", "-0", "1", "-1", "1.5", "-1.5", "0.5", "-0.5", "1e30", "-1e-30", "\"-2.7\"", "null", "\"a\"", "[]",
          "1/0",
          "123456789012345678901234567890.5",
        ].map {
          "\(name)(\($0))"
        }
      } as [String]
    all +=
      [
        "log(1, 10)", "log(10, 10)", "log(100, 10)", "log(8, 2)", "log(10, 3)", "log(0, 10)", "log(-1, 10)",
        "log(2, 1)",
        "log(50, 7)", "log(1e300, 2)", "log(1e400, 2)", "ceil(log(15, 2))", "floor(log(17, 2))",
        "pow(2, 10)", "pow(2, -1)", "pow(2, 0)", "pow(0, 0)", "pow(0, -1)", "pow(-2, 3)", "pow(-2, 0.5)", "pow(2, 0.5)",
        "pow(10, 308)", "pow(10, 309)", "pow(1e400, 1)", "pow(1.1, 100)", "pow(3, 40)", "pow(2, 1024)",
        "max()", "max(1)", "max(1, 2, 1.5)", "max([1, 2]...)", "max(\"3\", 2)", "max(null)", "max(1, \"a\")",
        "min(3, 1, 2)", "min(-1, -2)", "min([]...)", "min([3, 2]...)", "max(toset([1, 5])...)", "max(null...)",
        "max(5...)", "max({}...)",
        "parseint(\"100\", 10)", "parseint(\"FF\", 16)", "parseint(\"ff\", 16)", "parseint(\"-10\", 2)",
        "parseint(\"+7\", 8)", "parseint(\"z\", 36)", "parseint(\"Z\", 62)", "parseint(\"a\", 62)",
        "parseint(\"12\", 2)",
        "parseint(\"\", 10)", "parseint(\"1.5\", 10)",
        "parseint(100, 10)", "parseint(\"10\", 1)", "parseint(\"10\", 63)", "parseint(\"10\", 1.5)",
        "parseint(null, 10)",
        "parseint(\"0x10\", 16)", "parseint(\"1_000\", 10)", "parseint(\"ffffffffffffffffffffffffffffffff\", 16)",
        "parseint(\"ffffffffffffffffffffffffffffffff\", 16) / 3",
        "range(3)", "range(0)", "range(-3)", "range(1, 4)", "range(4, 1)", "range(1, 10, 3)", "range(10, 1, -3)",
        "range(1, 10, -1)", "range(10, 1, 1)", "range(1, 2, 0)", "range(0, 1, 0.25)", "range(1025)",
        "range(1024)[1023]",
        "range()", "range(1, 2, 3, 4)", "range(0, 1, 0.1)", "range(\"2\")",
        "sum([1, 2, 3])", "sum([])", "sum([\"1\", 2])", "sum([0.1, 0.2])", "sum(toset([1, 2]))", "sum([null])",
        "sum([\"a\"])", "sum({a = 1})", "sum(5)", "sum([1, null])", "sum(tolist([1, 2]))", "sum([[1]])", "sum(\"a\")",
      ] as [String]
    return all
  }()
}

enum TextCorpus {
  private static let texts = [
    "\"\"", "\"Hello World\"", "\" a b \"", "\"e\\u0301é😀日本\"", "\"\\r\\nx\\n\\r\\n\"", "\"ẞßİıΣς\"", "5", "true",
    "null", "[]", "\"a-b_c d'e\"",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      ["chomp", "lower", "upper", "title", "strrev", "trimspace", "length"].flatMap { name in
        texts.map { "\(name)(\($0))" }
      } as [String]
    all +=
      [
        "trim(\"?!hello?!\", \"!?\")", "trim(\"aab\", \"a\")", "trim(\"aaa\", \"a\")", "trim(\"éxé\", \"é\")",
        "trim(\"x\", \"\")", "trimprefix(\"helloworld\", \"hello\")", "trimprefix(\"a\", \"b\")",
        "trimprefix(\"a\", \"\")", "trimsuffix(\"helloworld\", \"world\")",
        "trimsuffix(\"a\", \"aa\")", "startswith(\"hello\", \"he\")", "startswith(\"hello\", \"\")",
        "startswith(\"\", \"a\")", "endswith(\"hello\", \"lo\")", "endswith(\"a\", \"aa\")",
        "strcontains(\"hello\", \"ell\")", "strcontains(\"hello\", \"\")", "strcontains(\"\", \"a\")",
        "indent(2, \"a\\nb\\n\")", "indent(0, \"a\\nb\")", "indent(-1, \"a\\nb\")", "indent(1.5, \"a\")",
        "indent(2, \"\")", "join(\",\", [\"a\", \"b\"])", "join(\",\", [])", "join(\"\", [1, true])",
        "join(\",\", [\"a\"], [\"b\"], [])", "join(\",\", [null])", "join(\",\", toset([\"b\", \"a\"]))",
        "join(\",\")", "join(\",\", \"a\")", "join(\",\", [[]])", "join(\", \", [\"a\", null], [\"b\"])",
        "split(\",\", \"a,b,c\")", "split(\",\", \"\")", "split(\"\", \"aé\")", "split(\",,\", \"a,,b,c\")",
        "split(\",\", \",\")", "split(\"aa\", \"aaa\")", "split(\"\", \"\")", "split(\",\", 5)",
        "substr(\"hello\", 1, 3)", "substr(\"hello\", -3, 2)", "substr(\"hello\", 1, -1)", "substr(\"hello\", 10, 1)",
        "substr(\"hello\", 5, 1)", "substr(\"hello\", 4, 9)", "substr(\"hello\", -9, 2)", "substr(\"abc\", -1, 0)",
        "substr(\"abc\", 0, 0)", "substr(\"🤔🤷\", 0, 1)", "substr(\"hello\", 1.5, 1)",
        "substr(\"e\\u0301x\", 1, 1)", "substr(\"\", 0, 1)", "substr(\"a\", 1, 0)", "replace(\"hello\", \"l\", \"L\")",
        "replace(\"hello\", \"\", \"-\")", "replace(\"hello\", \"x\", \"y\")", "replace(\"a.b.c\", \".\", \"-\")",
        "replace(\"aaa\", \"aa\", \"b\")", "replace(\"hello world\", \"/w.*d/\", \"everybody\")",
        "replace(\"a1b2\", \"/[0-9]/\", \"<$0>\")", "replace(\"a1b2\", \"/([a-z])([0-9])/\", \"$2$1\")",
        "replace(\"a1\", \"/(?P<x>[a-z])/\", \"${\"$\"}{x}!\")", "replace(\"abc\", \"/(/\", \"x\")",
        "replace(\"a/b\", \"/\", \"-\")", "replace(\"abc\", \"/b*/\", \"-\")", "replace(\"a$b\", \"/a/\", \"$$\")",
        "replace(\"é\", \"\", \"-\")",
        "format(\"%s\", tostring(null))", "\"a\" == upper(\"A\")",
      ] as [String]
    return all
  }()
}

enum FormatCorpus {
  private static let verbs = [
    "%v", "%#v", "%t", "%b", "%d", "%o", "%x", "%X", "%e", "%E", "%f", "%g", "%G", "%s", "%q", "%5v", "%-5v|", "%05v",
    "%+d", "% d", "%08.3f", "%-8d|", "%.2s", "%8.3e", "%#x", "%#o", "%.3d", "%08d", "%-08d|", "%+.1f", "% .2f", "%+05d",
    "%5s", "%-5q|", "%.0f", "%.f", "%3t", "%5%", "%[1]v",
  ]
  private static let values = [
    "1", "-42", "1.5", "-0.001234", "1e30", "\"abc\"", "\"5\"", "\"é😀x\"", "true", "null", "[1, \"a\"]", "{a = null}",
    "1/3", "0", "\"\"",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all += verbs.flatMap { verb in values.map { "format(\"\(verb)\", \($0))" } } as [String]
    all +=
      [
        "format(\"hello\")", "format(\"%%\")", "format(\"%\")", "format(\"%z\", 1)", "format(\"%!\", 1)",
        "format(\"%d %s\", 1, \"a\")", "format(\"%d\")", "format(\"a\", 1)", "format(\"%d\", 1, 2)",
        "format(\"%[2]s %[1]s\", \"a\", \"b\")", "format(\"%[3]s\", \"a\")",
        "format(\"%[2]s %s\", \"a\", \"b\", \"c\")",
        "format(\"%[0]s\", \"a\")", "format(\"%[x]s\", \"a\")", "format(\"%5\", 1)", "format(\"%.x\", 255)",
        "format(\"%d\", 1.5)", "format(\"%t\", \"true\")", "format(\"%t\", 1)", "format(\"é%sé\", \"a\")",
        "format(null)",
        "format(5)", "format(\"%s\", [])", "format(\"%[1]d-%[1]d\", 5)", "format(\"%3d|%-3d|%03d\", 5, 5, 5)",
        "format(\"%s %s\", [\"a\", \"b\"]...)",
        "formatlist(\"%s-%s\", [\"a\", \"b\"], \"x\")", "formatlist(\"%s\", [])",
        "formatlist(\"%s%s\", [\"a\"], [\"b\", \"c\"])", "formatlist(\"x\")", "formatlist(\"%s\", \"a\")",
        "formatlist(\"%s\", toset([\"b\", \"a\"]))", "formatlist(\"%d\", [1.5])", "formatlist(\"%s\", {a = 1})",
        "formatlist(\"%v\", {a = 1})", "formatlist(\"%s\", null)",
        "formatlist(\"%s %d\", tolist([\"a\"]), [1])", "formatlist(\"%s\", [null])", "formatlist(\"%v\", [null])",
        "formatlist(\"%s\", [[\"a\"]])", "formatlist(\"x\", [1])", "formatlist(\"%s%s\", [], [])",
        "formatlist(\"%s\", tolist(null))",
      ] as [String]
    return all
  }()
}

enum CollectionCorpus {
  private static let values = [
    "null", "5", "\"a\"", "[]", "[1, 2, 2]", "[\"b\", \"a\", \"\", null]", "[[1, [2]], [], 3]", "{}", "{b = 1, a = 2}",
    "{a = [\"x\", \"y\"], b = [\"x\"]}", "tolist([\"b\", \"a\"])", "tolist([])", "toset([\"b\", \"a\"])",
    "tomap({b = 1, a = 2})", "tomap({})", "[true, false]", "[true, null]", "[\"true\"]", "tolist(null)", "[{a = 1}]",
    "[[\"a\"], [\"b\"]]", "[null]", "[toset([1]), [2]]",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      [
        "length", "keys", "values", "merge", "coalesce", "coalescelist", "alltrue", "anytrue", "compact", "concat",
        "distinct", "flatten", "one", "reverse", "sort", "sum", "transpose", "setunion", "setproduct", "max",
      ].flatMap { name in
        values.map { "\(name)(\($0))" }
      } as [String]
    all +=
      values.flatMap { value in
        [
          "chunklist(\(value), 2)", "contains(\(value), \"a\")", "element(\(value), 1)", "index(\(value), 2)",
          "lookup(\(value), \"a\")", "lookup(\(value), \"z\", 9)", "slice(\(value), 0, 1)",
          "zipmap([\"x\", \"y\"], \(value))", "merge(\(value), {a = 9})", "merge({a = 9}, \(value))",
          "concat(\(value), [0])", "concat(tolist([\"z\"]), \(value))", "coalesce(\(value), \"d\")",
          "coalescelist(\(value), [9])", "setunion(\(value), [\"c\"])", "setintersection(\(value), [\"a\"])",
          "setsubtract(\(value), [\"a\"])", "setproduct(\(value), [1, 2])",
          "matchkeys(\(value), [\"p\", \"q\"], [\"q\"])", "\(value)...", "jsonencode(\(value))",
        ]
      } as [String]
    all +=
      [
        "coalesce(\"\", null, \"a\")", "coalesce(null, 1)", "coalesce(1, \"a\")", "coalesce([], [1])",
        "coalesce({}, {a = 1})", "coalesce(\"\", \"\")", "coalesce()", "coalesce([\"\", \"b\"]...)",
        "coalesce(false, true)", "coalesce(null)", "coalesce(tolist(null), tolist([\"a\"]))",
        "coalescelist([], [1], [2])", "coalescelist([], [])", "coalescelist(null, [1])", "coalescelist()",
        "coalescelist(tolist([]), tolist([1]))", "chunklist([1, 2, 3], 0)", "chunklist([1, 2, 3], -1)",
        "chunklist([1, 2, 3], 5)", "chunklist([1, 2, 3], 1.5)", "concat()", "concat([1], [\"a\"], [])",
        "concat(tolist([1]), tolist([\"a\"]))", "concat([], [])", "concat(tolist([]), [])", "concat([1], null)",
        "concat(toset([1]))", "contains([1], \"1\")", "contains([\"1\"], 1)", "contains([null], null)",
        "contains([[1]], [1])", "contains({a = 1}, 1)", "contains(toset([1]), 1)", "distinct([1, \"1\"])",
        "distinct([1, 1.0, 2])", "distinct([[1], [1]])", "distinct([{a = 1}, {a = 1}])", "element([1, 2, 3], 4)",
        "element([1, 2], 1.5)", "element(tolist([\"a\"]), 5)", "element(toset([1]), 0)", "element({}, 0)",
        "flatten([[[[1]]]])", "flatten([toset([2, 1]), tolist([3])])", "flatten([[{a = [1]}]])",
        "flatten([\"a\", [null]])",
        "flatten(tolist([tolist([1])]))", "index([\"a\", \"b\"], \"b\")", "index([1], \"1\")",
        "index(tolist([1, 2]), 2)",
        "index([null], null)", "keys({\"b-c\" = 1, a = 2, B = 3})", "lookup({a = 1}, \"a\", \"d\")",
        "lookup({a = 1}, \"b\", \"d\")", "lookup(tomap({a = 1}), \"b\", \"d\")", "lookup(tomap({a = \"x\"}), \"b\", 5)",
        "lookup(tomap({a = 1}), \"b\")", "lookup({a = 1}, \"b\", 1, 2)", "lookup({a = null}, \"a\", 1)",
        "lookup({}, \"a\", null)", "lookup(tomap({a = 1}), \"b\", null)",
        "lookup(tomap({a = [1]}), \"b\", [])", "matchkeys([\"a\", \"b\", \"c\"], [1, 2, 1], [1])",
        "matchkeys([1], [1, 2], [1])", "matchkeys([], [], [])", "matchkeys([\"i\"], [\"1\"], [1])",
        "matchkeys([\"a\"], [[1]], [[1]])", "matchkeys([\"a\"], [1], [])", "merge()", "merge(null)",
        "merge(null, null)",
        "merge({a = 1}, {b = \"x\"}, {a = true})", "merge(tomap({a = 1}), tomap({b = 2}))",
        "merge(tomap({a = 1}), tomap({b = \"x\"}))", "merge(tomap({a = 1}), {b = \"x\"})",
        "merge({a = {b = 1}}, {a = {c = 2}})", "merge([{a = 1}, {b = 2}]...)",
        "one([])", "one([1])", "one([1, 2])", "one(toset([1]))", "one(tolist([]))", "one(null)", "one(\"a\")",
        "reverse(\"ab\")", "reverse({})", "reverse([1, \"a\"])", "setintersection([1, 2], [2, 3], [2])",
        "setsubtract([1, 2], [2])", "setsubtract([], [1])", "setunion([1], [\"a\"])", "setunion([1], [[]])",
        "setunion([], [])", "setintersection([1], [\"1\"])", "setproduct([1], [2], [3, 4])", "setproduct([], [1])",
        "setproduct([1])", "setproduct()", "setproduct(toset([1, 2]), toset([\"a\"]))",
        "setproduct(toset([1]), [\"a\", true])", "setproduct([1, \"a\"], [true])", "setproduct({}, [1])",
        "slice([1, 2, 3], 1, 2)", "slice([1, 2], 0, 3)", "slice([1, 2], 2, 1)", "slice([1, 2], -1, 1)",
        "slice(toset([1]), 0, 1)", "slice(tolist([1, 2]), 1, 2)", "slice([1], 0, 0)", "slice(\"ab\", 0, 1)",
        "sort([\"b\", \"a\", \"C\", \"é\", \"z\", \"10\", \"9\"])", "sort([3, 1, 10])", "sort([])",
        "sort([true, false])",
        "sort(toset([\"b\", \"a\"]))", "transpose({a = [\"1\", \"2\"], b = [\"2\"]})", "transpose({})",
        "transpose({a = []})", "transpose({a = null})",
        "zipmap([\"a\", \"b\"], [1, \"x\"])", "zipmap([\"a\"], [1, 2])", "zipmap([\"a\", \"a\"], [1, 2])",
        "zipmap([], [])", "zipmap([\"a\"], tolist([\"x\"]))", "zipmap([1], [2])", "zipmap([null], [1])",
        "zipmap(toset([\"a\"]), [1])", "alltrue([])", "anytrue([])", "alltrue([true, \"true\"])", "alltrue([1])",
        "anytrue([null, true])", "anytrue([false, \"true\"])", "compact([\"a\", \"\", null, \"b\"])", "compact([1, 0])",
        "compact(toset([\"\", \"a\"]))", "length({a = 1})", "length(\"é😀\")", "length(null)", "length(5)",
        "try([][0], 5)", "try(null.a, null.b)", "try()", "try(1/0, 2)", "try(tonumber(\"a\"), \"b\")", "can([][0])",
        "can(5)", "can()", "can(1, 2)", "nope(1)", "upper()", "upper(\"a\", \"b\")", "core::upper(\"a\")",
        "core::nope(\"a\")", "foo::bar(1)", "uper(\"a\")",
      ] as [String]
    return all
  }()
}
