package import IPAddressing

/// A network ACL: ordered allow and deny entries at a subnet's boundary, stateless.
package struct NetworkACL: Resource {
  package typealias ID = ResourceID<NetworkACL>
  package static var kind: ResourceKind { .networkACL }

  package enum Action: String, Hashable, Sendable, Codable { case allow, deny }

  /// One numbered entry. The first whose traffic and CIDR match decides.
  package struct Entry: Hashable, Sendable, Codable {
    /// 1…32766; 32767 and 32768 are the final denials that EC2 adds itself.
    package var number: Int
    package var direction: TrafficDirection
    package var action: Action
    package var traffic: TrafficSelector
    package var cidr: IPPrefix

    package init(
      number: Int,
      direction: TrafficDirection,
      action: Action,
      traffic: TrafficSelector,
      cidr: IPPrefix
    ) {
      self.number = number
      self.direction = direction
      self.action = action
      self.traffic = traffic
      self.cidr = cidr
    }

    /// Whether it is the final `*` entry, which nobody can change.
    package var isFinal: Bool { number >= 32767 }

    package func matches(remote: IPAddress, transport: Transport) -> Bool {
      guard cidr.contains(remote) else { return false }
      // An ICMPv6 entry with an IPv4 block stands for every ICMP type and code (API reference,
      // CreateNetworkAclEntry). No ICMPv6 packet has an IPv4 address, so nothing is left to match.
      return traffic.matches(transport)
    }
  }

  package var id: ID
  package var vpcID: VPC.ID
  package var isDefault: Bool
  /// Ascending by number within each direction.
  package private(set) var entries: [Entry]
  package var subnetIDs: [Subnet.ID]
  package var ownerID: String?
  package var tags: Tags

  package init(
    id: ID,
    vpcID: VPC.ID,
    isDefault: Bool = false,
    entries: [Entry] = [],
    subnetIDs: [Subnet.ID] = [],
    ownerID: String? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.vpcID = vpcID
    self.isDefault = isDefault
    self.entries = entries.sorted(by: Self.precedes)
    self.subnetIDs = subnetIDs
    self.ownerID = ownerID
    self.tags = tags
  }

  /// Entries of one direction, in the order in which they are evaluated.
  package func entries(_ direction: TrafficDirection) -> [Entry] {
    entries.filter { $0.direction == direction }
  }

  /// Replaces all entries; they need not be sorted.
  package mutating func replaceEntries(_ entries: [Entry]) {
    self.entries = entries.sorted(by: Self.precedes)
  }

  /// The entry that decides a packet, `nil` where none matches (which denies). O(entries).
  /// - Parameter remote: the address outside the subnet: the source of ingress, the destination of egress.
  package func decidingEntry(_ direction: TrafficDirection, remote: IPAddress, transport: Transport) -> Entry? {
    entries.first { $0.direction == direction && $0.matches(remote: remote, transport: transport) }
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    (left.direction, left.number) < (right.direction, right.number)
  }
}
