package import IPAddressing

/// Why the two ends of a question could not be made out. The words say what, and what to do about it.
package enum EndpointError: Error, Hashable, Sendable {
  /// One of several things that a name could mean.
  package struct Candidate: Hashable, Sendable {
    package var id: String
    package var name: String
    package var owner: String
    package var address: String
    package var subnet: String
  }

  case unknown(String, role: Role, suggestions: [String])
  case ambiguous(String, role: Role, why: String, candidates: [Candidate])
  /// The resource is known, but none of its network interfaces is.
  case noInterfaces(String, role: Role, kind: String, advice: String)
  case malformed(String, role: Role, AddressParseError)
  /// No address family in which both ends have an address.
  case noCommonFamily(source: String, destination: String, asked: IPFamily?)
  /// Both ends are outside the network, or one host alone is both.
  case noPairs(source: String, destination: String)
  case familyOfProtocol(String, IPFamily, asked: IPFamily)

  /// Which text of the question it is; `interface` where there is no question, only somebody who is meant.
  package enum Role: String, Hashable, Sendable { case source, destination, interface }
}

extension EndpointError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let text, let role, let suggestions):
      var lines = ["the \(role.rawValue) '\(text)' is not in the network."]
      if suggestions.isEmpty {
        lines.append(
          "Give a network interface, instance or security group id, an address or CIDR block, a Name tag,"
            + " the name of a load balancer, database, Lambda function or ECS service, or 'internet'."
        )
      } else {
        lines.append("Did you mean \(Self.alternatives(suggestions))?")
      }
      return lines.joined(separator: "\n")
    case .ambiguous(let text, let role, let why, let candidates):
      return "the \(role.rawValue) '\(text)' is ambiguous: \(why). Use one of these ids:\n" + Self.table(candidates)
    case .noInterfaces(let text, let role, let kind, let advice):
      return "the \(role.rawValue) '\(text)' is a \(kind) without a network interface in the network.\n\(advice)"
    case .malformed(let text, let role, let error):
      return "the \(role.rawValue) '\(text)' is no address: \(error)"
    case .noCommonFamily(let source, let destination, let asked?):
      return "no \(Self.words(asked)) packet can go from '\(source)' to '\(destination)':"
        + " at least one of them has no \(Self.words(asked)) address.\nLeave out --family, or ask for the other one."
    case .noCommonFamily(let source, let destination, nil):
      return "'\(source)' and '\(destination)' have no address family in common: one has IPv4 addresses only,"
        + " the other IPv6 only."
    case .noPairs(let source, let destination):
      return
        "there is nothing to judge between '\(source)' and '\(destination)'.\nOne of them has to be in a VPC of the"
        + " network, and they cannot be one and the same host."
    case .familyOfProtocol(let traffic, let family, let asked):
      return "\(traffic) exists in \(Self.words(family)) only, and \(Self.words(asked)) was asked for."
        + "\nFor pings, icmp goes with IPv4 and icmpv6 with IPv6."
    }
  }

  static func words(_ family: IPFamily) -> String { family == .ipv4 ? "IPv4" : "IPv6" }

  private static func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Candidates in aligned columns; the first dozen.
  private static func table(_ candidates: [Candidate]) -> String {
    let limit = 12
    let rows = candidates.prefix(limit).map { [$0.id, $0.name, $0.owner, $0.address, $0.subnet] }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        line += "  " + cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    if candidates.count > limit { lines.append("  … and \(candidates.count - limit) more") }
    return lines.joined(separator: "\n")
  }
}
