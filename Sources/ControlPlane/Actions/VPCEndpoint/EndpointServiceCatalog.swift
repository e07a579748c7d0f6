import VPCModel

/// An AWS service that VPCs can reach through an endpoint.
struct EndpointService: Hashable, Sendable {
  /// EC2's `VpcEndpointType`.
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case gateway = "Gateway"
    case interface = "Interface"
  }

  /// `com.amazonaws.eu-central-1.ec2`
  var name: String
  var kind: Kind
  var region: String
  /// The names that clients use, which an interface endpoint can take over in its VPC; may begin with `*.`.
  var privateNames: [String]
  /// The list of the service's addresses, which a gateway endpoint's routes are for.
  var prefixListID: PrefixList.ID?

  /// `ec2.eu-central-1.vpce.amazonaws.com`
  var baseName: String { "\(shortName).\(region).vpce.amazonaws.com" }

  /// The name without `com.amazonaws.eu-central-1.`, its labels turned round as in DNS: `api.ecr` for `ecr.api`.
  var shortName: String {
    name.dropFirst("com.amazonaws.\(region).".count).split(separator: ".").reversed().joined(separator: ".")
  }

  /// What tells it from all others of the region, of which some have the same name.
  var key: String { "\(name)/\(kind.rawValue)" }

  /// `vpce-svc-…`, always the same for a service of a region.
  var id: String {
    // FNV-1a of 64 bits: stable across runs and versions, unlike `Hasher`.
    let hash = key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return "vpce-svc-0" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The services of AWS itself that have endpoints in a region (PrivateLink guide, "AWS services that integrate with AWS
/// PrivateLink" and "Gateway endpoints").
enum EndpointServiceCatalog {
  /// By key; none of a region that does not exist.
  static func services(region: String) -> [EndpointService] { servicesByRegion[region] ?? [] }

  /// Those of a name: a service may have both kinds of endpoint.
  static func services(named name: String, region: String) -> [EndpointService] {
    services(region: region).filter { $0.name == name }
  }

  private static let servicesByRegion: [String: [EndpointService]] = RegionCatalog.regions.mapValues { region in
    let services = gateways.map { gateway(service: $0, region: region.name) } + interfaces(region: region.name)
    return services.sorted { $0.key < $1.key }
  }

  private static let gateways: [AWSManagedPrefixLists.Service] = [.s3, .dynamoDB, .s3Express]

  private static func gateway(service: AWSManagedPrefixLists.Service, region: String) -> EndpointService {
    EndpointService(
      name: service.name(region: region),
      kind: .gateway,
      region: region,
      privateNames: [],
      prefixListID: AWSManagedPrefixLists.id(region: region, service: service)
    )
  }

  private static func interfaces(region: String) -> [EndpointService] {
    let unusual = unusualNames.map { (name: $0.key, labels: $0.value) }
    let usual = usualNames.split(separator: " ").map { (name: String($0), labels: [String($0)]) }
    return (unusual + usual).map { name, labels in
      EndpointService(
        name: "com.amazonaws.\(region).\(name)",
        kind: .interface,
        region: region,
        privateNames: labels.map { "\($0).\(region).amazonaws.com" }
      )
    }
  }

  /// Services whose clients use other names than the service's.
  private static let unusualNames: [String: [String]] = [
    "dynamodb": ["dynamodb"],
    "ecr.api": ["api.ecr"],
    "ecr.dkr": ["*.dkr.ecr"],
    "execute-api": ["*.execute-api"],
    "kinesis-firehose": ["firehose"],
    "kinesis-streams": ["kinesis"],
    "s3": ["s3", "*.s3", "*.s3-accesspoint", "*.s3-control"],
    "sagemaker.api": ["api.sagemaker"],
    "sagemaker.runtime": ["runtime.sagemaker"],
  ]

  private static let usualNames = """
    access-analyzer acm-pca airflow.api airflow.env airflow.ops application-autoscaling appstream.api athena \
    auditmanager autoscaling autoscaling-plans backup backup-gateway batch bedrock bedrock-agent \
    bedrock-agent-runtime bedrock-runtime cloudformation cloudhsmv2 cloudtrail codeartifact.api \
    codeartifact.repositories codebuild codecommit codedeploy codedeploy-commands-secure codepipeline \
    codestar-connections.api comprehend config databrew dataexchange datasync dms ds ebs ec2 ec2messages ecs ecs-agent \
    ecs-telemetry eks eks-auth elasticache elasticbeanstalk elasticbeanstalk-health elasticfilesystem \
    elasticloadbalancing elasticmapreduce email-smtp emr-containers emr-serverless evidently events fis fsx \
    git-codecommit glue grafana guardduty guardduty-data imagebuilder inspector2 kafka kafka-fips kendra kms \
    lakeformation lambda license-manager logs macie2 monitoring mq networkmonitor organizations pipes polly \
    profiler proton qldb.session rds rds-data redshift redshift-data rekognition resource-groups robomaker rum \
    s3-outposts s3tables scheduler secretsmanager securityhub servicecatalog servicediscovery sms-voice sns sqs ssm \
    ssm-contacts ssm-incidents ssmmessages states storagegateway sts swf synthetics tagging textract \
    timestream-influxdb transcribe transcribestreaming transfer transfer.server translate wafv2 workspaces xray
    """
}
