import HCL

@testable import Terraform

// Configurations by hand: what a reader would make of them, without one.

extension Value {
  static func text(_ text: String) -> Value { Value(.string(text)) }
  static func number(_ number: Int) -> Value { Value(.number(Number(Double(number)))) }
  static func list(_ elements: [Value]) -> Value { Value(.tuple(elements)) }
  static func object(_ members: [String: Value]) -> Value { Value(.object(members)) }
  static func after(_ address: String, _ attribute: String = "id") -> Value {
    let origin = Origin(address: address, attribute: attribute)
    return Value(.unknown(.string, origin), marks: [origin])
  }

  /// A block of a group, or the arguments of a rule.
  static func rule(
    _ protocolName: String = "tcp",
    _ from: Int = 443,
    _ to: Int? = nil,
    ipv4: [String] = [],
    groups: [Value] = [],
    isSelf: Bool = false,
    summary: String? = nil,
    more: [String: Value] = [:]
  ) -> Value {
    var members: [String: Value] = [
      "protocol": .text(protocolName), "from_port": .number(from), "to_port": .number(to ?? from),
    ]
    if !ipv4.isEmpty { members["cidr_blocks"] = .list(ipv4.map { .text($0) }) }
    if !groups.isEmpty { members["security_groups"] = .list(groups) }
    if isSelf { members["self"] = Value(.bool(true)) }
    if let summary { members["description"] = .text(summary) }
    return .object(members.merging(more) { $1 })
  }
}

extension ResourceInstance {
  init(_ address: String, _ members: [String: Value], ignoring: [String] = [], createsFirst: Bool = false) {
    self.init(
      address: ResourceAddress(parsing: address) ?? ResourceAddress(type: "faulty", name: address),
      values: .object(members),
      createsBeforeDestroying: createsFirst,
      ignoredChanges: ignoring
    )
  }

  static func group(_ name: String, ingress: [Value]? = nil, egress: [Value]? = nil, more: [String: Value] = [:])
    -> ResourceInstance
  {
    var members = more
    members["ingress"] = ingress.map { .list($0) }
    members["egress"] = egress.map { .list($0) }
    return ResourceInstance("aws_security_group.\(name)", members)
  }

  /// A newer ingress rule.
  static func newer(_ name: String, of group: Value, ipv4: String, port: Int = 443) -> ResourceInstance {
    ResourceInstance(
      "aws_vpc_security_group_ingress_rule.\(name)",
      [
        "security_group_id": group, "cidr_ipv4": .text(ipv4), "ip_protocol": .text("tcp"), "from_port": .number(port),
        "to_port": .number(port),
      ]
    )
  }

  /// An older ingress rule.
  static func older(_ name: String, of group: Value, ipv4: [String], port: Int = 443) -> ResourceInstance {
    ResourceInstance(
      "aws_security_group_rule.\(name)",
      [
        "security_group_id": group, "type": .text("ingress"), "cidr_blocks": .list(ipv4.map { .text($0) }),
        "protocol": .text("tcp"), "from_port": .number(port), "to_port": .number(port),
      ]
    )
  }
}

extension TerraformConfiguration {
  init(_ instances: [ResourceInstance], imports: [ImportBlock] = [], notRead: [NotRead] = []) {
    self.init(
      instances: instances,
      imports: imports,
      removals: [],
      moves: [],
      outputs: [:],
      providers: [],
      sources: SourceMap(),
      diagnostics: [],
      notRead: notRead,
      graph: ReferenceGraph()
    )
  }
}
