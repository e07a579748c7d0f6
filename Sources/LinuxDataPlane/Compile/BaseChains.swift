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
  static let layout = "layout-1"

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
    for direction in TrafficDirection.allCases {
      ruleset.chains[Names.settled(direction)] = Chain(settling(ConnectionMark.tracked, direction))
      ruleset.chains[Names.denied(direction)] = denial(direction.rawValue)
      ruleset.chains[Names.withoutConnection(direction)] = denial("\(direction.rawValue)-connection")
      ruleset.chains[Names.deniedByACL(direction)] = denial(direction == .egress ? "acl-out" : "acl-in")
    }
    ruleset.chains[Names.deniedSource] = denial("source")
    return ruleset
  }

  /// Notes how the connection was allowed, and lets the packet pass. Where there is no connection nothing is noted.
  static func settling(_ half: UInt16, _ direction: TrafficDirection, comment: String? = nil) -> [Rule] {
    [true, false].map { isOriginal in
      Rule(
        ConnectionMark.setHalf(half, direction, isOriginal: isOriginal) + [.verdict(.accept)],
        comment: isOriginal ? comment : nil
      )
    } + [Rule([.verdict(.accept)])]
  }

  /// - Parameter prefix: what the log's reader tells the reason by.
  private static func denial(_ prefix: String) -> Chain {
    Chain([
      Rule([.log(group: FlowCapture.logGroup, prefix: prefix, length: loggedLength), .verdict(.drop)])
    ])
  }
}
