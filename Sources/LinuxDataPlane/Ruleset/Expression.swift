/// A place in the nftables machine's memory, four bytes wide; longer values take several in a row.
package struct Register: Hashable, Sendable {
  /// 0…15.
  package var index: UInt8

  package init(_ index: UInt8) { self.index = index }

  /// Where keys are put together.
  package static let key = Register(0)
  /// Where a map's value lands: a label of 16 bytes, which must start at a multiple of four.
  package static let value = Register(8)
}

/// What becomes of a packet.
package enum ChainVerdict: Hashable, Sendable {
  case accept, drop, `return`
  case jump(String)
  case goto(String)
}

/// One instruction of a rule. A rule is a row of them; one that does not hold ends the rule.
///
/// These are nftables' own instructions (`nft --debug=netlink` prints them); what they are put together to is written
/// in `Compile`.
package enum Expression: Hashable, Sendable {
  package enum Meta: Hashable, Sendable {
    case inputDevice, outputDevice, family, transportProtocol
    /// The number that an Ethernet frame's type has behind its first tag (IEEE 802.3, 802.1Q).
    case frameType
  }
  package enum Header: Hashable, Sendable { case network, transport }
  package enum Connection: Hashable, Sendable { case mark, direction, state }

  case meta(Meta, to: Register)
  /// Bytes of a header; the rule ends where the packet has none.
  case payload(Header, offset: UInt8, length: UInt8, to: Register)
  /// The rule ends where the packet has no connection.
  case connection(Connection, to: Register)
  case compare(Register, isEqual: Bool, Octets)
  case range(Register, Octets, Octets)
  /// `(value & mask) ^ flip`
  case bitwise(Register, mask: Octets, flip: Octets)
  /// Whether the set holds the key.
  case lookup(String, key: Register, isMember: Bool)
  /// The map's value for the key; the rule ends where there is none.
  case map(String, key: Register, to: Register)
  /// The verdict map's verdict for the key; the rule goes on where there is none.
  case verdictMap(String, key: Register)
  case immediate(Register, Octets)
  case setConnectionMark(from: Register)
  /// Adds the bits of 16 bytes to the connection's label.
  case setConnectionLabel(from: Register)
  case log(group: UInt16, prefix: String, length: UInt32)
  case verdict(ChainVerdict)
}

/// A rule of a chain.
package struct Rule: Hashable, Sendable {
  package var expressions: [Expression]
  /// For people who list the ruleset.
  package var comment: String?

  package init(_ expressions: [Expression], comment: String? = nil) {
    self.expressions = expressions
    self.comment = comment
  }
}

/// A chain of rules: one that packets enter by a hook, or one that others jump to.
package struct Chain: Hashable, Sendable {
  package enum Hook: Hashable, Sendable {
    case prerouting, postrouting
    /// Where packets come in at one device, before the device's bridge has them: there is no connection yet.
    case ingress(device: String)
  }

  /// A base chain's hook and its priority there. Its policy is to accept: what no rule speaks of is none of ours.
  package struct Base: Hashable, Sendable {
    package var hook: Hook
    package var priority: Int32
  }

  package var base: Base?
  package var rules: [Rule]

  package init(base: Base? = nil, _ rules: [Rule] = []) {
    self.base = base
    self.rules = rules
  }
}
