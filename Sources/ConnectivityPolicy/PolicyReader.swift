import Findings
package import PositionedYAML
import VPCModel

extension ConnectivityPolicy {
  /// Reads a policy file. Documentation/verify.md describes the format.
  ///
  /// - Throws: ``YAMLProblems``: all mistakes that were found, each with its place.
  package init(parsing text: String, file: String) throws(YAMLProblems) {
    var reader = PolicyReader(file: file)
    let root: YAMLNode
    do throws(YAMLProblem) {
      root = try YAMLDocument.read(text, file: file)
    } catch {
      throw YAMLProblems([error])
    }
    let assertions = reader.policy(root)
    guard reader.problems.isEmpty else { throw YAMLProblems(reader.problems) }
    self.init(file: file, assertions: assertions)
  }
}

/// Reads the document's tree, and goes on behind a mistake to find the others.
struct PolicyReader {
  let file: String
  private(set) var problems: [YAMLProblem] = []

  init(file: String) { self.file = file }

  private mutating func report(_ position: YAMLPosition, _ message: String) {
    problems.append(YAMLProblem(file: file, position: position, message: message))
  }

  // MARK: The file

  mutating func policy(_ root: YAMLNode) -> [Assertion] {
    guard let entries = mapping(root, "a policy file", keys: ["version", "assertions"]) else { return [] }
    if let version = entries["version"] {
      if text(version, "version") != "\(ConnectivityPolicy.currentVersion)" {
        report(version.position, "this reads version \(ConnectivityPolicy.currentVersion)")
      }
    } else if !entries.misspelt.contains("version") {
      report(root.position, "'version' is missing: write 'version: \(ConnectivityPolicy.currentVersion)'")
    }
    guard let list = entries["assertions"] else {
      if entries.misspelt.contains("assertions") { return [] }
      report(root.position, "'assertions' is missing: a policy without any would test nothing")
      return []
    }
    guard case .sequence(let nodes) = list.content, !nodes.isEmpty else {
      report(list.position, "'assertions' is a list with at least one assertion, not \(list.kindWords)")
      return []
    }
    var names: [String: YAMLPosition] = [:]
    return nodes.compactMap { node in
      guard let assertion = assertion(node) else { return nil }
      if let first = names[assertion.name] {
        report(
          node.position,
          "the name \(assertion.name.quotedForMessage) is that of the assertion in line \(first.line)"
        )
      }
      names[assertion.name] = node.position
      return assertion
    }
  }

  // MARK: One assertion

  private static let kinds = Assertion.Kind.allCases.map(\.rawValue)
  private static let assertionKeys = kinds + ["name", "description", "severity", "expires"]

  private mutating func assertion(_ node: YAMLNode) -> Assertion? {
    guard let entries = mapping(node, "an assertion", keys: Self.assertionKeys) else { return nil }
    let stated = Assertion.Kind.allCases.filter { entries[$0.rawValue] != nil }
    guard let kind = stated.first, let body = entries[kind.rawValue] else {
      if Assertion.Kind.allCases.contains(where: { entries.misspelt.contains($0.rawValue) }) { return nil }
      report(node.position, "an assertion states one of 'allow', 'deny' and 'only'; this one states none")
      return nil
    }
    if stated.count > 1, let second = entries[stated[1].rawValue] {
      report(second.position, "an assertion states one of 'allow', 'deny' and 'only'; this one states \(stated.count)")
    }
    let name = entries["name"].flatMap { text($0, "name") }
    let summary = entries["description"].flatMap { text($0, "description") }
    let severity = entries["severity"].flatMap { choice($0, "severity", Severity.allCases) } ?? .high
    let expires = entries["expires"].flatMap { day($0) }
    guard let statement = statement(body, kind) else { return nil }
    return Assertion(
      kind: kind,
      name: name ?? Self.name(kind, statement),
      summary: summary,
      from: statement.from,
      to: statement.to,
      traffic: statement.traffic,
      families: statement.families,
      severity: severity,
      expires: expires,
      position: node.position
    )
  }

  private struct Statement {
    var from: [EndpointPattern]
    var to: [EndpointPattern]
    var traffic: [TrafficPattern]
    var families: Assertion.Families?
  }

  private static func name(_ kind: Assertion.Kind, _ statement: Statement) -> String {
    let from = statement.from.map(\.text).joined(separator: ", ")
    let to = statement.to.map(\.text).joined(separator: ", ")
    let traffic = statement.traffic.map(\.text).joined(separator: ", ")
    return "\(kind.rawValue) \(from) → \(to) \(traffic)" + (statement.families.map { " \($0.rawValue)" } ?? "")
  }

  private mutating func statement(_ node: YAMLNode, _ kind: Assertion.Kind) -> Statement? {
    guard let entries = mapping(node, "'\(kind.rawValue)'", keys: ["from", "to", "traffic", "family"]) else {
      return nil
    }
    let from = required("from", of: entries, node, kind).map { ends($0, "from") } ?? []
    let to = required("to", of: entries, node, kind).map { ends($0, "to") } ?? []
    var traffic: [TrafficPattern] = []
    if let value = entries["traffic"] {
      traffic = texts(value, "traffic").compactMap { text, position in
        take(TrafficPattern.parse(text, at: position), position)
      }
    } else if entries.misspelt.contains("traffic") {
      return nil
    } else if kind == .allow {
      report(node.position, "'traffic' is missing: 'allow' says which; it is \(TrafficPattern.grammar)")
    } else {
      traffic = [TrafficPattern(text: "all", selectors: [.all], position: node.position)]
    }
    let families = entries["family"].flatMap { choice($0, "family", Assertion.Families.allCases) }
    guard !from.isEmpty, !to.isEmpty, !traffic.isEmpty else { return nil }
    return Statement(from: from, to: to, traffic: traffic, families: families)
  }

  private mutating func required(
    _ key: String,
    of entries: Entries,
    _ node: YAMLNode,
    _ kind: Assertion.Kind
  ) -> YAMLNode? {
    if let value = entries[key] { return value }
    // One mistake is told once.
    if entries.misspelt.contains(key) { return nil }
    report(node.position, "'\(key)' is missing: '\(kind.rawValue)' says who; an end is \(EndpointPattern.grammar)")
    return nil
  }

  private mutating func ends(_ node: YAMLNode, _ key: String) -> [EndpointPattern] {
    texts(node, key).compactMap { text, position in take(EndpointPattern.parse(text, at: position), position) }
  }

  private mutating func take<Value>(_ result: Result<Value, PatternProblem>, _ position: YAMLPosition) -> Value? {
    switch result {
    case .success(let value): return value
    case .failure(let problem):
      report(position, problem.message)
      return nil
    }
  }

  // MARK: Values

  /// Words that people write for a key that is called otherwise.
  private static let otherWords = [
    "ports": "traffic", "port": "traffic", "protocol": "traffic", "protocols": "traffic", "source": "from",
    "sources": "from", "src": "from", "destination": "to", "destinations": "to", "dst": "to", "dest": "to",
    "expiry": "expires", "until": "expires", "tests": "assertions", "rules": "assertions", "title": "name",
    "id": "name",
    "priority": "severity", "families": "family", "ip_version": "family", "forbid": "deny", "block": "deny",
    "reason": "description", "summary": "description", "comment": "description",
  ]

  /// A mapping's values, and the keys that others were perhaps meant to be.
  private struct Entries {
    var values: [String: YAMLNode] = [:]
    var misspelt: Set<String> = []

    subscript(key: String) -> YAMLNode? { values[key] }
  }

  private mutating func mapping(_ node: YAMLNode, _ what: String, keys: [String]) -> Entries? {
    guard case .mapping(let entries) = node.content else {
      report(
        node.position,
        "\(what) is a mapping with the keys \(keys.map { "'\($0)'" }.joined(separator: ", ")), not \(node.kindWords)"
      )
      return nil
    }
    var result = Entries()
    for entry in entries {
      if keys.contains(entry.key) {
        result.values[entry.key] = entry.value
        continue
      }
      let meant = Self.otherWords[entry.key.lowercased()].flatMap { keys.contains($0) ? $0 : nil }
      let suggestion = meant ?? nearestChoice(to: entry.key, among: keys)
      if let suggestion { result.misspelt.insert(suggestion) }
      report(
        entry.keyPosition,
        "\(what) has no key \(entry.key.quotedForMessage); "
          + (suggestion.map { "did you mean '\($0)'? " } ?? "")
          + "It has \(keys.map { "'\($0)'" }.joined(separator: ", "))"
      )
    }
    return result
  }

  /// A text, or `nil` with a report.
  private mutating func text(_ node: YAMLNode, _ key: String) -> String? {
    guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
      report(node.position, "'\(key)' is a text, not \(node.kindWords)")
      return nil
    }
    return text
  }

  /// One text or a list of them, each with its place.
  private mutating func texts(_ node: YAMLNode, _ key: String) -> [(String, YAMLPosition)] {
    guard case .sequence(let elements) = node.content else {
      return text(node, key).map { [($0, node.position)] } ?? []
    }
    if elements.isEmpty { report(node.position, "'\(key)' is an empty list: that would test nothing") }
    return elements.compactMap { element in text(element, key).map { ($0, element.position) } }
  }

  private mutating func choice<Choice: RawRepresentable<String>>(
    _ node: YAMLNode,
    _ key: String,
    _ choices: [Choice]
  ) -> Choice? {
    guard let text = text(node, key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = choices.map(\.rawValue)
    let meant = nearestChoice(to: text, among: words).map { "did you mean '\($0)'? " } ?? ""
    report(
      node.position,
      "\(text.quotedForMessage) is no '\(key)'; \(meant)It is one of \(words.map { "'\($0)'" }.joined(separator: ", "))"
    )
    return nil
  }

  private mutating func day(_ node: YAMLNode) -> CalendarDay? {
    guard let text = text(node, "expires") else { return nil }
    if let day = CalendarDay(text) { return day }
    report(node.position, "\(text.quotedForMessage) is no day; write year, month and day, as in 2027-01-31")
    return nil
  }
}
