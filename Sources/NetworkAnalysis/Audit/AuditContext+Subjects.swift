import Findings
import IPAddressing
import VPCModel

extension AuditContext {
  func subject(_ id: SecurityGroup.ID) -> Finding.Subject {
    let name = names.short(id)
    return .init(id: id.text, name: name == id.text ? nil : name, kind: ResourceKind.securityGroup.words)
  }

  func subject(_ interface: NetworkInterface) -> Finding.Subject {
    let name = names.short(interface)
    let id = interface.id.text
    return .init(id: id, name: name == id ? nil : name, kind: ResourceKind.networkInterface.words)
  }

  func subject(_ acl: NetworkACL) -> Finding.Subject {
    .init(id: acl.id.text, name: acl.tags["Name"], kind: ResourceKind.networkACL.words)
  }

  func subject(_ subnet: Subnet) -> Finding.Subject {
    .init(id: subnet.id.text, name: subnet.tags["Name"], kind: ResourceKind.subnet.words)
  }

  func subject(_ id: VPC.ID) -> Finding.Subject {
    .init(id: id.text, name: network.vpcs[id]?.tags["Name"], kind: ResourceKind.vpc.words)
  }

  func subject(_ list: PrefixList) -> Finding.Subject {
    .init(id: list.id.text, name: list.name, kind: ResourceKind.prefixList.words)
  }

  func subject(_ table: RouteTable) -> Finding.Subject {
    .init(id: table.id.text, name: table.tags["Name"], kind: ResourceKind.routeTable.words)
  }

  /// An interface on a way from the internet, with the address that the internet sees.
  /// - Parameter reached: the one by which it is reached, where that is known.
  func station(_ interface: NetworkInterface, at reached: IPAddress? = nil) -> Finding.Path.Station {
    let kind: Finding.Path.Station.Kind =
      EgressFamily.holdsData(interface)
      ? .database : InternetExposureFamily.isLoadBalancer(interface) ? .loadBalancer : .interface
    let shown = interface.privateIPv4Addresses.first { entry in
      entry.publicAddress != nil && (reached.map { $0 == .v4(entry.address) } ?? true)
    }
    let translated = shown.flatMap { entry in entry.publicAddress.map { "\($0) → \(entry.address)" } }
    let address = translated ?? (reached ?? interface.primaryAddress).map { "\($0)" }
    return .init(
      kind,
      name: names.short(interface),
      note: [address, interface.id.text].compactMap { $0 }.joined(separator: ", ")
    )
  }

  /// `sgr-… (tcp/22 from 0.0.0.0/0 (anywhere))`, its description behind it.
  func words(_ rule: SecurityGroupRule) -> String {
    let way = rule.direction == .ingress ? "from" : "to"
    let text = "\(rule.traffic) \(way) \(names.words(rule.peer))"
    let description = rule.summary.flatMap { $0.isEmpty ? nil : " “\($0)”" } ?? ""
    return (rule.hasAssignedID ? "\(rule.id) (\(text))" : text) + description
  }

  /// The first few of a list, and how many there are besides.
  func list(_ words: [String], limit: Int = 5) -> String {
    let shown = words.prefix(limit).joined(separator: ", ")
    return words.count > limit ? "\(shown) and \(words.count - limit) more" : shown
  }

  /// `web-1 (eni-…)` and so on.
  func list(_ interfaces: [NetworkInterface], limit: Int = 5) -> String {
    let words = interfaces.prefix(limit).map { names.full($0) }
    let text = words.joined(separator: ", ")
    return interfaces.count > limit ? "\(text) and \(interfaces.count - limit) more" : text
  }

  func list(_ ids: [SecurityGroup.ID]) -> String { list(ids.map { names.full($0) }) }
}

/// `1 interface`, `3 interfaces`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
}
