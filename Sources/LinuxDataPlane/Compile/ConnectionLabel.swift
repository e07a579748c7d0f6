import VPCModel

/// The connection's label: the fingerprint of the egress rule that let its opener send, then that of the ingress rule
/// that let its other end receive.
enum ConnectionLabel {
  /// Zero in the half of the other direction, since setting a label adds bits.
  static func octets(_ rule: SecurityGroupRule.ID, _ direction: TrafficDirection) -> Octets {
    let fingerprint = Octets(RuleFingerprint(rule).rawValue)
    let none = Octets(UInt64(0))
    return direction == .egress ? fingerprint + none : none + fingerprint
  }
}
