import HCL
import VPCModel

/// Rewrites the blocks of one group's resource.
struct GroupConversion {
  struct Refusal: Error {
    var reason: String
    var range: SourceRange?
  }

  /// What a direction's blocks declare more than once.
  struct Doubles {
    /// A rule of which there are two.
    var words: String
    /// How many rules there are in truth.
    var distinct: Int
  }

  let block: Block
  let instance: ResourceInstance
  let sources: SourceMap
  var names: NameSupply
  private var removed: [SourceRange] = []
  private var written: [String] = []

  init(block: Block, instance: ResourceInstance, sources: SourceMap, names: NameSupply) {
    self.block = block
    self.instance = instance
    self.sources = sources
    self.names = names
  }

  private var label: String { instance.address.name }
  private var countExpression: Expression? { block.body[attribute: "count"]?.expression }
  private var forEachExpression: Expression? { block.body[attribute: "for_each"]?.expression }

  /// How rules name the group: with the key that they share with it.
  private var groupID: String {
    let address = "\(instance.address.type).\(label)"
    if countExpression != nil { return "\(address)[count.index].id" }
    if forEachExpression != nil { return "\(address)[each.key].id" }
    return "\(address).id"
  }

  /// Writes one direction's rules as resources; all of them or none.
  ///
  /// Blocks are a set, in which equal ones are one; two equal resources would be one too many, of which EC2 refuses the
  /// second. Blocks that are written out the same way make one resource; where what makes them equal is worked out, it is
  /// left to the author.
  mutating func convert(_ direction: TrafficDirection, doubles: Doubles?) -> Result<[String], Refusal> {
    let name = direction.rawValue
    if let attribute = block.body[attribute: name] {
      guard case .tuple(let elements) = attribute.expression.kind, elements.isEmpty else {
        return .failure(
          Refusal(reason: "its \(name) is an argument, not blocks: write it as blocks first", range: attribute.range)
        )
      }
      removed.append(attribute.range)
      return .success([])
    }
    var resources: [RuleResource] = []
    var ranges: [SourceRange] = []
    do throws(Refusal) {
      for part in block.body.blocks
      where part.type == name || (part.type == "dynamic" && part.labels.first?.text == name) {
        let made = try part.type == name ? staticResources(part, direction) : dynamicResources(part, direction)
        let comments = comments(above: part.range.lower)
        ranges.append(comments.range.map { $0.through(part.range) } ?? part.range)
        for (number, resource) in made.enumerated() {
          var resource = resource
          let isWritten = resources.contains { other in
            var other = other
            other.comment = ""
            return other.text(type: "", label: "", groupID: "") == resource.text(type: "", label: "", groupID: "")
          }
          if doubles != nil, isWritten { continue }
          if number == 0 { resource.comment = comments.text }
          resources.append(resource)
        }
      }
      if let doubles {
        let isWorkedOut = resources.contains { $0.meta.map { $0.name == "for_each" && $0.text != meta?.1 } ?? false }
        if isWorkedOut || resources.count > doubles.distinct {
          throw Refusal(
            reason:
              "its blocks come to \(doubles.words) more than once. Equal blocks are one rule; of two resources for it"
              + " the second fails with InvalidPermission.Duplicate: drop all but one from what makes the blocks",
            range: block.headerRange
          )
        }
      }
    } catch {
      return .failure(error)
    }
    let type = "aws_vpc_security_group_\(name)_rule"
    var addresses: [String] = []
    for resource in resources {
      let address = names.next("\(type).\(label)_\(resource.name)")
      addresses.append(address)
      written.append(resource.text(type: type, label: String(address.dropFirst(type.count + 1)), groupID: groupID))
    }
    removed += ranges
    return .success(addresses)
  }

  /// Takes the blocks out and puts the resources after the group.
  func finish(_ edits: inout SourceEdits) {
    guard let text = sources.text(block.range.source) else { return }
    for range in removed { edits.replace(wholeLines(range, text.bytes), with: "") }
    guard !written.isEmpty else { return }
    edits.insert("\n\n" + written.joined(separator: "\n\n"), in: block.range.source, at: block.range.upper)
  }

  // MARK: - Texts

  /// An expression as it is written, with a dynamic block's iterator named otherwise.
  private func text(_ expression: Expression, _ iterator: Iterator?) -> String {
    let range = expression.range
    guard let iterator, let bytes = sources.text(range.source)?.bytes else {
      return sources.excerpt(range) ?? ""
    }
    var result: [UInt8] = []
    var place = Int(range.lower)
    for reference in expression.references where reference.root == iterator.name {
      guard case .attribute(let member)? = reference.steps.first, let step = reference.stepRanges.first else {
        continue
      }
      let lower = Int(reference.rootRange.lower)
      guard lower >= place, Int(step.upper) <= bytes.count else { continue }
      result += bytes[place..<lower]
      result += Array((member == "key" ? iterator.key : iterator.value).utf8)
      place = Int(step.upper)
    }
    result += bytes[place..<Int(range.upper)]
    return String(decoding: result, as: UTF8.self)
  }

  /// How a dynamic block's iterator is named in a resource.
  struct Iterator {
    var name: String
    var key: String
    var value: String
  }

  /// Comment lines that stand right above a place, which go along with it.
  private func comments(above offset: UInt32) -> (text: String, range: SourceRange?) {
    guard let text = sources.text(block.range.source) else { return ("", nil) }
    var lines: [String] = []
    var start = lineStart(Int(offset), text.bytes)
    while start > 0 {
      let previous = lineStart(start - 1, text.bytes)
      let line = String(decoding: text.bytes[previous..<(start - 1)], as: UTF8.self)
      let body = line.drop { $0 == " " || $0 == "\t" }
      guard body.hasPrefix("#") || body.hasPrefix("//"), previous > Int(block.headerRange.upper) else { break }
      lines.insert(String(body), at: 0)
      start = previous
    }
    guard !lines.isEmpty else { return ("", nil) }
    return (lines.map { $0 + "\n" }.joined(), SourceRange(block.range.source, UInt32(start), UInt32(start)))
  }

  private func lineStart(_ offset: Int, _ bytes: [UInt8]) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  /// A place with the rest of its lines, and the empty lines before it.
  private func wholeLines(_ range: SourceRange, _ bytes: [UInt8]) -> SourceRange {
    func isBlank(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
    var lower = Int(range.lower)
    while lower > 0, isBlank(bytes[lower - 1]) { lower -= 1 }
    var upper = Int(range.upper)
    while upper < bytes.count, isBlank(bytes[upper]) { upper += 1 }
    guard lower == 0 || bytes[lower - 1] == UInt8(ascii: "\n"), upper < bytes.count, bytes[upper] == UInt8(ascii: "\n")
    else { return range }
    upper += 1
    while lower > 1 {
      let previous = lineStart(lower - 1, bytes)
      guard bytes[previous..<(lower - 1)].allSatisfy(isBlank) else { break }
      lower = previous
    }
    return SourceRange(range.source, UInt32(lower), UInt32(upper))
  }

  // MARK: - Rules

  private static let peers: [(argument: String, target: String, isBlock: Bool)] = [
    ("cidr_blocks", "cidr_ipv4", true), ("ipv6_cidr_blocks", "cidr_ipv6", true),
    ("prefix_list_ids", "prefix_list_id", false), ("security_groups", "referenced_security_group_id", false),
  ]

  private func staticResources(_ part: Block, _ direction: TrafficDirection) throws(Refusal) -> [RuleResource] {
    var resources: [RuleResource] = []
    let traffic = try traffic(of: part.body, nil)
    for peer in Self.peers {
      guard let attribute = part.body[attribute: peer.argument] else { continue }
      if case .tuple(let elements) = attribute.expression.kind {
        for element in elements {
          var resource = RuleResource(
            traffic,
            direction,
            peer: (peer.target, text(element, nil)),
            words: peerWords(element)
          )
          resource.meta = meta
          resources.append(resource)
        }
      } else if !isNothing(attribute.expression) {
        guard meta == nil else {
          throw Refusal(
            reason:
              "its \(peer.argument) is a list that is worked out, in a group with count or for_each: write the list"
              + " out, or give the group's rules a for_each of their own by hand",
            range: attribute.range
          )
        }
        let list = text(attribute.expression, nil)
        var resource = RuleResource(
          traffic,
          direction,
          peer: (peer.target, "each.value"),
          words: peerWords(attribute.expression)
        )
        resource.meta = (
          "for_each",
          // Blocks are known when the plan is made; ids may come to be with the apply, their number does not.
          peer.isBlock ? "toset(\(list))" : "{ for index, id in \(list) : tostring(index) => id }"
        )
        resources.append(resource)
      }
    }
    if let itself = try selfResource(part.body, traffic, direction) { resources.append(itself) }
    return resources
  }

  private var meta: (String, String)? {
    if let countExpression { return ("count", text(countExpression, nil)) }
    if let forEachExpression { return ("for_each", text(forEachExpression, nil)) }
    return nil
  }

  private func selfResource(
    _ body: Body,
    _ traffic: RuleResource.Traffic,
    _ direction: TrafficDirection
  ) throws(Refusal) -> RuleResource? {
    guard let attribute = body[attribute: "self"] else { return nil }
    guard case .literal(let value) = attribute.expression.kind, case .known(let isSelf) = value.boolean else {
      throw Refusal(reason: "whether its rule is for the group itself is worked out", range: attribute.range)
    }
    guard isSelf else { return nil }
    var resource = RuleResource(traffic, direction, peer: ("referenced_security_group_id", groupID), words: "itself")
    resource.meta = meta
    return resource
  }

  private func dynamicResources(_ part: Block, _ direction: TrafficDirection) throws(Refusal) -> [RuleResource] {
    guard meta == nil else {
      throw Refusal(reason: "it has dynamic blocks in a group with count or for_each", range: part.headerRange)
    }
    guard let collection = part.body[attribute: "for_each"]?.expression,
      let content = part.body.blocks.first(where: { $0.type == "content" })
    else { throw Refusal(reason: "a dynamic block lacks for_each or content", range: part.headerRange) }
    var name = direction.rawValue
    if let named = part.body[attribute: "iterator"], case .variable(let iterator) = named.expression.kind {
      name = iterator
    }
    var resources: [RuleResource] = []
    let source = text(collection, nil)
    for peer in Self.peers {
      guard let attribute = content.body[attribute: peer.argument] else { continue }
      if case .tuple(let elements) = attribute.expression.kind {
        let iterator = Iterator(name: name, key: "each.key", value: "each.value")
        let traffic = try traffic(of: content.body, iterator)
        for element in elements {
          var resource = RuleResource(
            traffic,
            direction,
            peer: (peer.target, text(element, iterator)),
            words: peerWords(element, name, collection)
          )
          resource.meta = ("for_each", keyed(collection, source))
          resources.append(resource)
        }
      } else if !isNothing(attribute.expression) {
        let list = text(attribute.expression, Iterator(name: name, key: "key", value: "rule"))
        let iterator = Iterator(name: name, key: "each.value.key", value: "each.value.rule")
        var resource = RuleResource(
          try traffic(of: content.body, iterator),
          direction,
          peer: (peer.target, "each.value.peer"),
          words: peerWords(attribute.expression, name, collection)
        )
        let peerKey = peer.isBlock ? "peer" : "index"
        resource.meta = (
          "for_each",
          "merge([\n    for key, rule in \(source) : {\n      for index, peer in tolist(\(list)) :"
            + " \"${key} ${\(peerKey)}\" => { key = key, rule = rule, peer = peer }\n    }\n  ]...)"
        )
        resources.append(resource)
      }
    }
    if content.body[attribute: "self"] != nil {
      let iterator = Iterator(name: name, key: "each.key", value: "each.value")
      if var itself = try selfResource(content.body, try traffic(of: content.body, iterator), direction) {
        itself.meta = ("for_each", keyed(collection, source))
        resources.append(itself)
      }
    }
    return resources
  }

  /// A collection that `for_each` of a resource takes: what is a map or a set stays, a list gets its numbers as keys.
  private func keyed(_ collection: Expression, _ text: String) -> String {
    switch collection.kind {
    case .object, .forObject: return text
    case .call(let call) where ["toset", "tomap", "merge", "zipmap"].contains(call.name): return text
    default: return "{ for key, value in \(text) : tostring(key) => value }"
    }
  }

  private func isNothing(_ expression: Expression) -> Bool {
    guard case .literal(let value) = expression.kind, case .null = value.content else { return false }
    return true
  }

  private func traffic(of body: Body, _ iterator: Iterator?) throws(Refusal) -> RuleResource.Traffic {
    guard let name = body[attribute: "protocol"]?.expression else {
      throw Refusal(reason: "a block has no protocol", range: body.range)
    }
    var literal: String?
    if case .literal(let value) = name.kind { literal = value.text.known.map(RuleTraffic.normalized) }
    func number(_ argument: String) -> (text: String, words: String)? {
      guard let expression = body[attribute: argument]?.expression else { return nil }
      let text = text(expression, iterator)
      if case .literal = expression.kind { return (text, text) }
      if case .unary(.negate, _) = expression.kind { return (text, text) }
      return (text, "")
    }
    return RuleResource.Traffic(
      protocolText: literal.map { HCLString.quoted($0) } ?? text(name, iterator),
      literal: literal,
      from: number("from_port"),
      to: number("to_port"),
      description: body[attribute: "description"].map { text($0.expression, iterator) }
    )
  }

  /// A few letters for a resource's name, `10_0_0_0_8`, `app`, in a dynamic block.
  ///
  /// - Parameter iterator: of a dynamic block: what it goes through gives the name then.
  private func peerWords(_ expression: Expression, _ iterator: String, _ collection: Expression) -> String {
    if case .literal = expression.kind { return peerWords(expression) }
    return peerWords(expression.references.contains { $0.root == iterator } ? collection : expression)
  }

  /// A few letters for a resource's name: `10_0_0_0_8`, `app`.
  private func peerWords(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let value):
      let text = value.text.known ?? ""
      return ["0.0.0.0/0", "::/0"].contains(text) ? "anywhere" : text
    default:
      let reference = expression.references.first
      var names: [String] = []
      for step in reference?.steps ?? [] {
        if case .attribute(let name) = step { names.append(name) }
      }
      return names.last { !["id", "cidr_block", "ipv6_cidr_block", "value", "key"].contains($0) } ?? ""
    }
  }
}
