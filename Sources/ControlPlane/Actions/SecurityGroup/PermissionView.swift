import EC2Shapes
import IPAddressing
import VPCModel

/// Rules as DescribeSecurityGroups shows them: the peers of all rules with the same traffic under one permission.
enum PermissionView {
  /// Permissions and their peers in the order of the rules. O(rules).
  static func permissions(
    _ rules: some Sequence<SecurityGroupRule>,
    of group: SecurityGroup,
    in state: State
  ) -> [EC2.IpPermission] {
    var permissions: [EC2.IpPermission] = []
    var indexes: [TrafficSelector: Int] = [:]
    for rule in rules {
      let index: Int
      if let known = indexes[rule.traffic] {
        index = known
      } else {
        index = permissions.count
        indexes[rule.traffic] = index
        permissions.append(
          EC2.IpPermission(
            fromPort: rule.traffic.fromPort,
            ipProtocol: rule.traffic.ipProtocolText,
            ipRanges: [],
            ipv6Ranges: [],
            prefixListIds: [],
            toPort: rule.traffic.toPort,
            userIdGroupPairs: []
          )
        )
      }
      switch rule.peer {
      case .ipv4(let prefix):
        permissions[index].ipRanges?.append(EC2.IpRange(cidrIp: prefix.description, description: rule.summary))
      case .ipv6(let prefix):
        permissions[index].ipv6Ranges?.append(EC2.Ipv6Range(cidrIpv6: prefix.description, description: rule.summary))
      case .prefixList(let id):
        permissions[index].prefixListIds?.append(EC2.PrefixListId(description: rule.summary, prefixListId: id.text))
      case .securityGroup(let reference):
        permissions[index].userIdGroupPairs?.append(ReferenceView(reference, of: group, in: state).pair(rule.summary))
      }
    }
    return permissions
  }
}

extension SecurityGroupRecord {
  /// As DescribeSecurityGroups answers it.
  func shape(in state: State) -> EC2.SecurityGroup {
    let rules = state.rules(of: group.id)
    func permissions(_ direction: TrafficDirection) -> [EC2.IpPermission] {
      PermissionView.permissions(rules.lazy.filter { $0.direction == direction }, of: group, in: state)
    }
    return EC2.SecurityGroup(
      description: group.summary,
      groupId: recordID,
      groupName: group.name,
      ipPermissions: permissions(.ingress),
      ipPermissionsEgress: permissions(.egress),
      ownerId: location.accountID,
      securityGroupArn: arn,
      tags: tags.isEmpty ? nil : TagWords.shapes(tags),
      vpcId: group.vpcID.text
    )
  }
}
