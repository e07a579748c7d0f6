import Testing
import VPCModel

@Suite("On whose behalf a network interface exists")
struct InterfaceOwnerTests {
  private func owner(
    _ description: String? = nil,
    type: String? = nil,
    requester: String? = nil,
    instance: Instance.ID? = nil,
    instanceOwner: String? = nil,
    reported: InterfaceOwner? = nil,
    tags: Tags = [:]
  ) -> InterfaceOwner? {
    let isAttached = instance != nil || instanceOwner != nil
    return NetworkInterface(
      id: "eni-1",
      vpcID: "vpc-1",
      subnetID: "subnet-1",
      summary: description,
      interfaceType: type,
      attachment: isAttached ? .init(instanceID: instance, instanceOwnerID: instanceOwner) : nil,
      requesterID: requester,
      reportedOwner: reported,
      tags: tags
    ).owner
  }

  @Test(
    "is told by the description that the service wrote",
    arguments: [
      ("ELB app/web/50dc6c495c0c9188", .applicationLoadBalancer, ["web", "app/web/50dc6c495c0c9188"]),
      ("ELB net/tcp-in/0a1b2c3d4e5f6789", .networkLoadBalancer, ["tcp-in", "net/tcp-in/0a1b2c3d4e5f6789"]),
      ("ELB gwy/inspect/0a1b2c3d4e5f6789", .gatewayLoadBalancer, ["inspect", "gwy/inspect/0a1b2c3d4e5f6789"]),
      ("ELB old-and-classic", .classicLoadBalancer, ["old-and-classic"]),
      ("RDSNetworkInterface", .database, []),
      ("AWS Lambda VPC ENI-resize-4eb1bb58-9c6d-4a4b-8a6e-0f1e2d3c4b5a", .lambdaFunction, ["resize"]),
      (
        "AWS Lambda VPC ENI-order-mail-v2-4eb1bb58-9c6d-4a4b-8a6e-0f1e2d3c4b5a", .lambdaFunction, ["order-mail-v2"]
      ),
      ("AWS Lambda VPC ENI-no-uuid-at-its-end-at-all", .lambdaFunction, ["no-uuid-at-its-end-at-all"]),
      (
        "arn:aws:ecs:us-east-1:111122223333:attachment/b1c2", .ecsTask, ["b1c2"]
      ),
      ("Interface for NAT Gateway nat-0123", .natGateway, ["nat-0123"]),
      ("VPC Endpoint Interface vpce-0123", .vpcEndpoint, ["vpce-0123"]),
      (
        "Network Interface for Transit Gateway Attachment tgw-attach-0123", .transitGatewayAttachment,
        ["tgw-attach-0123"]
      ),
      ("EFS mount target for fs-0123 (fsmt-0456)", .fileSystem, ["fs-0123"]),
      ("ElastiCache sessions-001", .cache, ["sessions-001"]),
      ("RedshiftNetworkInterface", .warehouse, []),
      ("DMSNetworkInterface", .replicationInstance, []),
      ("Amazon EKS prod-cluster", .kubernetesCluster, ["prod-cluster"]),
      ("AWS created network interface for directory d-0123", .directory, ["d-0123"]),
      ("ES search-logs", .searchDomain, ["search-logs"]),
    ] as [(String, InterfaceOwner.Kind, [String])]
  )
  func descriptions(description: String, kind: InterfaceOwner.Kind, names: [String]) {
    #expect(owner(description) == InterfaceOwner(kind, names: names))
    // What the description tells comes before what the type tells.
    #expect(owner(description, type: "efs")?.kind == kind)
  }

  @Test("an ECS task is named by its service where tags tell it, else by its cluster")
  func ecsTask() {
    let arn = "arn:aws:ecs:us-east-1:111122223333:attachment/b1c2"
    #expect(
      owner(arn, tags: ["aws:ecs:clusterName": "main", "aws:ecs:serviceName": "checkout"])?.names
        == ["checkout", "b1c2"]
    )
    #expect(owner(arn, tags: ["aws:ecs:clusterName": "main"])?.names == ["main", "b1c2"])
  }

  @Test(
    "is told by the type where the description tells nothing",
    arguments: [
      ("lambda", .lambdaFunction), ("nat_gateway", .natGateway), ("network_load_balancer", .networkLoadBalancer),
      ("gateway_load_balancer", .gatewayLoadBalancer), ("vpc_endpoint", .vpcEndpoint),
      ("gateway_load_balancer_endpoint", .vpcEndpoint), ("transit_gateway", .transitGatewayAttachment),
      ("efs", .fileSystem), ("interface", nil),
    ] as [(String, InterfaceOwner.Kind?)]
  )
  func types(type: String, kind: InterfaceOwner.Kind?) {
    #expect(owner("words of no service", type: type) == kind.map { InterfaceOwner($0) })
  }

  @Test("is the instance it is attached to, or else whoever asked for it")
  func attachmentAndRequester() {
    #expect(owner(instance: "i-1") == InterfaceOwner(.instance, names: ["i-1"]))
    #expect(owner(requester: "amazon-rds", instance: "i-1") == InterfaceOwner(.instance, names: ["i-1"]))
    #expect(owner(requester: "amazon-rds") == InterfaceOwner(.database))
    #expect(owner(instanceOwner: "amazon-elb") == InterfaceOwner(.classicLoadBalancer))
    #expect(owner(requester: "amazon-elasticache") == InterfaceOwner(.cache))
    #expect(owner(requester: "amazon-redshift") == InterfaceOwner(.warehouse))
    #expect(owner(requester: "111122223333") == nil)
    #expect(owner() == nil)
  }

  @Test("is what its service reports, with the names that the interface tells besides")
  func reported() {
    let task = InterfaceOwner(.ecsTask, names: ["checkout", "b1c2"])
    let arn = "arn:aws:ecs:us-east-1:111122223333:attachment/b1c2"
    #expect(
      owner(arn, reported: task, tags: ["aws:ecs:clusterName": "main"])?.names == ["checkout", "b1c2", "main"]
    )
    #expect(owner("ES search-logs", reported: task) == task, "names of another kind of owner are not its names")
    #expect(owner(reported: task) == task)
  }
}
