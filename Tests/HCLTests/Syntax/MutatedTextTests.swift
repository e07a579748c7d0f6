import Testing

@testable import HCL

/// A text with everything in it that the language has.
private let whole = """
  # Comment
  resource "aws_security_group" "web" {
    name        = "web-${var.environment}"
    description = <<-EOT
      First ${upper(local.name)}
        %{ for k, v in var.tags ~}
        ${k}=${v}
        %{ endfor ~}
    EOT
    count = var.enabled && length(var.cidrs) > 0 ? 1 : 0
    tags  = merge(local.tags, { Name = "a", (var.key) : "b", "c d" = null })

    dynamic "ingress" {
      for_each = { for r in var.rules : r.port => r... if r.port != 22 }
      content {
        from_port   = ingress.value[0].port
        cidr_blocks = [for c in ingress.value : c.cidr]
        self        = !var.open // end
      }
    }
    lifecycle { create_before_destroy = true }
  }
  locals {
    x = [1, -2.5e3, "\\u00e9\\n\\"$${a}%%{b}", a.*.b.0, a[*].b["c"].d, provider::aws::f(1, xs...), (1 + 2) * 3 % 4 / 5]
    größe = "日本 %{ if a == b }1%{ else }2%{ endif } /* no comment */"
    /* block
       comment */
  }

  """

@Suite("Mutated texts")
struct MutatedTextTests {
  @Test("the text that is mutated is sound, and every node lies in the one around it")
  func sound() {
    let parsed = parse(whole)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
    var nodes = 0
    walk(parsed.tree) { inner, outer in
      nodes += 1
      #expect(outer.lower <= inner.lower && inner.upper <= outer.upper)
    }
    #expect(nodes > 120)
  }

  @Test("every node's text is parsed as the same tree")
  func excerpts() {
    let parsed = parse(whole)
    func check(_ expression: Expression) {
      // Splat elements and what follows them mean nothing alone.
      if case .splat = expression.kind { return }
      let again = HCLParser.parseExpression(at: expression.range, in: parsed.map)
      if case .literal = expression.kind, let text = parsed.map.excerpt(expression.range), text.first != "\"" { return }
      #expect(outline(again.expression) == outline(expression), "\(parsed.map.excerpt(expression.range) ?? "")")
      children(expression).forEach(check)
    }
    func check(_ body: Body) {
      for attribute in body.attributes where attribute.name != "description" { check(attribute.expression) }
      for block in body.blocks { check(block.body) }
    }
    check(parsed.tree)
  }

  @Test("nothing traps, ranges nest where all is well, tokens cover the text", arguments: UInt64(1)...16)
  func mutations(seed: UInt64) {
    var random = Seeded(state: seed)
    let original = Array(whole.utf8)
    let signs = Array("{}[]()\"\\$%~<>=!&|?:,.#/*-+0e\n\r\t 'é".utf8)
    for round in 0..<60 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = signs.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
        default:
          let from = Int.random(in: bytes.indices, using: &random)
          bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + 20)], at: place)
        }
      }
      let parsed = parse(bytes)
      for diagnostic in parsed.diagnostics {
        #expect(diagnostic.range.flatMap { parsed.map.excerpt($0) } != nil, "seed \(seed) round \(round)")
      }
      var isNested = true
      walk(parsed.tree) { if $0.lower < $1.lower || $0.upper > $1.upper { isNested = false } }
      #expect(isNested || !parsed.diagnostics.isEmpty, "seed \(seed) round \(round)")
      #expect(covers(bytes), "seed \(seed) round \(round)")
      #expect(readsBodiesAgain(bytes), "seed \(seed) round \(round)")
      #expect(takesPauses(bytes), "seed \(seed) round \(round)")
    }
  }

  /// Whether reading block by block gives the same as reading the whole, once what was let go of is read again.
  private func readsBodiesAgain(_ bytes: [UInt8]) -> Bool {
    var map = SourceMap()
    guard let source = map.add(path: "main.tf", bytes: bytes) else { return false }
    var emptied: Set<SourceRange> = []
    var (body, diagnostics) = HCLParser.parse(source, in: map) { block in
      emptied.insert(block.range)
      block.body = Body(range: block.body.range)
    }
    for number in body.blocks.indices where emptied.contains(body.blocks[number].range) {
      body.blocks[number].body = HCLParser.parseBody(at: body.blocks[number].body.range, in: map)
    }
    let whole = HCLParser.parse(source, in: map)
    return body == whole.body && diagnostics == whole.diagnostics
  }

  /// Whether the lexer makes the same tokens however often it is made to pause, and the stream of them gives each by its
  /// number.
  private func takesPauses(_ bytes: [UInt8]) -> Bool {
    var whole = Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0))
    let tokens = whole.run()
    var paused = Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0))
    var count = 1
    while !paused.run(to: count) { count = paused.tokens.count + 1 }
    var stream = TokenStream(Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0)))
    for (number, token) in tokens.enumerated() {
      guard stream[number] == token else { return false }
      stream.release(before: number)
    }
    return paused.tokens == tokens && stream[tokens.count + 7].kind == .end
  }

  @Test("a file of many blocks is read block by block as it is read whole")
  func manyBlocks() {
    let text = (0..<200).map { whole.replacing("\"web\"", with: "\"web\($0)\"") }.joined(separator: "\n")
    #expect(readsBodiesAgain(Array(text.utf8)))
    #expect(takesPauses(Array(text.utf8)))
  }

  /// Whether the tokens' texts with the blanks between them are the text.
  private func covers(_ bytes: [UInt8]) -> Bool {
    var lexer = Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0), keepsComments: true)
    var place = 0
    for token in lexer.run() {
      guard Int(token.lower) >= place, token.upper >= token.lower else { return false }
      guard bytes[place..<Int(token.lower)].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return false }
      place = Int(token.upper)
    }
    return place == bytes.count
  }

  @Test("comments are given with their places")
  func comments() {
    let parsed = parse(whole)
    let comments = HCLParser.comments(parsed.tree.range.source, in: parsed.map)
    #expect(comments.map(\.text) == ["# Comment", "// end", "/* block\n     comment */"])
    #expect(comments.allSatisfy { parsed.map.excerpt($0.range) == $0.text })
  }
}
