package import IPAddressing
package import VPCModel

/// A rule or entry that could have let a packet pass, and how it missed.
package struct NearestMiss: Hashable, Sendable {
  package enum Candidate: Hashable, Sendable {
    case rule(SecurityGroupRule)
    case entry(NetworkACL.ID, NetworkACL.Entry)
  }

  /// One respect in which it missed.
  package enum Aspect: Hashable, Sendable {
    /// - Parameter commonLength: how many leading bits the address shares with the block.
    case address(IPAddress, outside: IPPrefix, commonLength: Int)
    /// - Parameter nearest: the list's entry that shares most leading bits.
    case prefixList(PrefixList.ID, without: IPAddress, nearest: IPPrefix?)
    /// - Parameter carries: the groups that the interface with the address carries instead.
    case notMember(of: SecurityGroup.ID, IPAddress, interface: NetworkInterface.ID?, carries: [SecurityGroup.ID])
    case stale(GroupReference, GroupReferenceStatus.StaleReason)
    case port(UInt16, outside: PortRange)
    case icmpMessage(ICMPTypeCode, pattern: ICMPPattern)
    case otherProtocol(TrafficSelector)
    case otherFamily(IPPrefix)
    /// The entry matches, but one with a smaller number decides first.
    case shadowed(by: NetworkACL.Entry)
  }

  package let candidate: Candidate
  /// The nearest first; never empty.
  package let aspects: [Aspect]
}

extension NearestMiss.Aspect {
  /// By how much one aspect weighs more than another: who asks has the right port far more often than the
  /// right address, so a rule that misses by the address alone is the nearest.
  var rank: Int {
    switch self {
    case .shadowed: 0
    case .address, .notMember, .prefixList: 1
    case .stale: 2
    case .port, .icmpMessage: 3
    case .otherFamily: 4
    case .otherProtocol: 5
    }
  }

  /// How far off, among aspects of one rank: bits that differ, ports between.
  var distance: Int {
    switch self {
    case .address(let address, _, let commonLength): address.family.bitWidth - commonLength
    case .prefixList(_, let address, let nearest):
      address.family.bitWidth - (nearest.map { $0.commonLength(with: address) } ?? 0)
    case .notMember: 1
    case .port(let port, let range):
      port < range.lower ? Int(range.lower) - Int(port) : Int(port) - Int(range.upper)
    case .shadowed(let entry): entry.number
    case .stale, .icmpMessage, .otherProtocol, .otherFamily: 0
    }
  }
}

extension NearestMiss: Comparable {
  /// Fewest misses first; then by what was missed, then by how far.
  package static func < (left: NearestMiss, right: NearestMiss) -> Bool {
    left.key.lexicographicallyPrecedes(right.key)
      || (left.key == right.key && left.candidate.order < right.candidate.order)
  }

  private var key: [Int] { [aspects.count] + aspects.map(\.rank) + aspects.map(\.distance) }
}

extension NearestMiss.Candidate {
  /// Something total, so that the same network gives the same list.
  fileprivate var order: String {
    switch self {
    case .rule(let rule): rule.id.text
    case .entry(let acl, let entry): "\(acl) \(1_000_000 + entry.number)"
    }
  }
}

extension IPPrefix {
  /// How many leading bits an address shares with the block, at most the block's length; 0 for the other
  /// family.
  func commonLength(with address: IPAddress) -> Int {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)):
      min(prefix.length, (prefix.address.rawValue ^ address.rawValue).leadingZeroBitCount)
    case (.v6(let prefix), .v6(let address)):
      min(prefix.length, (prefix.address.rawValue ^ address.rawValue).leadingZeroBitCount)
    case (.v4, .v6), (.v6, .v4): 0
    }
  }
}
