import IPAddressing
package import VPCModel

extension NetworkACL {
  /// The `*` entries, which deny what no other entry matched and which nobody can change: 32767 for IPv4 and, in a VPC
  /// that has an IPv6 block, 32768 for IPv6, in each direction (VPC user guide, "Network ACL rules").
  package static func finalEntries(includesIPv6: Bool) -> [Entry] {
    TrafficDirection.allCases.flatMap { direction in
      let ipv4 = Entry(number: 32767, direction: direction, action: .deny, traffic: .all, cidr: .all(.ipv4))
      let ipv6 = Entry(number: 32768, direction: direction, action: .deny, traffic: .all, cidr: .all(.ipv6))
      return includesIPv6 ? [ipv4, ipv6] : [ipv4]
    }
  }
}
