/// The answer to one question, as a value: what every output format is made from.
///
/// The JSON form is stable within a ``formatVersion``: members may be added, none is renamed or removed.
/// Documentation/explain-json.md describes it.
package struct Explanation: Codable, Hashable, Sendable {
  package static let currentFormatVersion = 1

  package var formatVersion = Self.currentFormatVersion
  package var verdict: Verdict
  package var question: Question
  package var source: End
  package var destination: End
  /// How many pairs of hosts were judged, where an end is a set.
  package var counts: Counts?
  /// Which addresses fare how, for an end that is a CIDR block or the internet.
  package var addressClasses: [AddressClass]
  /// One path for each distinct outcome: the first pair of hosts that has it.
  package var paths: [Path]
  /// Distinct outcomes beyond those in `paths`.
  package var pathsOmitted: Int
  /// What to know about how the question was read.
  package var notes: [String]

  package struct Question: Codable, Hashable, Sendable {
    package var source: String
    package var destination: String
    /// `tcp/5432`, in words.
    package var traffic: String
    /// `tcp`, `udp`, `icmp`, `icmpv6` or a number.
    package var ipProtocol: String
    package var port: Int?
    package var sourcePort: Int?
    package var icmpType: Int?
    package var icmpCode: Int?
    /// `ipv4` or `ipv6`.
    package var family: String

    enum CodingKeys: String, CodingKey {
      case source, destination, traffic, port, sourcePort, icmpType, icmpCode, family
      case ipProtocol = "protocol"
    }
  }

  /// What a text of the question means.
  package struct End: Codable, Hashable, Sendable {
    /// "network interface", "security group", "CIDR block", "the internet", …
    package var kind: String
    package var id: String?
    /// How many hosts, or classes of addresses, it stands for.
    package var members: Int
  }

  package struct Counts: Codable, Hashable, Sendable {
    package var pairs: Int
    package var allowed: Int
    package var denied: Int
    package var unknown: Int
    /// Pairs that were not judged because there were too many.
    package var notJudged: Int
  }

  package struct AddressClass: Codable, Hashable, Sendable {
    package enum Side: String, Codable, Hashable, Sendable { case source, destination }
    package var side: Side
    package var verdict: Verdict
    /// The fewest blocks that are exactly the class.
    package var blocks: [String]
    /// The same as people read it: `first-last` where a run of addresses is no single block.
    package var ranges: [String]
  }

  package struct Host: Codable, Hashable, Sendable {
    package var name: String
    package var address: String
    package var publicAddress: String?
    package var interfaceID: String?
    package var owner: String?
    package var subnetID: String?
    package var subnetName: String?
    package var vpcID: String?
    /// `interface`, `vacant`, `unallocated`, `platformService`, `internet` or `outside`.
    package var place: String
  }

  /// The way of one pair of hosts.
  package struct Path: Codable, Hashable, Sendable {
    package var verdict: Verdict
    package var source: Host
    package var destination: Host
    package var steps: [Step]
    /// Indexes of the steps that deny.
    package var blockers: [Int]
    package var fixes: [Fix]
    package var unknowns: [Unknown]
    package var assumptions: [String]
    /// VPC Reachability Analyzer's codes of the blockers and unknowns, sorted.
    package var codes: [ExplanationCode]
    /// Everyone at the source's end who has this outcome with somebody: hosts by name, or blocks of addresses;
    /// the first of them.
    package var sources: [String]
    /// The same for the destination's end.
    package var destinations: [String]
    /// How many pairs have the outcome, this one included.
    package var pairs: Int
  }

  package struct Step: Codable, Hashable, Sendable {
    package var station: PathStep.Station
    package var leg: PathStep.Leg
    /// `ingress` or `egress`, where the station judges them apart.
    package var direction: String?
    package var outcome: StepOutcome
    package var reason: String
    package var code: ExplanationCode?
    package var resources: [PathResource]
    package var decidedBy: Decision?
    package var nearestMisses: [Miss]
  }

  package struct Decision: Codable, Hashable, Sendable {
    /// `securityGroupRule`, `networkACLEntry` or `route`.
    package var kind: String
    /// The group, ACL or route table.
    package var of: String
    /// A rule's identifier, an entry's number, a route's destination.
    package var id: String
    package var text: String
  }

  package struct Miss: Codable, Hashable, Sendable {
    /// The rule's identifier where EC2 gave it one; the entry's number.
    package var id: String?
    package var of: String
    package var ofName: String?
    package var allows: String
    package var description: String?
    package var missedBy: [String]
  }

  package struct Fix: Codable, Hashable, Sendable {
    package var summary: String
    package var step: Int?
    package var command: String?
    package var terraform: String?
    package var caution: String?
    package var alternative: Alternative?

    package struct Alternative: Codable, Hashable, Sendable {
      package var summary: String
      package var command: String
    }
  }

  package struct Unknown: Codable, Hashable, Sendable {
    package var missing: String
    package var step: Int
    package var resourceKind: String?
    package var id: String?
    /// The AWS CLI command whose output supplies it.
    package var suppliedBy: String?
  }
}
