import Findings
import HCL
import VPCModel

extension Ownership {
  /// Blocks of the group's own resource that delete what resources beside it make.
  func inlineAndStandalone(_ group: Group, _ direction: TrafficDirection, _ side: Side) -> [Finding] {
    guard let owner = side.authorities.first(where: { $0.says.ownsDirection || $0.says.mayOwnDirection }),
      !side.standalone.isEmpty
    else { return [] }
    let manager = owner.manager
    let resource = instance(manager)
    let others = side.standalone.filter { $0.configuration != manager.configuration }
    let isAcross = !others.isEmpty
    let standalone = isAcross ? others : side.standalone
    let resources = resources(standalone)
    let noun = direction.rawValue
    let blocks: String
    let certainty: String
    switch owner.says {
    case .emptied: (blocks, certainty) = ("`\(noun) = []`", "will be deleted")
    case .unknown:
      (blocks, certainty) = (
        "\(noun) blocks whose number is known only after apply", "will be deleted as soon as there is one block"
      )
    case .inline(let number): (blocks, certainty) = (count(number, "\(noun) block"), "will be deleted")
    default: (blocks, certainty) = ("", "will be deleted")
    }
    var places: [Finding.Location] = []
    if let place = location(
      of: resource,
      part: noun,
      in: manager.configuration,
      note: "\(resource.address) owns all \(noun) rules of the group, by \(blocks)"
    ) {
      places.append(place)
    }
    // A rule that the blocks have too is not deleted: it can't be made.
    let held = Set(side.inline.filter { $0.configuration == manager.configuration }.map(\.content))
    let isHeld = { (entry: Entry) in entry.content.isKnown && held.contains(entry.content) }
    places += locations(standalone) {
      "\($0.rule.address) makes a rule that is \(isHeld($0) ? "in the blocks too" : "not in the blocks")"
        + configurationWords($0.configuration)
    }
    let doubles = standalone.filter(isHeld)
    let duplicates = "creating it beside the blocks fails with InvalidPermission.Duplicate"
    if doubles.count == standalone.count {
      return [
        Finding(
          checkID: isAcross ? Check.terraformTwoOwners.id : Check.terraformInlineAndStandalone.id,
          severity: owner.says.ownsDirection ? Check.terraformInlineAndStandalone.severity : .medium,
          message:
            "\(count(doubles.count, "\(noun) rule")) of \(words(resources)) is in the blocks of \(resource.address)"
            + " too: \(duplicates)",
          details: [
            "EC2 holds a rule once. Where both came to manage it all the same, by import for instance, taking either away"
              + " deletes the rule of both.",
            "\(resource.address) owns all \(noun) rules of the group: take the rule out of one of the two places.",
          ],
          subjects: [subject(group)]
            + resources.prefix(Self.placeLimit).map { Finding.Subject(id: $0.description, kind: "Terraform resource") },
          locations: places,
          aspect: noun
        )
      ]
    }
    let check = isAcross ? Check.terraformTwoOwners : .terraformInlineAndStandalone
    let rules = count(standalone.count - doubles.count, "\(noun) rule")
    let lost = self.resources(standalone.filter { !isHeld($0) })
    return [
      Finding(
        checkID: check.id,
        severity: owner.says.ownsDirection ? check.severity : .medium,
        message: "\(rules) of \(words(lost)) \(certainty): \(resource.address)"
          + "\(isAcross ? " of another configuration" : "") has \(blocks)",
        details: [
          "An apply deletes every \(noun) rule of the group that is not in the blocks of \(resource.address).",
          isAcross
            ? "The other configuration's next apply makes them again, and so on in turn."
            : "The apply after it makes them again, the one after that deletes them: the plan is never empty.",
          "Traffic that they allow is cut in between.",
        ]
          + (doubles.isEmpty
            ? [] : ["\(words(self.resources(doubles))): \(duplicates), since the blocks have the rule too."]),
        subjects: [subject(group)]
          + resources.prefix(Self.placeLimit).map {
            Finding.Subject(id: $0.description, kind: "Terraform resource")
          },
        locations: places,
        fixes: conversion(of: resource, in: manager.configuration),
        aspect: noun
      )
    ]
  }

  /// How to turn a group's blocks into standalone rules, for configurations: plans have no text to rewrite.
  private func conversion(of group: ResourceInstance, in number: Int) -> [Finding.Fix] {
    guard !configurations[number].isOfPlan else { return [] }
    let address = group.address.configurationAddress
    let folder = configurations[number].rootFolder.map { " " + HCLText.shellWord($0) } ?? ""
    return [
      Finding.Fix(
        .command,
        summary: "Turn the blocks into standalone rules, without a change to live rules",
        text: "ringfence terraform convert --to standalone --group '\(address)'\(folder)"
      )
    ]
  }

  /// Two resources that manage the same group.
  func severalManagers(_ group: Group, _ direction: TrafficDirection, _ side: Side) -> [Finding] {
    guard direction == .ingress, side.authorities.count > 1 else { return [] }
    let managers = side.authorities.map(\.manager)
    let addresses = managers.map { "\(instance($0).address)\(configurationWords($0.configuration))" }
    return [
      Finding(
        checkID: Check.terraformTwoOwners.id,
        severity: Check.terraformTwoOwners.severity,
        message: "\(group.key.words) is managed twice: by \(addresses.joined(separator: " and "))",
        details: [
          "Both are given the same security group, \(directory.knownIDs[group.key] ?? "by its id"), by state or import.",
          "Each apply of one undoes what the other has set: rules, tags, and at last the group itself.",
        ],
        subjects: [subject(group)],
        locations: managers.compactMap {
          location(
            of: instance($0),
            in: $0.configuration,
            note: "manages the group\(configurationWords($0.configuration))"
          )
        }
      )
    ]
  }

  /// The same rule twice, by EC2's comparison.
  func duplicates(_ group: Group, _ direction: TrafficDirection, _ side: Side) -> [Finding] {
    var byContent: [RuleContent: [Entry]] = [:]
    var order: [RuleContent] = []
    for entry in side.inline + side.standalone where entry.content.isKnown && !entry.rule.standsForUnknownCount {
      if byContent[entry.content] == nil { order.append(entry.content) }
      byContent[entry.content, default: []].append(entry)
    }
    return order.compactMap { content -> Finding? in
      guard let entries = byContent[content], entries.count > 1 else { return nil }
      let inline = entries.filter { $0.rule.style.isInline }
      let standalone = entries.filter { !$0.rule.style.isInline }
      // Blocks beside standalone rules are told of as such; equal blocks with equal descriptions are one to Terraform.
      if !inline.isEmpty && !standalone.isEmpty && inline.count < 2 && standalone.count < 2 { return nil }
      if standalone.count < 2 && Set(inline.map(\.rule.summary)).count < 2 { return nil }
      let told = standalone.count < 2 ? inline : standalone
      guard let first = told.first else { return nil }
      let isAcross = Set(told.map(\.configuration)).count > 1
      let check = isAcross ? Check.terraformTwoOwners : .terraformDuplicateRule
      let resources = resources(told)
      return Finding(
        checkID: check.id,
        severity: check.severity,
        message: "\(direction.rawValue) rule \(first.rule.words) of \(group.key.words) is declared \(told.count) times,"
          + " by \(words(resources))",
        details: [
          standalone.count < 2
            ? "The blocks differ in their descriptions alone: EC2 answers \"The same permission must not appear multiple"
              + " times\"."
            : "The second to be created fails with InvalidPermission.Duplicate; deleting either deletes the rule of both."
        ],
        subjects: [subject(group)] + resources.map { Finding.Subject(id: $0.description, kind: "Terraform resource") },
        locations: locations(told) { "declares \($0.rule.words)\(configurationWords($0.configuration))" },
        aspect: "\(direction.rawValue) \(first.rule.words)"
      )
    }
  }

  /// Older and newer standalone resources side by side.
  func mixedResources(_ group: Group, _ direction: TrafficDirection, _ side: Side) -> [Finding] {
    let older = side.standalone.filter { $0.rule.style == .older }
    let newer = side.standalone.filter { $0.rule.style == .newer }
    guard let firstOlder = older.first, let firstNewer = newer.first else { return [] }
    let check = Check.terraformMixedRuleResources
    let places = [
      location(of: firstOlder, note: "the older resource, which finds its rules by their content"),
      location(of: firstNewer, note: "the newer resource, which knows its rule by its id"),
    ]
    return [
      Finding(
        checkID: check.id,
        severity: check.severity,
        message: "\(direction.rawValue) rules of \(group.key.words) are written with both aws_security_group_rule"
          + " (\(words(resources(older)))) and aws_vpc_security_group_\(direction.rawValue)_rule"
          + " (\(words(resources(newer))))",
        details: ["Where both come to the same content, one resource changes or deletes the other's rule."],
        subjects: [subject(group)],
        locations: places.compactMap { $0 },
        aspect: direction.rawValue
      )
    ]
  }

  /// `aws_vpc_security_group_rules_exclusive` beside rules whose ids it can't list.
  func exclusive(_ group: Group, _ direction: TrafficDirection, _ side: Side) -> [Finding] {
    let check = Check.terraformExclusiveRules
    return side.exclusive.compactMap { manager -> Finding? in
      let resource = instance(manager)
      let listed = resource.argument("\(direction.rawValue)_rule_ids")?.reading ?? .absent
      guard case .known(let ids) = listed else { return nil }
      let attributes = Set(
        ids.compactMap { id -> String? in
          guard case .known(.attribute(let origin)) = id.referent else { return nil }
          return origin.address
        }
      )
      let missing = (side.inline + side.standalone).filter { entry in
        entry.rule.style.isInline || entry.rule.style == .older
          || !attributes.contains(entry.rule.address.description)
      }
      // Ids that are written out may be anybody's.
      let written = ids.contains { if case .known(.id) = $0.referent { true } else { false } }
      guard let first = missing.first, !written || first.rule.style != .newer else { return nil }
      return Finding(
        checkID: check.id,
        severity: check.severity,
        message: "\(resource.address) deletes \(count(missing.count, "\(direction.rawValue) rule")) of"
          + " \(words(resources(missing))) at each apply: it does not list them",
        details: ["Its \(direction.rawValue)_rule_ids must name every rule that is to stay."],
        subjects: [subject(group)],
        locations: ([location(of: resource, in: manager.configuration, note: "owns all rules of the group")]
          + locations(missing) { "makes \($0.rule.words)" }).compactMap { $0 },
        aspect: direction.rawValue
      )
    }
  }
}

extension RuleAuthority {
  /// Whether it may turn out after apply that there are blocks.
  var mayOwnDirection: Bool { if case .unknown = self { true } else { false } }
}
