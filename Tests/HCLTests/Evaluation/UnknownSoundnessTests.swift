import HCL
import Testing

@Suite("Unknown values")
struct UnknownSoundnessTests {
  /// Inputs, each of which may be unknown.
  static let inputs: [String: Value] = [
    "n": 3, "t": "abc", "b": true, "l": .list(.string, ["x", "", "y"]), "m": .map(.number, ["a": 1, "b": 2]),
    "o": ["k": "v", "n": 5],
    "s": .set(.string, ["p", "q"]), "u": ["a", 1, true], "z": .null(.string), "e": "",
  ]

  static let expressions: [String] = [
    "n + 1", "n > 2", "n == 3", "t == \"abc\"", "\"${t}-x\"", "b ? 1 : 2", "b ? t : \"d\"", "b ? \"same\" : \"same\"",
    "b && true", "b || true", "b && false", "!b", "-n", "[t, 1]", "{a = t, b = 2}", "[t, 1][1]", "{a = t, b = 2}.b",
    "l[0]", "m.a", "m[\"b\"]", "o.k", "o.n + n",
    "[for x in l : upper(x)]", "[for x in l : x if x != \"\"]", "{for k, v in m : k => v + n}", "[for x in s : x]",
    "{for x in l : x => 1...}", "[for i, x in u : i]", "u[*]", "l[*]", "[o][*].k", "z[*]", "t[*]", "length(l)",
    "length(m)", "length(u)", "length(t)", "length(s)", "length([t, n])", "concat(l, [\"w\"])",
    "concat([t], [n])", "merge(m, {c = 3})", "merge({a = t}, {b = 1})", "merge({a = 9}, m)", "keys(m)", "keys({a = t})",
    "values({a = t, b = 2})", "lookup(m, \"a\", 0)", "lookup({a = t, b = 1}, \"b\", 0)", "lookup(m, \"zz\", 7)",
    "coalesce(z, t)", "coalesce(e, t, \"d\")", "coalesce(t, \"d\")", "compact([t, \"\", e])",
    "distinct([t, \"abc\", \"q\"])",
    "flatten([[t], [n, [1]]])", "flatten([l, u])", "element([t, \"q\"], 1)", "element(l, n)",
    "index([\"q\", t], \"q\")", "contains([t, \"q\"], \"q\")", "contains([t], \"abc\")", "one([t])", "one([])",
    "reverse([t, 1])", "slice([t, 1, 2], 1, 3)", "sort([t, \"b\"])", "toset([t, \"q\"])", "tolist([t, \"q\"])",
    "toset([t, \"abc\"])", "length(toset([t, \"abc\"]))", "tolist(toset([t, \"abc\"]))",
    "tomap({a = t})", "tostring(n)", "tonumber(\"5\") + n", "zipmap([\"a\", \"b\"], [t, n])", "zipmap([t], [1])",
    "setunion([t], [\"q\"])", "setproduct([t, \"q\"], [1])", "chunklist([t, \"q\", \"r\"], 2)",
    "format(\"%s-%d\", t, n)", "formatlist(\"%s!\", [t, \"q\"])", "join(\",\", [t, \"q\"])", "join(\",\", l)",
    "split(\",\", t)", "replace(t, \"b\", \"x\")", "substr(t, 0, 2)", "upper(t)", "jsonencode({a = t})",
    "jsondecode(\"[1]\")", "regex(\"b\", t)", "try(t, 1)", "try(o.zz, t)", "try(n.a, \"d\")", "try(l[7], \"d\")",
    "can(o.k)", "can(l[7])", "can(n.a)", "alltrue([b, true])", "anytrue([b, false])", "anytrue([b, true])",
    "alltrue([b, false])", "sum([n, 1])", "max(n, 1)", "range(n)", "cidrsubnet(\"10.0.0.0/8\", 8, n)",
    "[for x in [t, \"q\"] : x if x != \"q\"]", "matchkeys([\"i\", \"j\"], [t, \"q\"], [\"q\"])",
    "transpose({a = [t]})", "coalescelist([], [t])", "coalescelist(l, [\"d\"])", "t == null", "z == null",
    "[t] == [\"abc\"]", "{a = t} == {a = \"abc\"}", "[t, 1] == [\"abc\", 2]", "s == toset([\"p\"])", "b ? [t] : []",
    "b ? {a = t} : null", "b ? null : t", "\"%{ if b }${t}%{ else }no%{ endif }\"",
    "\"%{ for x in l }${x};%{ endfor }\"", "nonsensitive(sensitive(t))", "issensitive(t)", "startswith(t, \"a\")",
    "trimprefix(t, \"a\")",
    "b ? sensitive(t) : \"x\"", "[for k, v in {a = t, b = n} : v]", "{for k, v in {a = t, b = \"c\"} : v => k}",
    "signum(n)", "base64encode(t)", "md5(t)", "timeadd(\"2020-01-01T00:00:00Z\", \"${n}h\")", "yamldecode(\"a: 1\")",
    "concat(l, u)", "element(concat([t], [\"\"]), 0)", "length(compact([t, \"q\"]))", "length(distinct([t, \"q\"]))",
    "length(flatten([u]))",
  ]

  /// Whether what is known of one value is so in the other. Of a set with unknown elements only those that are known must
  /// be there.
  static func isRefined(_ unknown: Value, by known: Value) -> Bool {
    switch (unknown.content, known.content) {
    case (.unknown(let type, _), _): return couldBe(known.type, type)
    case (.set(_, let open), .set(_, let elements)):
      if unknown.isWhollyKnown { return open.map(stripped) == elements.map(stripped) }
      return open.filter(\.isWhollyKnown).allSatisfy { element in
        elements.contains { stripped($0) == stripped(element) }
      }
    case (.list(_, let open), .list(_, let elements)), (.tuple(let open), .tuple(let elements)),
      (.list(_, let open), .tuple(let elements)), (.tuple(let open), .list(_, let elements)):
      return open.count == elements.count && zip(open, elements).allSatisfy { isRefined($0, by: $1) }
    case (.map(_, let open), .map(_, let elements)), (.object(let open), .object(let elements)),
      (.object(let open), .map(_, let elements)), (.map(_, let open), .object(let elements)):
      return open.count == elements.count
        && open.allSatisfy { key, value in elements[key].map { isRefined(value, by: $0) } ?? false }
    case (.null, .null): return true
    default: return stripped(unknown) == stripped(known)
    }
  }

  private static func stripped(_ value: Value) -> Value { value.deeplyUnmarked().value }

  private static func couldBe(_ type: ValueType, _ open: ValueType) -> Bool {
    switch (type, open) {
    case (_, .dynamic), (.dynamic, _): true
    case (.list(let a), .list(let b)), (.set(let a), .set(let b)), (.map(let a), .map(let b)): couldBe(a, b)
    case (.tuple(let a), .tuple(let b)): a.count == b.count && zip(a, b).allSatisfy { couldBe($0, $1) }
    case (.object(let a, _), .object(let b, _)):
      a.count == b.count && a.allSatisfy { name, type in b[name].map { couldBe(type, $0) } ?? false }
    default: type == open
    }
  }

  @Test("are never taken for something that they do not turn out to be", arguments: expressions)
  func isSound(text: String) {
    let concrete = evaluate(text, Self.inputs)
    guard concrete.errors.isEmpty else { return }
    let names = Self.inputs.keys.sorted().filter { text.contains($0) }
    for pattern in 0..<(1 << min(names.count, 6)) {
      for keepsType in [true, false] {
        var inputs = Self.inputs
        for (index, name) in names.prefix(6).enumerated() where pattern >> index & 1 == 1 {
          let type: ValueType = keepsType ? Self.inputs[name]?.type ?? .dynamic : .dynamic
          inputs[name] = .unknown(type, origin: .init(address: "data.x.\(name)", attribute: "value"))
        }
        let open = evaluate(text, inputs)
        // What is not known may make an error too early, never too late: none is the stronger claim.
        #expect(open.errors == [], "\(text) with \(pattern) unknown")
        #expect(
          Self.isRefined(open.value, by: concrete.value),
          "\(text) with \(pattern) unknown: \(open.value.json ?? "\(open.value)"), known: \(concrete.value.json ?? "?")"
        )
      }
    }
  }

  @Test("are told from texts, and from one another, by what their identities begin with")
  func prefixes() {
    func identity(_ name: String, _ prefix: String, _ attribute: String = "id") -> Value {
      .unknown(.string, origin: .init(address: "x.\(name)", attribute: attribute, identityPrefix: prefix))
    }
    let inputs: [String: Value] = [
      "group": identity("group", "sg-"), "other": identity("other", "sg-"), "vpc": identity("vpc", "vpc-"),
      "block": identity("block", "vpc-cidr-assoc-"), "any": identity("any", ""),
      "name": identity("group", "sg-", "name"), "whole": .openObject([:], of: "x.whole", identityPrefix: "sg-"),
    ]
    for text in [
      "group == \"self\"", "\"vpc-1\" == group", "group == vpc", "whole.id == \"self\"", "[group] == [\"\"]",
      "group == \"sg\"", "any == \"\"", "group == null",
    ] {
      #expect(evaluate(text, inputs).json == "false", "\(text)")
    }
    for text in [
      "group == \"sg-1\"", "group == other", "group == any", "any == \"self\"", "vpc == block", "name == \"self\"",
      "whole.name == \"self\"",
    ] {
      #expect(!evaluate(text, inputs).value.isKnown, "\(text)")
    }
    // What is chosen by it keeps where it came from.
    let chosen = evaluate("group == \"self\" ? vpc : group", inputs).value
    #expect(chosen.origin == .init(address: "x.group", attribute: "id"))
  }

  @Test("say where they come from, in all that is made of them", arguments: expressions)
  func isMarked(text: String) {
    for (name, value) in Self.inputs where text.contains(name) {
      var inputs = Self.inputs
      let origin = Value.Origin(address: "data.x.\(name)", attribute: "value")
      inputs[name] = .unknown(value.type, origin: origin)
      let open = evaluate(text, inputs)
      guard open.errors.isEmpty, !open.value.isWhollyKnown else { continue }
      #expect(open.value.deepMarks.origins == [origin], "\(text) with \(name) unknown")
    }
  }
}
