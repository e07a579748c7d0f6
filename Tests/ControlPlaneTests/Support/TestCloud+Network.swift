import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

extension TestCloud {
  /// The location of the cloud's own caller.
  var location: Location { caller.location }

  /// The same caller in another account or region.
  func caller(account: String? = nil, region: String? = nil) -> Caller {
    Caller(
      accountID: account ?? caller.accountID,
      accessKeyID: "AKIAOTHER",
      access: .readWrite,
      region: region ?? caller.region
    )
  }

  /// Expects an error of this code, whatever its text.
  mutating func expectError<Request: EC2Request>(
    _ code: String,
    as other: Caller? = nil,
    _ request: Request,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectError(code, nil, as: other, request, sourceLocation: sourceLocation)
  }

  /// A region in use, without the default VPC.
  mutating func openRegion(_ location: Location? = nil, quotas: Quotas = Quotas()) {
    state.apply(.put(RegionRecord(location: location ?? self.location, quotas: quotas)))
  }

  /// A VPC's record alone.
  @discardableResult
  mutating func putVPC(_ id: String, _ cidrs: String..., at location: Location? = nil) -> VPC.ID {
    let prefixes = cidrs.compactMap(IPPrefix.init)
    let vpc = VPC(
      id: VPC.ID(id),
      ipv4CIDRs: prefixes.compactMap { if case .v4(let prefix) = $0 { prefix } else { nil } },
      ipv6CIDRs: prefixes.compactMap { if case .v6(let prefix) = $0 { prefix } else { nil } },
      ownerID: (location ?? self.location).accountID
    )
    let record = VPCRecord(
      vpc: vpc,
      location: location ?? self.location,
      dhcpOptionsID: "default",
      cidrAssociations: prefixes.enumerated().map {
        CIDRAssociation(id: "vpc-cidr-assoc-\($0.offset)", cidr: $0.element)
      }
    )
    state.apply(.put(record))
    return vpc.id
  }

  /// A subnet's record alone.
  @discardableResult
  mutating func putSubnet(_ id: String, in vpcID: VPC.ID, _ cidr: IPv4Prefix? = nil) -> Subnet.ID {
    let subnet = Subnet(id: Subnet.ID(id), vpcID: vpcID, ipv4CIDR: cidr, ownerID: location.accountID)
    state.apply(.put(SubnetRecord(subnet: subnet, location: location, availabilityZoneID: "euc1-az1")))
    return subnet.id
  }

  /// A security group's record and those of its rules.
  mutating func putGroup(_ id: String, in vpcID: VPC.ID, rules: [SecurityGroupRule] = []) {
    let group = SecurityGroup(id: SecurityGroup.ID(id), name: id, vpcID: vpcID, ownerID: location.accountID)
    state.apply(.put(SecurityGroupRecord(group: group, location: location)))
    for rule in rules { state.apply(.put(SecurityGroupRuleRecord(rule: rule, location: location))) }
  }
}

/// A value with some members set: requests have nothing set at first.
func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var value = value
  change(&value)
  return value
}

/// A filter of a describe action.
func filter(_ name: String, _ values: String...) -> EC2.Filter {
  with(EC2.Filter()) {
    $0.name = name
    $0.values = values
  }
}
