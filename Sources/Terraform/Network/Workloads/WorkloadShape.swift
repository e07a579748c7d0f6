import VPCModel

/// How a resource says where its interfaces are, of a service that makes them by itself.
struct WorkloadShape: Sendable {
  enum Subnets: Sendable {
    /// A list of subnets, or one.
    case listed(String)
    /// The name of a subnet group, which is a resource of its own with a list `subnet_ids`.
    case group(String, types: [String])
  }

  enum Public: Sendable {
    case never
    case attribute(String)
    /// An attribute that says the opposite.
    case unless(String)
  }

  var type: String
  var owner: InterfaceOwner.Kind
  /// The attribute that people know it by.
  var name: String
  /// The block that the attributes below stand in; `nil` for the resource itself.
  var block: String?
  var subnets: Subnets
  var groups: String
  var isPublic: Public = .never
  /// An attribute with the address of its only interface.
  var address: String?
  /// Whether it has interfaces only where it says so: a function without `vpc_config` runs elsewhere.
  var isOptional = false
  /// What stands for the resource: `a task of`.
  var summary: String?
}

extension WorkloadShape {
  /// The services that are read. Instances, load balancers, endpoints, NAT gateways and clusters of Kubernetes have
  /// files of their own.
  static let all: [WorkloadShape] = [
    WorkloadShape(
      type: "aws_db_instance",
      owner: .database,
      name: "identifier",
      subnets: .group("db_subnet_group_name", types: ["aws_db_subnet_group"]),
      groups: "vpc_security_group_ids",
      isPublic: .attribute("publicly_accessible")
    ),
    WorkloadShape(
      type: "aws_rds_cluster",
      owner: .database,
      name: "cluster_identifier",
      subnets: .group("db_subnet_group_name", types: ["aws_db_subnet_group"]),
      groups: "vpc_security_group_ids"
    ),
    WorkloadShape(
      type: "aws_docdb_cluster",
      owner: .database,
      name: "cluster_identifier",
      subnets: .group("db_subnet_group_name", types: ["aws_docdb_subnet_group"]),
      groups: "vpc_security_group_ids"
    ),
    WorkloadShape(
      type: "aws_neptune_cluster",
      owner: .database,
      name: "cluster_identifier",
      subnets: .group("neptune_subnet_group_name", types: ["aws_neptune_subnet_group"]),
      groups: "vpc_security_group_ids"
    ),
    WorkloadShape(
      type: "aws_db_proxy",
      owner: .database,
      name: "name",
      subnets: .listed("vpc_subnet_ids"),
      groups: "vpc_security_group_ids"
    ),
    WorkloadShape(
      type: "aws_elasticache_cluster",
      owner: .cache,
      name: "cluster_id",
      subnets: .group("subnet_group_name", types: ["aws_elasticache_subnet_group"]),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_elasticache_replication_group",
      owner: .cache,
      name: "replication_group_id",
      subnets: .group("subnet_group_name", types: ["aws_elasticache_subnet_group"]),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_elasticache_serverless_cache",
      owner: .cache,
      name: "name",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_memorydb_cluster",
      owner: .cache,
      name: "name",
      subnets: .group("subnet_group_name", types: ["aws_memorydb_subnet_group"]),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_dax_cluster",
      owner: .cache,
      name: "cluster_name",
      subnets: .group("subnet_group_name", types: ["aws_dax_subnet_group"]),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_ecs_service",
      owner: .ecsTask,
      name: "name",
      block: "network_configuration",
      subnets: .listed("subnets"),
      groups: "security_groups",
      isPublic: .attribute("assign_public_ip"),
      isOptional: true,
      summary: "a task of"
    ),
    WorkloadShape(
      type: "aws_lambda_function",
      owner: .lambdaFunction,
      name: "function_name",
      block: "vpc_config",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids",
      isOptional: true
    ),
    WorkloadShape(
      type: "aws_efs_mount_target",
      owner: .fileSystem,
      name: "file_system_id",
      subnets: .listed("subnet_id"),
      groups: "security_groups",
      address: "ip_address"
    ),
    WorkloadShape(
      type: "aws_fsx_lustre_file_system",
      owner: .fileSystem,
      name: "id",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_fsx_windows_file_system",
      owner: .fileSystem,
      name: "id",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_fsx_openzfs_file_system",
      owner: .fileSystem,
      name: "id",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_fsx_ontap_file_system",
      owner: .fileSystem,
      name: "id",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_msk_cluster",
      owner: .other,
      name: "cluster_name",
      block: "broker_node_group_info",
      subnets: .listed("client_subnets"),
      groups: "security_groups",
      summary: "a broker of"
    ),
    WorkloadShape(
      type: "aws_mq_broker",
      owner: .other,
      name: "broker_name",
      subnets: .listed("subnet_ids"),
      groups: "security_groups",
      isPublic: .attribute("publicly_accessible")
    ),
    WorkloadShape(
      type: "aws_opensearch_domain",
      owner: .searchDomain,
      name: "domain_name",
      block: "vpc_options",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids",
      isOptional: true
    ),
    WorkloadShape(
      type: "aws_elasticsearch_domain",
      owner: .searchDomain,
      name: "domain_name",
      block: "vpc_options",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids",
      isOptional: true
    ),
    WorkloadShape(
      type: "aws_redshift_cluster",
      owner: .warehouse,
      name: "cluster_identifier",
      subnets: .group("cluster_subnet_group_name", types: ["aws_redshift_subnet_group"]),
      groups: "vpc_security_group_ids",
      isPublic: .attribute("publicly_accessible")
    ),
    WorkloadShape(
      type: "aws_redshiftserverless_workgroup",
      owner: .warehouse,
      name: "workgroup_name",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids",
      isPublic: .attribute("publicly_accessible")
    ),
    WorkloadShape(
      type: "aws_dms_replication_instance",
      owner: .replicationInstance,
      name: "replication_instance_id",
      subnets: .group("replication_subnet_group_id", types: ["aws_dms_replication_subnet_group"]),
      groups: "vpc_security_group_ids",
      isPublic: .attribute("publicly_accessible")
    ),
    WorkloadShape(
      type: "aws_apprunner_vpc_connector",
      owner: .other,
      name: "vpc_connector_name",
      subnets: .listed("subnets"),
      groups: "security_groups"
    ),
    WorkloadShape(
      type: "aws_apigatewayv2_vpc_link",
      owner: .other,
      name: "name",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_codebuild_project",
      owner: .other,
      name: "name",
      block: "vpc_config",
      subnets: .listed("subnets"),
      groups: "security_group_ids",
      isOptional: true
    ),
    WorkloadShape(
      type: "aws_mwaa_environment",
      owner: .other,
      name: "name",
      block: "network_configuration",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_route53_resolver_endpoint",
      owner: .other,
      name: "name",
      block: "ip_address",
      subnets: .listed("subnet_id"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_lb",
      owner: .applicationLoadBalancer,
      name: "name",
      subnets: .listed("subnets"),
      groups: "security_groups",
      isPublic: .unless("internal")
    ),
    WorkloadShape(
      type: "aws_alb",
      owner: .applicationLoadBalancer,
      name: "name",
      subnets: .listed("subnets"),
      groups: "security_groups",
      isPublic: .unless("internal")
    ),
    WorkloadShape(
      type: "aws_elb",
      owner: .classicLoadBalancer,
      name: "name",
      subnets: .listed("subnets"),
      groups: "security_groups",
      isPublic: .unless("internal")
    ),
    WorkloadShape(
      type: "aws_eks_cluster",
      owner: .kubernetesCluster,
      name: "name",
      block: "vpc_config",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids"
    ),
    WorkloadShape(
      type: "aws_eks_node_group",
      owner: .kubernetesCluster,
      name: "node_group_name",
      subnets: .listed("subnet_ids"),
      groups: "security_group_ids",
      summary: "a node of"
    ),
  ]
}
