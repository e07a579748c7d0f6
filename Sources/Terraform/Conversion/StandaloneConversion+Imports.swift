import HCL
import VPCModel

/// What takes live rules into resources of their own.
package struct RuleImports: Sendable {
  package struct Import: Hashable, Sendable {
    package var address: ResourceAddress
    package var ruleID: String
  }

  package private(set) var imports: [Import] = []
  /// Rules of the configuration that are not live: the apply would make them.
  package private(set) var missing: [ResourceAddress] = []
  /// Rules of which it can't be told which live rule they are, with why.
  package private(set) var open: [(address: ResourceAddress, reason: String)] = []

  /// `import` blocks for Terraform 1.5 and later.
  package var blocks: String {
    imports.map { "import {\n  to = \($0.address)\n  id = \(HCLString.quoted($0.ruleID))\n}\n" }.joined(separator: "\n")
  }

  package var commands: [String] {
    imports.map { "terraform import \(HCLText.shellWord("\($0.address)")) \(HCLText.shellWord($0.ruleID))" }
  }

  /// For newer rule resources that the state does not have yet.
  ///
  /// - Parameter input: the configuration after the conversion, the state, and the live network.
  /// O(rules).
  package init(_ input: FateInput) {
    let simulation = FateSimulation(input)
    var claimed: Set<SecurityGroupRule.ID> = []
    for instance in input.configuration.instances where instance.address.mode == .managed {
      let direction: TrafficDirection
      switch instance.address.type {
      case "aws_vpc_security_group_ingress_rule": direction = .ingress
      case "aws_vpc_security_group_egress_rule": direction = .egress
      default: continue
      }
      guard !simulation.prior.isKnown(instance.address) else { continue }
      guard let rule = DeclaredRule.rules(of: instance).first else { continue }
      let resolved = simulation.resolved(rule)
      guard case .known(let group) = simulation.prior.resolve(instance.referent("security_group_id")) else {
        open.append((instance.address, "which group it is a rule of is not known"))
        continue
      }
      guard let source = resolved.source else {
        open.append((instance.address, "it depends on \(simulation.words(resolved.openOrigins))"))
        continue
      }
      let key = FateSimulation.MadeRule(groupID: group, direction: direction, source: source.canonical(of: group))
      guard let live = simulation.liveRules[key], live.hasAssignedID, claimed.insert(live.id).inserted else {
        missing.append(instance.address)
        continue
      }
      imports.append(Import(address: instance.address, ruleID: live.id.text))
    }
  }
}

extension StandaloneConversion {
  /// Whether two configurations declare the same rules, as EC2 compares them: what a conversion must hold to. Rules with
  /// something unknown are compared as they are written.
  package static func isSameRules(_ before: TerraformConfiguration, _ after: TerraformConfiguration) -> Bool {
    func contents(_ configuration: TerraformConfiguration) -> [String: Int] {
      let ownership = Ownership([configuration])
      var counts: [String: Int] = [:]
      for group in ownership.groups {
        for direction in TrafficDirection.allCases {
          for entry in group[direction].inline + group[direction].standalone {
            let words = entry.content.isKnown ? "\(entry.content)" : entry.rule.words
            counts["\(group.key) \(direction) \(words) \(entry.rule.summary.known ?? "")"] = 1
          }
        }
      }
      return counts
    }
    return contents(before) == contents(after)
  }

  /// How to find the ids that ``RuleImports`` needs, where nothing live was read.
  package static func lookup(group: String) -> String {
    "aws ec2 describe-security-group-rules --filters Name=group-id,Values=\(group)"
      + " --query 'SecurityGroupRules[].[SecurityGroupRuleId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4,CidrIpv6,"
      + "PrefixListId,ReferencedGroupInfo.GroupId]' --output table"
  }
}
