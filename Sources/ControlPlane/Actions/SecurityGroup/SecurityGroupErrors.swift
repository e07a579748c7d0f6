import EC2Shapes
import IPAddressing
import VPCModel

/// What EC2 answers to mistakes with security groups and their rules.
enum SecurityGroupErrors {
  static let differentNetworks = EC2Error(
    code: "InvalidGroup.NotFound",
    message: "You have specified two resources that belong to different networks."
  )

  static let repeatedPermission = EC2Error.invalidParameterValue(
    "The same permission must not appear multiple times"
  )

  static let ruleNotFound = EC2Error(
    code: "InvalidPermission.NotFound",
    message: "The specified rule does not exist in this security group."
  )

  static let rulesPerGroupExceeded = EC2Error(
    code: "RulesPerSecurityGroupLimitExceeded",
    message: "The maximum number of rules per security group has been reached."
  )

  static let groupsPerRegionExceeded = EC2Error(
    code: "SecurityGroupLimitExceeded",
    message: "The maximum number of security groups has been reached."
  )

  static func duplicate(_ key: RuleKey) -> EC2Error {
    EC2Error(
      code: "InvalidPermission.Duplicate",
      message: "the specified rule \"peer: \(key.peerText), \(key.traffic.duplicateText), ALLOW\" already exists"
    )
  }

  static func notInDefaultVPC(_ name: String, _ vpc: VPC.ID) -> EC2Error {
    EC2Error(
      code: "InvalidGroup.NotFound",
      message: "The security group '\(name)' does not exist in default VPC '\(vpc)'"
    )
  }

  /// A group may be named only where there is a default VPC.
  static func nameWithoutDefaultVPC(_ name: String) -> EC2Error {
    .invalidParameterValue(
      "Invalid value '\(name)' for groupName. You may not reference Amazon VPC security groups by name. "
        + "Please use the corresponding id for this operation."
    )
  }

  static func together(_ one: String, _ other: String) -> EC2Error {
    .invalidParameterCombination("The parameter '\(one)' may not be used in combination with '\(other)'")
  }
}

extension TrafficSelector {
  /// How `InvalidPermission.Duplicate` speaks of the traffic.
  fileprivate var duplicateText: String {
    func ports(_ name: String, _ range: PortRange) -> String {
      "\(name), from port: \(range.lower), to port: \(range.upper)"
    }
    func message(_ name: String, _ pattern: ICMPPattern) -> String {
      "\(name), type: \(pattern.type.map { "\($0)" } ?? "ALL"), code: \(pattern.code.map { "\($0)" } ?? "ALL")"
    }
    return switch self {
    case .all: "ALL"
    case .tcp(let range): ports("TCP", range)
    case .udp(let range): ports("UDP", range)
    case .icmp(let pattern): message("ICMP", pattern)
    case .icmpv6(let pattern): message("ICMPv6", pattern)
    case .other(let number): "protocol: \(number.rawValue)"
    }
  }
}
