import IPAddressing
import VPCModel

/// Compiles a policy: what all its groups together say to a packet of an interface that carries them.
///
///     policy-P-ingress4             a connection that is known: by its mark
///       policy-P-ingress4-reply     the same, of a packet against the connection's direction
///       policy-P-ingress4-new       the platform's services · untracked ports
///       policy-P-ingress4-tcp       untracked ports · what cannot open a connection
///       policy-P-ingress4-groups    each group's chain · denied
///
/// EC2 does not track connections that rules open to anyone in both directions; they are cut at once when such a rule
/// goes. The kernel tracks every connection, so the mark says under which generation of open ports this one was let in;
/// packets under an old one are judged again.
struct PolicyCompiler {
  let policy: InterfacePolicy
  /// Those that are known, with what each opens to anyone.
  let groups: [(id: SecurityGroup.ID, openPorts: OpenPorts)]
  /// Of all groups together.
  private let openPorts: OpenPorts

  private var ruleset = Ruleset()

  init(_ policy: InterfacePolicy, groups: [(id: SecurityGroup.ID, openPorts: OpenPorts)]) {
    self.policy = policy
    self.groups = groups
    openPorts = groups.reduce(into: OpenPorts()) { $0.formUnion($1.openPorts) }
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      for family in [IPFamily.ipv4, .ipv6] { compile(direction, family) }
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
        isKnown(direction, isOriginal: true), isNew,
      ]
    )
    ruleset.chains["\(name)-reply"] = Chain([isKnown(direction, isOriginal: false), isNew])
    ruleset.chains["\(name)-new"] = Chain(newConnection(direction, family))
    ruleset.chains["\(name)-tcp"] = Chain(newTCPConnection(direction, family))
    ruleset.chains["\(name)-groups"] = Chain(
      groups.map { Rule([.verdict(.jump(GroupCompiler.chainName($0.id, direction, family)))]) }
        + [Rule([.verdict(.goto(Names.denied(direction)))])]
    )
  }

  private func isKnown(_ direction: TrafficDirection, isOriginal: Bool) -> Rule {
    Rule([.verdict(.jump(Names.known(openers: ConnectionMark.isOpeners(direction, isOriginal: isOriginal))))])
  }

  private func groupsChain(_ direction: TrafficDirection, _ family: IPFamily) -> Expression {
    .verdict(.goto("\(policy.chain(direction, family))-groups"))
  }

  private func newConnection(_ direction: TrafficDirection, _ family: IPFamily) -> [Rule] {
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

  private func newTCPConnection(_ direction: TrafficDirection, _ family: IPFamily) -> [Rule] {
    untracked(direction, family, isTCP: true, isAnswer: false)
      + untracked(direction, family, isTCP: true, isAnswer: true)
      + [
        Rule(PacketMatch.opensConnection(true) + [groupsChain(direction, family)]),
        // A connection that was there before its interface was attached is judged like a new one, by its opener's packets.
        Rule(
          PacketMatch.isEstablished + PacketMatch.isOriginal(true)
            + ConnectionMark.half(
              ConnectionMark.unjudged,
              openers: ConnectionMark.isOpeners(direction, isOriginal: true)
            ) + [groupsChain(direction, family)]
        ),
        Rule([.verdict(.goto(Names.withoutConnection(direction)))]),
      ]
  }

  private func untracked(
    _ direction: TrafficDirection,
    _ family: IPFamily,
    isTCP: Bool,
    isAnswer: Bool
  ) -> [Rule] {
    let place = OpenPorts.Place(direction: isAnswer ? direction.opposite : direction, family: family, isTCP: isTCP)
    guard openPorts.isUntracked(place) else { return [] }
    // Of TCP the chain is its own.
    var match = isTCP ? [] : PacketMatch.transport(17)
    // A segment that opens a connection is no answer.
    if isTCP, isAnswer { match += PacketMatch.opensConnection(false) }
    let accept = Expression.verdict(.goto(Names.untracked(direction)))
    if groups.contains(where: { $0.openPorts.extent(place) == .everything }) { return [Rule(match + [accept])] }
    match.append(isAnswer ? PacketMatch.sourcePort() : PacketMatch.destinationPort())
    return groups.filter { $0.openPorts.extent(place) == .some }.map { group in
      Rule(match + [.lookup(OpenPortSets.name(group.id, place), key: .key, isMember: true), accept])
    }
  }
}
