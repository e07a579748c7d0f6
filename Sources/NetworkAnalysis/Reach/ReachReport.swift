package import IPAddressing
import VPCModel

/// Who reaches whom, as plain values: what every output format is made from.
///
/// The JSON form is stable within a `formatVersion`: members may be added, none is renamed or removed.
/// Documentation/reach-json.md describes it.
package struct ReachReport: Codable, Hashable, Sendable {
  package static let currentFormatVersion = 1

  package var formatVersion = Self.currentFormatVersion
  package var question: Question
  /// Worst first: from the internet, then between interfaces, then to the internet; within each what passes for certain
  /// first, then the wider.
  package var entries: [Entry]
  /// Entries beyond those in `entries`.
  package var entriesOmitted = 0
  /// Where the question asked for ways from machine to machine: the shortest to each destination that takes more than
  /// one step.
  package var chains: [Chain] = []
  package var notes: [String] = []
  /// Interfaces whose addresses are not known, and to or from which something may pass.
  package var notJudged: [NotJudged] = []

  /// What the addresses of an interface would have to tell.
  package struct NotJudged: Codable, Hashable, Sendable {
    package var interface: Interface
    /// In words: what its groups' rules do not rule out of what was asked about.
    package var traffic: String
    /// Why its addresses are not known, a sentence without its full stop.
    package var reason: String
  }

  package struct Question: Codable, Hashable, Sendable {
    /// As asked; absent where anything is meant.
    package var source: String?
    package var destination: String?
    /// In words.
    package var traffic: String
    package var isTransitive = false
  }

  /// Some sources of which each reaches each of some destinations with the same traffic.
  package struct Entry: Codable, Hashable, Sendable {
    /// `ipv4` or `ipv6`.
    package var family: String
    package var source: Side
    package var destination: Side
    /// What passes for certain.
    package var allowed: Traffic
    /// What may pass: something that decides it is not known.
    package var unknown: Traffic
    package var egressRules: [Rule]
    package var ingressRules: [Rule]
    /// Gateways, peerings and endpoints on the way.
    package var gateways: [String]
  }

  package struct Side: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable { case internet, interfaces }
    package var kind: Kind
    /// What people call it: `app (3 interfaces)`, `web, bastion`, `the internet`.
    package var name: String
    /// The fewest blocks that are exactly its addresses.
    package var blocks: [String]
    package var interfaces: [Interface] = []
    /// Security groups that all of the interfaces carry.
    package var groups: [Named] = []
    package var subnets: [Named] = []
    package var vpcs: [Named] = []
  }

  package struct Interface: Codable, Hashable, Sendable {
    package var id: String
    package var name: String?
    package var owner: String?
  }

  package struct Named: Codable, Hashable, Sendable {
    package var id: String
    package var name: String?

    var words: String { name ?? id }
  }

  package struct Traffic: Codable, Hashable, Sendable {
    /// `tcp/22,443 icmp echo request`, `all traffic`, `nothing`.
    package var words: String
    package var isAll: Bool
    /// Ports and ranges, such as `8000-8999`.
    package var tcp: [String]
    package var udp: [String]
    /// Types, with codes where not all are meant: `8`, `3 code 4`; `all`.
    package var icmp: [String]
    /// Numbers of other protocols; `all` of them as one word.
    package var protocols: [String]

    package var isEmpty: Bool { !isAll && tcp.isEmpty && udp.isEmpty && icmp.isEmpty && protocols.isEmpty }

    package init(_ set: TrafficSet, _ family: IPFamily) {
      words = set.words(family)
      isAll = set.isAll
      tcp = set.tcp.ranges.map(\.description)
      udp = set.udp.ranges.map(\.description)
      icmp = set.selectors(family).flatMap { selector -> [String] in
        switch selector {
        case .all: return ["all"]
        case .icmp(let pattern), .icmpv6(let pattern):
          guard let type = pattern.type else { return ["all"] }
          return ["\(type)" + (pattern.code.map { " code \($0)" } ?? "")]
        case .tcp, .udp, .other: return []
        }
      }
      protocols = set.hasAllOtherProtocols ? ["all"] : set.otherProtocols.map { "\($0.rawValue)" }
    }
  }

  package struct Rule: Codable, Hashable, Sendable {
    package var id: String
    package var groupID: String
    package var groupName: String?
    /// `tcp/22 from 0.0.0.0/0 (anywhere)`.
    package var text: String
    package var description: String?
  }

  /// A way from machine to machine.
  package struct Chain: Codable, Hashable, Sendable {
    package var destination: Interface
    package var hops: [Hop]
  }

  package struct Hop: Codable, Hashable, Sendable {
    /// Absent for the internet.
    package var from: Interface?
    package var to: Interface
    package var family: String
    package var address: String
    package var allowed: Traffic
    package var unknown: Traffic
  }
}
