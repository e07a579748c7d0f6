package import HCL
package import VPCModel

/// What a group's resource says of all rules of one direction.
///
/// Provider 5.100: `ingress` and `egress` are optional and computed, and of a set that is given every other rule is
/// revoked (`vpc_security_group.go`).
package enum RuleAuthority: Hashable, Sendable {
  /// So many blocks: they own the direction, and every rule that is not in them is deleted.
  case inline(blocks: Int)
  /// `ingress = []`: owned, and emptied.
  case emptied
  /// No block: rules of other resources and rules made by hand are left alone.
  case none
  /// `ignore_changes` names the direction: its blocks count when the group is created, and never again.
  case ignored
  /// `aws_default_security_group` without blocks: every rule is deleted when Terraform adopts the group, and none later.
  case adopted
  /// Even the number of blocks is known only after apply.
  case unknown(origins: [Value.Origin])
  /// The group is not managed here, only named.
  case unmanaged

  /// Whether rules that the blocks do not have are deleted at every apply.
  package var ownsDirection: Bool {
    switch self {
    case .inline, .emptied: true
    case .none, .ignored, .adopted, .unknown, .unmanaged: false
    }
  }

  /// Of a group's instance. O(1).
  package init(of instance: ResourceInstance, _ direction: TrafficDirection) {
    guard instance.isSecurityGroup else {
      self = .unmanaged
      return
    }
    let reading = instance.argument(direction.rawValue)?.reading ?? .absent
    if instance.ignoresChanges(of: direction.rawValue), reading != .absent {
      self = .ignored
      return
    }
    switch reading {
    case .absent: self = instance.address.type == "aws_default_security_group" ? .adopted : .none
    case .unknown: self = .unknown(origins: reading.origins)
    case .known(let blocks): self = blocks.isEmpty ? .emptied : .inline(blocks: blocks.count)
    }
  }
}
