/// The kinds of resource that a `Network` knows, and where a snapshot gets each from.
package enum ResourceKind: String, CaseIterable, Hashable, Comparable, Sendable {
  case vpc
  case subnet
  case networkInterface
  case securityGroup
  case networkACL
  case prefixList
  case vpcPeeringConnection
  case routeTable
  case internetGateway
  case egressOnlyInternetGateway
  case natGateway
  case vpcEndpoint
  case transitGatewayVPCAttachment
  case instance
  case databaseInstance

  /// The words a person would use: "network ACL".
  package var words: String {
    switch self {
    case .vpc: "VPC"
    case .subnet: "subnet"
    case .networkInterface: "network interface"
    case .securityGroup: "security group"
    case .networkACL: "network ACL"
    case .prefixList: "managed prefix list"
    case .vpcPeeringConnection: "VPC peering connection"
    case .routeTable: "route table"
    case .internetGateway: "internet gateway"
    case .egressOnlyInternetGateway: "egress-only internet gateway"
    case .natGateway: "NAT gateway"
    case .vpcEndpoint: "VPC endpoint"
    case .transitGatewayVPCAttachment: "transit gateway VPC attachment"
    case .instance: "instance"
    case .databaseInstance: "database instance"
    }
  }

  /// The AWS CLI command whose output supplies this kind.
  package var describeCommand: String {
    switch self {
    case .vpc: "aws ec2 describe-vpcs"
    case .subnet: "aws ec2 describe-subnets"
    case .networkInterface: "aws ec2 describe-network-interfaces"
    case .securityGroup: "aws ec2 describe-security-groups"
    case .networkACL: "aws ec2 describe-network-acls"
    case .prefixList: "aws ec2 get-managed-prefix-list-entries --prefix-list-id …"
    case .vpcPeeringConnection: "aws ec2 describe-vpc-peering-connections"
    case .routeTable: "aws ec2 describe-route-tables"
    case .internetGateway: "aws ec2 describe-internet-gateways"
    case .egressOnlyInternetGateway: "aws ec2 describe-egress-only-internet-gateways"
    case .natGateway: "aws ec2 describe-nat-gateways"
    case .vpcEndpoint: "aws ec2 describe-vpc-endpoints"
    case .transitGatewayVPCAttachment: "aws ec2 describe-transit-gateway-vpc-attachments"
    case .instance: "aws ec2 describe-instances"
    case .databaseInstance: "aws rds describe-db-instances"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
