import VPCModel
import IPAddressing

extension AWSManagedPrefixLists {
  /// What a list holds, `nil` where that is not known: then the network says that the list exists, and that an answer
  /// which depends on its entries is open.
  ///
  /// Known are published ranges of a moment, not always all of them. S3 and DynamoDB serve as routes' destinations, so
  /// every region has some: where the region's own are not known, the blocks out of which AWS serves all regions.
  /// EC2 Instance Connect's are complete where they are known at all; VPC Lattice's and Ground Station's are complete.
  /// Not known: S3 Express and the IPv6 lists of CloudFront, Route 53 and EC2 Instance Connect.
  static func entries(region: String, service: Service) -> [PrefixList.Entry]? {
    let blocks: [String]? =
      switch service {
      case .s3: s3[region] ?? ["3.5.0.0/16", "52.219.0.0/16"]
      case .dynamoDB: dynamoDB[region] ?? ["52.94.0.0/19"]
      case .ec2InstanceConnect: instanceConnect[region].map { [$0] }
      case .vpcLattice: ["169.254.171.0/24"]
      case .vpcLatticeIPv6: ["fd00:ec2:80::/64"]
      case .route53HealthChecks: healthChecks
      case .cloudFrontOriginFacing: cloudFront
      case .groundStation: ["3.2.16.0/20"]
      case .s3Express, .ec2InstanceConnectIPv6, .route53HealthChecksIPv6, .cloudFrontOriginFacingIPv6: nil
      }
    return blocks?.compactMap { block in IPPrefix(block).map { PrefixList.Entry($0) } }
  }

  private static let s3: [String: [String]] = [
    "us-east-1": ["3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16"],
    "us-east-2": ["3.5.128.0/22", "3.5.132.0/23", "52.92.76.0/22", "52.219.80.0/20", "52.219.96.0/20"],
    "us-west-1": ["52.92.48.0/22", "52.219.20.0/22", "52.219.24.0/21", "54.231.232.0/21"],
  ]

  private static let dynamoDB: [String: [String]] = [
    "us-east-1": ["3.218.180.0/23", "3.218.182.0/24", "52.94.0.0/22", "52.119.224.0/20"],
    "us-east-2": ["52.94.4.0/24"],
  ]

  private static let instanceConnect: [String: String] = [
    "us-east-1": "18.206.107.24/29", "us-east-2": "3.16.146.0/29", "us-west-1": "13.52.6.112/29",
    "us-west-2": "18.237.140.160/29", "ca-central-1": "35.183.92.176/29", "sa-east-1": "18.228.70.32/29",
    "eu-west-1": "18.202.216.48/29", "eu-west-2": "3.8.37.24/29", "eu-west-3": "35.180.112.80/29",
    "eu-central-1": "3.120.181.40/29", "eu-north-1": "13.48.4.200/30", "ap-south-1": "13.233.177.0/29",
    "ap-southeast-1": "3.0.5.32/29", "ap-southeast-2": "13.239.158.0/29", "ap-northeast-1": "3.112.23.0/29",
    "ap-northeast-2": "13.209.1.56/29",
  ]

  // All regions check from everywhere.
  private static let healthChecks = [
    "15.177.0.0/18", "54.183.255.128/26", "54.228.16.0/26", "54.232.40.64/26", "54.241.32.64/26", "54.243.31.192/26",
    "54.244.52.192/26", "54.245.168.0/26", "54.248.220.0/26", "54.250.253.192/26", "54.251.31.128/26",
    "54.252.79.128/26", "54.252.254.192/26", "54.255.254.192/26", "107.23.255.0/26", "176.34.159.192/26",
    "177.71.207.128/26",
  ]

  private static let cloudFront = [
    "3.172.0.0/18", "13.124.199.0/24", "15.158.0.0/16", "18.68.0.0/16", "54.239.208.0/21", "64.252.64.0/18",
    "64.252.128.0/18", "70.132.0.0/18", "130.176.0.0/18", "130.176.64.0/21", "130.176.96.0/19", "130.176.160.0/19",
    "130.176.192.0/19", "204.246.166.0/24", "205.251.218.0/24",
  ]
}
