import IPAddressing
import VPCModel

/// Compiles a policy: what all its groups together say to a packet of an interface that carries them.
///
///     policy-P-ingress4             a connection that is known: by its mark
///       policy-P-ingress4-reply     the same, of a packet against the connection's direction
///       policy-P-ingress4-new       the platform's services · untracked ports
///       policy-P-ingress4-tcp       untracked ports · what cannot open a connection
///       policy-P-ingress4-groups    each group's chain · denied
///       policy-P-untracked-ingress  marks a connection as untracked under the policy's generation
///
/// EC2 does not track connections that rules open to anyone in both directions; they are cut at once when such a rule
/// goes. The kernel tracks every connection, so the mark says under which generation of the policy's open ports this one
/// was let in: when they change the generation does, and packets under an old one are judged again.
struct PolicyCompiler {
  let policy: InterfacePolicy
  /// The groups that are known.
  let groupIDs: [SecurityGroup.ID]
  let openPorts: OpenPorts
  /// Above ``ConnectionMark/tracked``; `nil` where every connection is tracked.
  let generation: UInt16?

  private var ruleset = Ruleset()

  init(_ policy: InterfacePolicy, groupIDs: [SecurityGroup.ID], openPorts: OpenPorts, generation: UInt16?) {
    self.policy = policy
    self.groupIDs = groupIDs
    self.openPorts = openPorts
    self.generation = generation
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      for family in [IPFamily.ipv4, .ipv6] { compile(direction, family) }
      if let generation {
        ruleset.chains[policy.untrackedChain(direction)] = Chain(
          BaseChains.settling(
            generation,
            direction,
            comment: Generation(number: generation, digest: openPorts.digest).comment
          )
        )
      }
    }
    return ruleset
  }

  private mutating func compile(_ direction: TrafficDirection, _ family: IPFamily) {
    let name = policy.chain(direction, family)
    let isNew = Rule([.verdict(.goto("\(name)-new"))])
    ruleset.chains[name] = Chain(
      [
        Rule(ConnectionMark.bothTracked + [.verdict(.accept)]),
        Rule(PacketMatch.isOriginal(false) + [.verdict(.goto("\(name)-reply"))]),
      ] + knownConnection(direction, isOriginal: true) + [isNew]
    )
    ruleset.chains["\(name)-reply"] = Chain(knownConnection(direction, isOriginal: false) + [isNew])
    ruleset.chains["\(name)-new"] = Chain(newConnection(direction, family))
    ruleset.chains["\(name)-tcp"] = Chain(newTCPConnection(direction, family))
    ruleset.chains["\(name)-groups"] = Chain(
      groupIDs.map { Rule([.verdict(.jump(GroupCompiler.chainName($0, direction, family)))]) }
        + [Rule([.verdict(.goto(Names.denied(direction)))])]
    )
  }

  private func knownConnection(_ direction: TrafficDirection, isOriginal: Bool) -> [Rule] {
    ([ConnectionMark.tracked] + (generation.map { [$0] } ?? [])).map { half in
      Rule(ConnectionMark.half(half, direction, isOriginal: isOriginal) + [.verdict(.accept)])
    }
  }

  private func groupsChain(_ direction: TrafficDirection, _ family: IPFamily) -> Expression {
    .verdict(.goto("\(policy.chain(direction, family))-groups"))
  }

  private mutating func newConnection(_ direction: TrafficDirection, _ family: IPFamily) -> [Rule] {
    [
      Rule([
        PacketMatch.remoteAddress(family, direction),
        .lookup(PlatformSets.name(policy.vpcID, family), key: .key, isMember: true), .verdict(.accept),
      ]),
      Rule(PacketMatch.transport(6) + [.verdict(.goto("\(policy.chain(direction, family))-tcp"))]),
    ]
      // A flow of this direction, and an answer in one of the other.
      + untracked(direction, family, isTCP: false, isAnswer: false)
      + untracked(direction, family, isTCP: false, isAnswer: true)
      + [Rule([groupsChain(direction, family)])]
  }

  private mutating func newTCPConnection(_ direction: TrafficDirection, _ family: IPFamily) -> [Rule] {
    untracked(direction, family, isTCP: true, isAnswer: false) + untracked(direction, family, isTCP: true, isAnswer: true)
      + [
        Rule(PacketMatch.opensConnection(true) + [groupsChain(direction, family)]),
        // A connection that was there before its interface was attached is judged like a new one, by its opener's packets.
        Rule(
          PacketMatch.isEstablished + PacketMatch.isOriginal(true)
            + ConnectionMark.half(ConnectionMark.unjudged, direction, isOriginal: true) + [groupsChain(direction, family)]
        ),
        Rule([.verdict(.goto(Names.withoutConnection(direction)))]),
      ]
  }

  private mutating func untracked(
    _ direction: TrafficDirection,
    _ family: IPFamily,
    isTCP: Bool,
    isAnswer: Bool
  ) -> [Rule] {
    let ports = openPorts.untracked(isAnswer ? direction.opposite : direction, family, isTCP: isTCP)
    guard !ports.isEmpty else { return [] }
    // Of TCP the chain is its own.
    var match = isTCP ? [] : PacketMatch.transport(17)
    // A segment that opens a connection is no answer.
    if isTCP, isAnswer { match += PacketMatch.opensConnection(false) }
    if ports != .all {
      let word = "\(isTCP ? "tcp" : "udp")-\(isAnswer ? "answers" : "untracked")"
      let set = "\(policy.chain(direction, family))-\(word)"
      var elements: [NamedSet.Key: NamedSet.Element] = [:]
      for range in ports.ranges { elements[NamedSet.Key(Octets(range.lower), Octets(range.upper))] = .member }
      ruleset.sets[set] = NamedSet(.init(key: [.port], isInterval: true), elements)
      match.append(isAnswer ? PacketMatch.sourcePort() : PacketMatch.destinationPort())
      match.append(.lookup(set, key: .key, isMember: true))
    }
    return [Rule(match + [.verdict(.goto(policy.untrackedChain(direction)))])]
  }
}

/// Under which state of its open ports a policy lets untracked connections pass.
struct Generation: Hashable, Sendable {
  /// At least 2.
  var number: UInt16
  /// Of the open ports.
  var digest: UInt64

  var comment: String { "generation \(number) of open ports \(Octets(digest).hexadecimal)" }

  /// Reads what ``comment`` wrote, in another process perhaps.
  init?(comment: String) {
    let words = comment.split(separator: " ")
    guard words.count == 6, words[0] == "generation", let number = UInt16(words[1]), number > ConnectionMark.tracked,
      let digest = UInt64(words[5], radix: 16)
    else { return nil }
    self.init(number: number, digest: digest)
  }

  init(number: UInt16, digest: UInt64) {
    self.number = number
    self.digest = digest
  }
}
