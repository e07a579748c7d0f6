package import Findings
package import IPAddressing
package import PositionedYAML
package import VPCModel

/// Assertions about who may reach whom, as a policy file states them.
package struct ConnectivityPolicy: Hashable, Sendable {
  /// The version of the format that this reads.
  package static let currentVersion = 1

  /// The name under which the file was read.
  package var file: String
  package var assertions: [Assertion]

  package init(file: String, assertions: [Assertion]) {
    self.file = file
    self.assertions = assertions
  }
}

/// One statement that holds in a network or does not.
package struct Assertion: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// Everyone in `from` reaches everyone in `to`, with all of the traffic.
    case allow
    /// Nobody in `from` reaches anybody in `to`, with any of the traffic.
    case deny
    /// Nobody but those in `from` reaches anybody in `to`, with any of the traffic: no interface, no address.
    case only
  }

  package enum Families: String, Hashable, Sendable, CaseIterable, Codable {
    case ipv4, ipv6, both
  }

  package var kind: Kind
  /// Unique in the file.
  package var name: String
  package var summary: String?
  /// Never empty.
  package var from: [EndpointPattern]
  /// Never empty.
  package var to: [EndpointPattern]
  /// Never empty.
  package var traffic: [TrafficPattern]
  /// `nil` where the file leaves it open: then `allow` is about IPv4 where both ends have it and else about IPv6, and
  /// `deny` and `only` are about both.
  package var families: Families?
  package var severity: Severity
  /// The last day on which it is to hold.
  package var expires: CalendarDay?
  package var position: YAMLPosition
}

/// Who is meant by one text of `from` or `to`.
package struct EndpointPattern: Hashable, Sendable {
  /// What a name is the name of.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case group, subnet, vpc, interface, instance
  }

  package enum Meaning: Hashable, Sendable {
    /// Every address that a host on the internet can have.
    case internet
    /// Every interface and every address there is.
    case anywhere
    case block(IPPrefix)
    /// Interfaces that carry a tag, themselves or by their instance or database.
    case tag(key: String, value: NamePattern)
    /// Whatever has the name or identifier; a Terraform address is the identifier of what Terraform has not made yet.
    /// - Parameter kind: `nil` for anything.
    case named(Kind?, NamePattern)
  }

  package var text: String
  package var meaning: Meaning
  package var position: YAMLPosition
}

/// Traffic that is meant by one text of `traffic`.
package struct TrafficPattern: Hashable, Sendable {
  package var text: String
  /// All of these.
  package var selectors: [TrafficSelector]
  package var position: YAMLPosition
}
