package import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkACLRecord {
  /// The network ACL as EC2 describes it: entries by direction, egress first, and number.
  package var shape: EC2.NetworkAcl {
    EC2.NetworkAcl(
      associations: associationIDs.sorted { $0.value < $1.value }.map { subnetID, associationID in
        EC2.NetworkAclAssociation(
          networkAclAssociationId: associationID,
          networkAclId: acl.id.text,
          subnetId: subnetID.text
        )
      },
      entries: (acl.entries(.egress) + acl.entries(.ingress)).map(\.shape),
      isDefault: acl.isDefault,
      networkAclId: acl.id.text,
      ownerId: location.accountID,
      tags: TagWords.shapes(acl.tags),
      vpcId: acl.vpcID.text
    )
  }
}

extension NetworkACL.Entry {
  var shape: EC2.NetworkAclEntry {
    EC2.NetworkAclEntry(
      cidrBlock: cidr.family == .ipv4 ? cidr.description : nil,
      egress: direction == .egress,
      icmpTypeCode: icmp.map { pattern in
        EC2.IcmpTypeCode(code: pattern.code.map(Int.init) ?? -1, type: pattern.type.map(Int.init) ?? -1)
      },
      ipv6CidrBlock: cidr.family == .ipv6 ? cidr.description : nil,
      portRange: traffic.ports.map { EC2.PortRange(from: Int($0.lower), to: Int($0.upper)) },
      protocol: protocolNumber,
      ruleAction: action.rawValue,
      ruleNumber: number
    )
  }

  /// Network ACLs speak of protocols by number alone, `-1` for all.
  var protocolNumber: String { traffic.ipProtocol.map { String($0.rawValue) } ?? "-1" }

  /// What EC2 shows of ICMP messages; nothing for ICMPv6 with an IPv4 block, where none was taken.
  var icmp: ICMPPattern? {
    switch traffic {
    case .icmp(let pattern): pattern
    case .icmpv6(let pattern): cidr.family == .ipv6 ? pattern : nil
    case .all, .tcp, .udp, .other: nil
    }
  }
}
