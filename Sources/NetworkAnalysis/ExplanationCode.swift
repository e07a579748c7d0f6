/// The names under which AWS's VPC Reachability Analyzer reports the same findings, so that they can be
/// looked up and matched on (VPC Reachability Analyzer guide, "Explanation codes").
package enum ExplanationCode: String, Codable, Hashable, Sendable, Comparable {
  case interfaceGroupRulesMismatch = "ENI_SG_RULES_MISMATCH"
  case groupHasNoRules = "SG_HAS_NO_RULES"
  case sourceDestinationCheck = "ENI_SOURCE_DEST_CHECK_RESTRICTION"
  case subnetACL = "SUBNET_ACL_RESTRICTION"
  case noRoute = "NO_ROUTE_TO_DESTINATION"
  case moreSpecificRoute = "MORE_SPECIFIC_ROUTE"
  case badStateRoute = "BAD_STATE_ROUTE"
  case badStateAttachment = "BAD_STATE_ATTACHMENT"
  case noPossibleDestination = "NO_POSSIBLE_DESTINATION"
  case peeringRequiresAddressInCIDR = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
  case disconnectedVPCs = "DISCONNECTED_VPCS"
  case publicAddressForEgress = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
  case privateAddressForIngress = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
  case noPath = "NO_PATH"
  case unassociatedComponent = "UNASSOCIATED_COMPONENT"
  case unsupportedComponent = "UNSUPPORTED_COMPONENT"
  case protocolRestriction = "PROTOCOL_RESTRICTION"

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
