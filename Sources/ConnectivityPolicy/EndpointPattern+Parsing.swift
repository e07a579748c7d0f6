import Findings
import IPAddressing
import PositionedYAML

extension EndpointPattern {
  /// What an end can be, for messages.
  static let grammar =
    "a name or id (with * and ?), tag:KEY=VALUE, group:, subnet:, vpc:, interface: or instance: and a name, an address,"
    + " a CIDR block, internet, or anywhere"

  /// - Returns: the pattern, or what is wrong with the text.
  static func parse(_ text: String, at position: YAMLPosition) -> Result<EndpointPattern, PatternProblem> {
    func result(_ meaning: Meaning) -> Result<EndpointPattern, PatternProblem> {
      .success(EndpointPattern(text: text, meaning: meaning, position: position))
    }
    guard !text.isEmpty else { return .failure(PatternProblem("an end is empty; it is \(grammar)")) }
    switch text.lowercased() {
    case "internet": return result(.internet)
    case "anywhere": return result(.anywhere)
    case "any", "all", "*": return .failure(PatternProblem("write 'anywhere' for every interface and every address"))
    default: break
    }
    if text.hasPrefix("tag:") {
      let parts = text.dropFirst(4).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let key = parts.first, let value = parts.last, !key.isEmpty, !value.isEmpty else {
        return .failure(PatternProblem("a tag is written tag:KEY=VALUE, as in tag:Tier=web or tag:Name=web-*"))
      }
      return result(.tag(key: String(key), value: NamePattern(String(value))))
    }
    // A prefix in front of what is no address; an IPv6 address has colons too.
    if let colon = text.firstIndex(of: ":"), !beginsLikeAddress(text) {
      let prefix = String(text[..<colon])
      let rest = String(text[text.index(after: colon)...])
      if let kind = Kind(rawValue: prefix) {
        guard !rest.isEmpty else { return .failure(PatternProblem("a name or id has to follow '\(prefix):'")) }
        return result(.named(kind, NamePattern(rest)))
      }
      if let meant = nearestChoice(to: prefix, among: Kind.allCases.map(\.rawValue) + ["tag"]) {
        return .failure(PatternProblem("'\(prefix):' is no kind of end; did you mean '\(meant):'?"))
      }
    }
    if beginsLikeAddress(text) { return address(text, at: position) }
    return result(.named(nil, NamePattern(text)))
  }

  /// Digits and dots alone, or hexadecimal digits with two colons at least: no name that people give.
  private static func beginsLikeAddress(_ text: String) -> Bool {
    let address = text.prefix { $0 != "/" }
    if address.contains(":") {
      return address.count { $0 == ":" } > 1 && address.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
    }
    return address.contains(".") && address.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
  }

  private static func address(_ text: String, at position: YAMLPosition) -> Result<EndpointPattern, PatternProblem> {
    do throws(AddressParseError) {
      let block = text.contains("/") ? try IPPrefix(parsing: text) : IPPrefix(host: try IPAddress(parsing: text))
      return .success(EndpointPattern(text: text, meaning: .block(block), position: position))
    } catch {
      return .failure(PatternProblem("no address and no CIDR block: \(error)"))
    }
  }
}

/// What is wrong with a text.
struct PatternProblem: Error, Hashable {
  var message: String
  init(_ message: String) { self.message = message }
}
