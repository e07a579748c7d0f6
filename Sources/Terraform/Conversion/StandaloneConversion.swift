package import Findings
package import HCL
package import VPCModel

/// Inline rules of security groups rewritten as `aws_vpc_security_group_ingress_rule` and `…_egress_rule`.
///
/// Once no block is left, the provider takes a direction for computed and leaves its rules alone; a rule's resource with
/// an import of its `sgr-…` id then takes over what is there. So the apply changes no live rule
/// (``ruleImports(after:live:ids:)`` writes the imports, once the new text was read).
package struct StandaloneConversion: Sendable {
  /// What was rewritten.
  package struct Converted: Hashable, Sendable {
    /// Static address of the group.
    package var group: String
    package var direction: TrafficDirection
    /// Addresses in the group's module, without instance keys.
    package var resources: [String]
  }

  /// What was left as it is.
  package struct Refusal: Hashable, Sendable {
    package var group: String
    package var direction: TrafficDirection
    package var reason: String
    package var location: Finding.Location?
  }

  package private(set) var edits = SourceEdits()
  package private(set) var converted: [Converted] = []
  package private(set) var refusals: [Refusal] = []

  /// - Parameter selection: which directions of which groups; `nil` for all that have blocks.
  /// O(configuration).
  package init(_ configuration: TerraformConfiguration, only selection: Set<GroupCycles.Extraction>? = nil) {
    var blocks: [SourceRange: Block] = [:]
    var parsed: Set<SourceID> = []
    var seen: Set<SourceRange> = []
    var names: [String: NameSupply] = [:]
    for instance in configuration.instances where instance.address.mode == .managed {
      // Of one folder, which modules may be called several times.
      let folder = instance.place.flatMap { configuration.sources.path(of: $0.block) }.map(Self.folder) ?? ""
      _ = names[folder, default: NameSupply()].next(instance.address.resourceInModule)
    }
    let doubles = Self.doubles(configuration)
    for instance in configuration.instances where instance.isSecurityGroup {
      let address = instance.address.configurationAddress
      let directions = TrafficDirection.allCases.filter { direction in
        selection?.contains(.init(group: address, direction: direction)) ?? true
          && RuleAuthority(of: instance, direction).hasBlocks
      }
      guard !directions.isEmpty, let place = instance.place, seen.insert(place.block).inserted else { continue }
      guard let path = configuration.sources.path(of: place.block), !path.hasSuffix(".json") else {
        for direction in directions {
          let location = Finding.Location(place.header, in: configuration.sources)
          refusals.append(
            Refusal(group: address, direction: direction, reason: "it is written in JSON", location: location)
          )
        }
        continue
      }
      let source = place.block.source
      if parsed.insert(source).inserted {
        for block in HCLParser.parse(source, in: configuration.sources).body.blocks { blocks[block.range] = block }
      }
      guard let block = blocks[place.block] else { continue }
      var writer = GroupConversion(
        block: block,
        instance: instance,
        sources: configuration.sources,
        names: names[Self.folder(path)] ?? NameSupply()
      )
      for direction in directions {
        switch writer.convert(direction, doubles: doubles[place.block]?[direction]) {
        case .success(let resources):
          converted.append(Converted(group: address, direction: direction, resources: resources))
        case .failure(let refusal):
          let location = Finding.Location(refusal.range ?? place.header, in: configuration.sources)
          refusals.append(Refusal(group: address, direction: direction, reason: refusal.reason, location: location))
        }
      }
      names[Self.folder(path)] = writer.names
      writer.finish(&edits)
    }
  }

  /// Rules that a group's blocks declare more than once, which is one to Terraform: by block and direction the first.
  private static func doubles(
    _ configuration: TerraformConfiguration
  ) -> [SourceRange: [TrafficDirection: GroupConversion.Doubles]] {
    var result: [SourceRange: [TrafficDirection: GroupConversion.Doubles]] = [:]
    var directory: GroupDirectory?
    for instance in configuration.instances where instance.isSecurityGroup {
      guard let block = instance.place?.block else { continue }
      for direction in TrafficDirection.allCases {
        let rules = DeclaredRule.blocks(of: instance, direction)
        guard rules.count > 1 else { continue }
        let groups = directory ?? GroupDirectory([configuration])
        directory = groups
        let key = groups.key(of: instance, in: 0)
        var seen: Set<RuleContent> = []
        var double: DeclaredRule?
        for rule in rules {
          let content = RuleContent(rule, group: key, in: 0, groups)
          guard content.isKnown, !seen.insert(content).inserted else { continue }
          double = double ?? rule
        }
        guard let double else { continue }
        let known = rules.count { RuleContent($0, group: key, in: 0, groups).isKnown }
        let found = GroupConversion.Doubles(words: double.words, distinct: rules.count - known + seen.count)
        result[block, default: [:]][direction] = result[block]?[direction] ?? found
      }
    }
    return result
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

extension RuleAuthority {
  /// Whether there are blocks, as far as can be seen.
  var hasBlocks: Bool {
    switch self {
    case .inline, .emptied, .unknown, .ignored: true
    case .none, .adopted, .unmanaged: false
    }
  }
}
