/// The resource on whose behalf a network interface exists, as far as EC2 tells: services write it into
/// the interface's description, type, requester or attachment.
package struct InterfaceOwner: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable {
    case instance, database, applicationLoadBalancer, networkLoadBalancer, gatewayLoadBalancer, classicLoadBalancer
    case lambdaFunction, ecsTask, natGateway, vpcEndpoint, transitGatewayAttachment, fileSystem, cache, warehouse
    case kubernetesCluster, autoScalingGroup, directory, replicationInstance, searchDomain, other

    package var words: String {
      switch self {
      case .instance: "instance"
      case .database: "RDS database"
      case .applicationLoadBalancer: "application load balancer"
      case .networkLoadBalancer: "network load balancer"
      case .gatewayLoadBalancer: "gateway load balancer"
      case .classicLoadBalancer: "load balancer"
      case .lambdaFunction: "Lambda function"
      case .ecsTask: "ECS task"
      case .natGateway: "NAT gateway"
      case .vpcEndpoint: "VPC endpoint"
      case .transitGatewayAttachment: "transit gateway attachment"
      case .fileSystem: "EFS file system"
      case .cache: "ElastiCache node"
      case .warehouse: "Redshift cluster"
      case .kubernetesCluster: "EKS cluster"
      case .autoScalingGroup: "Auto Scaling group"
      case .directory: "directory"
      case .replicationInstance: "DMS replication instance"
      case .searchDomain: "OpenSearch domain"
      case .other: "service"
      }
    }
  }

  package var kind: Kind
  /// The owner's names, the most telling first; none where EC2 tells the kind alone.
  package var names: [String]

  package init(_ kind: Kind, names: [String] = []) {
    self.kind = kind
    self.names = names
  }
}

extension NetworkInterface {
  /// Whether no security group filters the interface: one that a service of AWS made without any. On any other interface
  /// without groups nothing passes.
  package var isWithoutFilter: Bool {
    guard groupIDs.isEmpty else { return false }
    switch owner?.kind {
    case .natGateway, .networkLoadBalancer, .gatewayLoadBalancer, .transitGatewayAttachment, .vpcEndpoint: return true
    default: return false
    }
  }

  /// The owner: as its service reports it, with the further names that the interface itself tells.
  package var owner: InterfaceOwner? {
    guard let reportedOwner else { return describedOwner }
    var owner = reportedOwner
    if let describedOwner, describedOwner.kind == owner.kind {
      owner.names += describedOwner.names.filter { !reportedOwner.names.contains($0) }
    }
    return owner
  }

  /// The owner that the interface itself tells of.
  private var describedOwner: InterfaceOwner? {
    if let described = Self.owner(description: summary ?? "", requester: requesterID, tags: tags) { return described }
    switch interfaceType {
    case "lambda": return InterfaceOwner(.lambdaFunction)
    case "nat_gateway": return InterfaceOwner(.natGateway)
    case "network_load_balancer": return InterfaceOwner(.networkLoadBalancer)
    case "gateway_load_balancer": return InterfaceOwner(.gatewayLoadBalancer)
    case "vpc_endpoint", "gateway_load_balancer_endpoint": return InterfaceOwner(.vpcEndpoint)
    case "transit_gateway": return InterfaceOwner(.transitGatewayAttachment)
    case "efs": return InterfaceOwner(.fileSystem)
    default: break
    }
    if let instance = attachment?.instanceID { return InterfaceOwner(.instance, names: [instance.text]) }
    switch requesterID ?? attachment?.instanceOwnerID {
    case "amazon-rds": return InterfaceOwner(.database)
    case "amazon-elb": return InterfaceOwner(.classicLoadBalancer)
    case "amazon-elasticache": return InterfaceOwner(.cache)
    case "amazon-redshift": return InterfaceOwner(.warehouse)
    default: return nil
    }
  }

  private static func owner(description: String, requester: String?, tags: Tags) -> InterfaceOwner? {
    func rest(after prefix: String) -> String? {
      description.hasPrefix(prefix) ? String(description.dropFirst(prefix.count)) : nil
    }
    if let rest = rest(after: "ELB ") { return loadBalancer(rest) }
    if description == "RDSNetworkInterface" { return InterfaceOwner(.database) }
    if let rest = rest(after: "AWS Lambda VPC ENI-") {
      return InterfaceOwner(.lambdaFunction, names: [lambdaName(rest)])
    }
    // arn:aws:ecs:REGION:ACCOUNT:attachment/UUID; service and cluster only where tags are propagated.
    if description.contains(":ecs:"), description.contains(":attachment/") {
      let named = ["aws:ecs:serviceName", "aws:ecs:clusterName"].compactMap { tags[$0] }
      return InterfaceOwner(.ecsTask, names: Array(named.prefix(1)) + [lastComponent(description, "/")])
    }
    if let rest = rest(after: "Interface for NAT Gateway ") { return InterfaceOwner(.natGateway, names: [rest]) }
    if let rest = rest(after: "VPC Endpoint Interface ") { return InterfaceOwner(.vpcEndpoint, names: [rest]) }
    if let rest = rest(after: "Network Interface for Transit Gateway Attachment ") {
      return InterfaceOwner(.transitGatewayAttachment, names: [rest])
    }
    if let rest = rest(after: "EFS mount target for ") {
      return InterfaceOwner(.fileSystem, names: [rest.split(separator: " ").first.map(String.init) ?? rest])
    }
    if let rest = rest(after: "ElastiCache ") { return InterfaceOwner(.cache, names: [rest]) }
    if description.hasPrefix("RedshiftNetworkInterface") { return InterfaceOwner(.warehouse) }
    if description.hasPrefix("DMSNetworkInterface") { return InterfaceOwner(.replicationInstance) }
    if let rest = rest(after: "Amazon EKS ") { return InterfaceOwner(.kubernetesCluster, names: [rest]) }
    if let rest = rest(after: "AWS created network interface for directory ") {
      return InterfaceOwner(.directory, names: [rest])
    }
    if let rest = rest(after: "ES ") { return InterfaceOwner(.searchDomain, names: [rest]) }
    return nil
  }

  /// `app/NAME/ID`, `net/NAME/ID`, `gwy/NAME/ID`, or a classic load balancer's bare name.
  private static func loadBalancer(_ text: String) -> InterfaceOwner {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return InterfaceOwner(.classicLoadBalancer, names: [text]) }
    let kind: InterfaceOwner.Kind =
      switch parts[0] {
      case "app": .applicationLoadBalancer
      case "net": .networkLoadBalancer
      default: .gatewayLoadBalancer
      }
    return InterfaceOwner(kind, names: [parts[1], text])
  }

  /// `NAME-UUID`: the function's name may hold hyphens, the UUID's five groups are at the end.
  private static func lambdaName(_ text: String) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 5, parts.suffix(5).map(\.count) == [8, 4, 4, 4, 12] else { return text }
    return parts.dropLast(5).joined(separator: "-")
  }

  private static func lastComponent(_ text: String, _ separator: Character) -> String {
    text.split(separator: separator).last.map(String.init) ?? text
  }
}
