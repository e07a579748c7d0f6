import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

/// A cloud with VPCs that were put there as they are, and short forms of the calls about security groups.
struct GroupTown {
  var cloud = TestCloud()
  private var count = 0

  /// A VPC with its default group, in the caller's location unless another is told.
  mutating func vpc(
    isDefault: Bool = false,
    ipv6: IPv6Prefix? = nil,
    in location: Location? = nil
  ) -> VPC.ID {
    count += 1
    let location = location ?? cloud.caller.location
    let digits = String(repeating: "0", count: 16) + String(count, radix: 16)
    let vpc = VPC(
      id: VPC.ID("vpc-\(digits)"),
      ipv4CIDRs: [IPv4Prefix("10.0.0.0/16")].compactMap(\.self),
      ipv6CIDRs: ipv6.map { [$0] } ?? [],
      isDefault: isDefault,
      ownerID: location.accountID
    )
    put(VPCRecord(vpc: vpc, location: location, dhcpOptionsID: "default", cidrAssociations: []))
    let group = SecurityGroup(
      id: SecurityGroup.ID("sg-\(digits)"),
      name: "default",
      summary: "default VPC security group",
      vpcID: vpc.id,
      ownerID: location.accountID
    )
    put(SecurityGroupRecord(group: group, location: location))
    return vpc.id
  }

  mutating func put(_ record: some Record) { cloud.state.apply(.put(record)) }

  mutating func setQuotas(_ change: (inout Quotas) -> Void) {
    var quotas = Quotas()
    change(&quotas)
    put(RegionRecord(location: cloud.caller.location, quotas: quotas))
  }

  mutating func peer(
    _ one: VPC.ID,
    _ other: VPC.ID,
    status: VPCPeeringConnection.Status = .active,
    regions: (String, String)? = nil
  ) {
    func side(_ id: VPC.ID, _ region: String?) -> VPCPeeringConnection.Side {
      let location = cloud.state.vpcs[id]?.location
      return VPCPeeringConnection.Side(vpcID: id, ownerID: location?.accountID, region: region ?? location?.region)
    }
    let connection = VPCPeeringConnection(
      id: "pcx-0123456789abcdef0",
      requester: side(one, regions?.0),
      accepter: side(other, regions?.1),
      status: status
    )
    put(VPCPeeringConnectionRecord(connection: connection, location: cloud.caller.location, statusMessage: ""))
  }

  mutating func prefixList(_ id: PrefixList.ID, maxEntries: Int) {
    let list = PrefixList(id: id, name: "list", entries: [], maxEntries: maxEntries, ownerID: cloud.caller.accountID)
    put(PrefixListRecord(list: list, location: cloud.caller.location))
  }

  mutating func interface(_ id: NetworkInterface.ID, in vpcID: VPC.ID, groups: [String]) {
    let interface = NetworkInterface(
      id: id,
      vpcID: vpcID,
      subnetID: "subnet-0123456789abcdef0",
      groupIDs: groups.map { SecurityGroup.ID($0) }
    )
    put(NetworkInterfaceRecord(interface: interface, location: cloud.caller.location, macAddress: ""))
  }

  // MARK: Calls

  /// Expects an error of this code, and where told of this text.
  mutating func expectError<Request: EC2Request>(
    _ code: String,
    _ message: String?,
    as caller: Caller? = nil,
    _ request: Request,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    cloud.expectError(code, message, as: caller, request, sourceLocation: sourceLocation)
  }

  mutating func expectError<Request: EC2Request>(
    _ code: String,
    as caller: Caller? = nil,
    _ request: Request,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    cloud.expectError(code, nil, as: caller, request, sourceLocation: sourceLocation)
  }

  mutating func group(_ name: String, in vpcID: VPC.ID?, as caller: Caller? = nil) throws -> String {
    var request = EC2.CreateSecurityGroupRequest()
    request.groupName = name
    request.description = "of a test"
    request.vpcId = vpcID?.text
    return try #require(cloud.perform(request, as: caller).groupId)
  }

  @discardableResult
  mutating func allow(
    _ permissions: EC2.IpPermission...,
    in group: String,
    direction: TrafficDirection = .ingress
  ) throws -> [EC2.SecurityGroupRule] {
    switch direction {
    case .ingress: try cloud.perform(Self.authorizing(permissions, in: group)).securityGroupRules ?? []
    case .egress: try cloud.perform(Self.authorizingEgress(permissions, in: group)).securityGroupRules ?? []
    }
  }

  static func authorizing(
    _ permissions: [EC2.IpPermission],
    in group: String
  ) -> EC2.AuthorizeSecurityGroupIngressRequest {
    var request = EC2.AuthorizeSecurityGroupIngressRequest()
    request.groupId = group
    request.ipPermissions = permissions
    return request
  }

  static func authorizingEgress(
    _ permissions: [EC2.IpPermission],
    in group: String
  ) -> EC2.AuthorizeSecurityGroupEgressRequest {
    var request = EC2.AuthorizeSecurityGroupEgressRequest()
    request.groupId = group
    request.ipPermissions = permissions
    return request
  }

  static func revoking(
    _ permissions: [EC2.IpPermission],
    in group: String
  ) -> EC2.RevokeSecurityGroupIngressRequest {
    var request = EC2.RevokeSecurityGroupIngressRequest()
    request.groupId = group
    request.ipPermissions = permissions
    return request
  }

  static func filter(_ name: String, _ values: String...) -> EC2.Filter {
    var filter = EC2.Filter()
    filter.name = name
    filter.values = values
    return filter
  }

  static func deleting(_ group: String) -> EC2.DeleteSecurityGroupRequest {
    var request = EC2.DeleteSecurityGroupRequest()
    request.groupId = group
    return request
  }

  /// The group as DescribeSecurityGroups shows it.
  mutating func described(_ group: String) throws -> EC2.SecurityGroup {
    var request = EC2.DescribeSecurityGroupsRequest()
    request.groupIds = [group]
    return try #require(cloud.perform(request).securityGroups?.first)
  }

  /// The group's rules as DescribeSecurityGroupRules shows them.
  mutating func rules(_ group: String, isEgress: Bool = false) throws -> [EC2.SecurityGroupRule] {
    var request = EC2.DescribeSecurityGroupRulesRequest()
    request.filters = [Self.filter("group-id", group)]
    return try #require(cloud.perform(request).securityGroupRules).filter { $0.isEgress == isEgress }
  }
}

extension EC2.IpPermission {
  static func tcp(_ port: Int, from cidr: String) -> Self {
    Self(fromPort: port, ipProtocol: "tcp", ipRanges: [EC2.IpRange(cidrIp: cidr)], toPort: port)
  }

  static func tcp(_ port: Int, fromGroup group: String, of account: String? = nil) -> Self {
    Self(
      fromPort: port,
      ipProtocol: "tcp",
      toPort: port,
      userIdGroupPairs: [EC2.UserIdGroupPair(groupId: group, userId: account)]
    )
  }

  static func tcp(_ port: Int, fromList list: String) -> Self {
    Self(fromPort: port, ipProtocol: "tcp", prefixListIds: [EC2.PrefixListId(prefixListId: list)], toPort: port)
  }

  static func any(_ name: String, _ from: Int? = nil, _ to: Int? = nil, from cidr: String = "10.0.0.0/8") -> Self {
    Self(fromPort: from, ipProtocol: name, ipRanges: [EC2.IpRange(cidrIp: cidr)], toPort: to)
  }

  static func any(_ name: String, _ from: Int? = nil, _ to: Int? = nil, from6 cidr: String) -> Self {
    Self(fromPort: from, ipProtocol: name, ipv6Ranges: [EC2.Ipv6Range(cidrIpv6: cidr)], toPort: to)
  }
}
