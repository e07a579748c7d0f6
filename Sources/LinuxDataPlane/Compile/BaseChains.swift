import IPAddressing
import VPCModel

/// The chains that every ruleset has: where packets come in, and how a judgement ends.
///
/// Packets of an attached device are judged where the kernel has named their connection and not yet, or no longer,
/// translated their addresses: in `prerouting` behind connection tracking and before destination translation, in
/// `postrouting` behind source translation and before the connection is confirmed. A connection whose first packet is
/// dropped is never confirmed, so what the chains noted of it is forgotten. Packets of other devices pass.
enum BaseChains {
  /// Changes whenever rulesets of another version must be made anew as a whole.
  static let layout = "layout-2"

  /// Where a bridge's ports are asked for the source: before whatever else looks at what comes in there.
  static let portPriority: Int32 = -300

  /// How many bytes of a dropped packet are logged: the longest headers without the data.
  static let loggedLength: UInt32 = 128

  static var ruleset: Ruleset {
    var ruleset = Ruleset()
    ruleset.sets[layout] = NamedSet(.init(key: [.mark]))
    ruleset.chains["prerouting"] = Chain(
      base: .init(hook: .prerouting, priority: -150),
      [Rule([.meta(.inputDevice, to: .key), .verdictMap(Names.fromDevice, key: .key)])]
    )
    ruleset.chains["postrouting"] = Chain(
      base: .init(hook: .postrouting, priority: 150),
      [Rule([.meta(.outputDevice, to: .key), .verdictMap(Names.toDevice, key: .key)])]
    )
    for openers in [true, false] {
      ruleset.chains[Names.known(openers: openers)] = Chain([
        Rule(
          ConnectionMark.loadHalf(openers: openers) + [
            .lookup(Names.knownMarks(openers: openers), key: .key, isMember: true), .verdict(.accept),
          ]
        )
      ])
    }
    for direction in TrafficDirection.allCases {
      ruleset.chains[Names.settled(direction)] = Chain(settlingTracked(direction))
      ruleset.chains[Names.untracked(direction)] = Chain(settlingUntracked(direction))
      ruleset.chains[Names.denied(direction)] = denial(direction.rawValue)
      ruleset.chains[Names.withoutConnection(direction)] = denial("\(direction.rawValue)-connection")
      ruleset.chains[Names.foreignAddress(direction)] = Chain([
        LinkTraffic.dhcp(direction), Rule([.verdict(.goto(Names.deniedSource))]),
      ])
      ruleset.chains[Names.deniedByACL(direction)] = denial(direction == .egress ? "acl-out" : "acl-in")
    }
    ruleset.chains[Names.deniedSource] = denial("source")
    return ruleset
  }

  /// Notes that the connection was allowed, and lets the packet pass. Where there is no connection nothing is noted.
  private static func settlingTracked(_ direction: TrafficDirection) -> [Rule] {
    [true, false].map { isOriginal in
      Rule(ConnectionMark.setHalf(ConnectionMark.tracked, direction, isOriginal: isOriginal) + [.verdict(.accept)])
    } + [Rule([.verdict(.accept)])]
  }

  /// The same for the generation of open ports that is now. By which one the other end let it pass, if it is over, does
  /// not matter any more.
  private static func settlingUntracked(_ direction: TrafficDirection) -> [Rule] {
    [true, false].flatMap { isOriginal -> [Rule] in
      let openers = ConnectionMark.isOpeners(direction, isOriginal: isOriginal)
      let isDirection = PacketMatch.isOriginal(isOriginal)
      let set: [Expression] = [
        .map(Names.untrackedMarks(openers: openers), key: .key, to: .key), .setConnectionMark(from: .key),
        .verdict(.accept),
      ]
      let stale = ConnectionMark.octets(ConnectionMark.stale, openers: !openers)
      return [
        Rule(isDirection + ConnectionMark.loadHalf(openers: !openers) + set),
        Rule(isDirection + [.immediate(.key, stale)] + set),
      ]
    } + [Rule([.verdict(.accept)])]
  }

  /// - Parameter prefix: what the log's reader tells the reason by.
  private static func denial(_ prefix: String) -> Chain {
    Chain([
      Rule([.log(group: FlowCapture.logGroup, prefix: prefix, length: loggedLength), .verdict(.drop)])
    ])
  }
}
