/// A field of a flow log record, by the name that formats have for it.
///
/// Those of AWS are named and grouped as in the VPC user guide, "Flow log records"; the ones that begin with
/// `ringfence-` are this project's own.
package enum FlowField: String, Hashable, Sendable, CaseIterable {
  // Version 2
  case version
  case accountID = "account-id"
  case interfaceID = "interface-id"
  case sourceAddress = "srcaddr"
  case destinationAddress = "dstaddr"
  case sourcePort = "srcport"
  case destinationPort = "dstport"
  case ipProtocol = "protocol"
  case packets
  case bytes
  case start
  case end
  case action
  case logStatus = "log-status"
  // Version 3
  case vpcID = "vpc-id"
  case subnetID = "subnet-id"
  case instanceID = "instance-id"
  case tcpFlags = "tcp-flags"
  case type
  case packetSourceAddress = "pkt-srcaddr"
  case packetDestinationAddress = "pkt-dstaddr"
  // Version 4
  case region
  case availabilityZoneID = "az-id"
  case sublocationType = "sublocation-type"
  case sublocationID = "sublocation-id"
  // Version 5
  case sourceService = "pkt-src-aws-service"
  case destinationService = "pkt-dst-aws-service"
  case flowDirection = "flow-direction"
  case trafficPath = "traffic-path"
  // Version 7
  case ecsClusterARN = "ecs-cluster-arn"
  case ecsClusterName = "ecs-cluster-name"
  case ecsContainerInstanceARN = "ecs-container-instance-arn"
  case ecsContainerInstanceID = "ecs-container-instance-id"
  case ecsContainerID = "ecs-container-id"
  case ecsSecondContainerID = "ecs-second-container-id"
  case ecsServiceName = "ecs-service-name"
  case ecsTaskDefinitionARN = "ecs-task-definition-arn"
  case ecsTaskARN = "ecs-task-arn"
  case ecsTaskID = "ecs-task-id"
  // Versions 8, 9, 10
  case rejectReason = "reject-reason"
  case resourceID = "resource-id"
  case encryptionStatus = "encryption-status"
  // Ringfence's own
  /// The identifier of the security group rule that accepted.
  case ringfenceRuleID = "ringfence-rule-id"
  /// `Refusal.Cause`, a word.
  case ringfenceReason = "ringfence-reason"
  /// The rule that came nearest to accepting what was rejected.
  case ringfenceNearestRuleID = "ringfence-nearest-rule-id"
  /// The reason as a sentence, percent-encoded so that it stays one word (RFC 3986, section 2.1).
  case ringfenceExplanation = "ringfence-explanation"

  /// The version of AWS's format that brought the field; `nil` for Ringfence's own, which count for none.
  package var formatVersion: Int? {
    switch self {
    case .version, .accountID, .interfaceID, .sourceAddress, .destinationAddress, .sourcePort, .destinationPort,
      .ipProtocol, .packets, .bytes, .start, .end, .action, .logStatus:
      2
    case .vpcID, .subnetID, .instanceID, .tcpFlags, .type, .packetSourceAddress, .packetDestinationAddress: 3
    case .region, .availabilityZoneID, .sublocationType, .sublocationID: 4
    case .sourceService, .destinationService, .flowDirection, .trafficPath: 5
    case .ecsClusterARN, .ecsClusterName, .ecsContainerInstanceARN, .ecsContainerInstanceID, .ecsContainerID,
      .ecsSecondContainerID, .ecsServiceName, .ecsTaskDefinitionARN, .ecsTaskARN, .ecsTaskID:
      7
    case .rejectReason: 8
    case .resourceID: 9
    case .encryptionStatus: 10
    case .ringfenceRuleID, .ringfenceReason, .ringfenceNearestRuleID, .ringfenceExplanation: nil
    }
  }
}
