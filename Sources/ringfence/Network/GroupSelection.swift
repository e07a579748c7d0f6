import NetworkAnalysis
import VPCModel

/// Security groups as people name them: by id, by name, or by Terraform address.
struct GroupSelection {
  private let loaded: LoadedNetwork

  init(_ loaded: LoadedNetwork) { self.loaded = loaded }

  /// The groups that the texts name, in their order; all of the network where there are none. Complains, and throws the
  /// exit status, where a text names no group or several.
  func groups(_ texts: [String]) throws -> [SecurityGroup] {
    if texts.isEmpty { return loaded.network.securityGroups.sorted }
    return try texts.map(group)
  }

  private func group(_ text: String) throws -> SecurityGroup {
    let groups = loaded.network.securityGroups
    if let group = groups[SecurityGroup.ID(text)] { return group }
    let targets = Set(loaded.aliases.filter { $0.name == text }.flatMap(\.targets))
    let named = groups.sorted.filter {
      $0.name == text || $0.tags["Name"] == text || targets.contains($0.id.text)
    }
    guard let first = named.first else {
      Terminal.complain("error", "no security group has the id or name '\(text)'.")
      throw ExitStatus.badData.exitCode
    }
    guard named.count == 1 else {
      let choices = named.map { "\($0.id) in \($0.vpcID)" }.joined(separator: "\n")
      Terminal.complain("error", "\(named.count) security groups are called '\(text)'; give an id:\n\(choices)")
      throw ExitStatus.badData.exitCode
    }
    return first
  }
}
