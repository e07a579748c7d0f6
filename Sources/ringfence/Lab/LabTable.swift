import Foundation
import IPAddressing
import NetworkAnalysis
import NetworkLab
import VPCModel

/// What is in the lab, as people see it.
struct LabTable {
  let state: LabState
  let network: Network
  private let names: ResourceNames
  private let resolver: EndpointResolver

  init(_ state: LabState, _ network: Network) {
    self.state = state
    self.network = network
    names = ResourceNames(network)
    resolver = EndpointResolver(network)
  }

  /// The name that `lab exec` takes for an interface: its own where nobody else has it, else the identifier.
  func name(_ id: NetworkInterface.ID) -> String {
    guard let interface = network.networkInterfaces[id] else { return id.text }
    let name = names.short(interface)
    guard let endpoint = try? resolver.resolve(name), case .interfaces([id], _) = endpoint.meaning else {
      return id.text
    }
    return name
  }

  func rows() -> [Row] {
    state.machines.map { machine in
      let interface = network.networkInterfaces[machine.interfaceID]
      let groups = (interface?.groupIDs ?? []).map(names.short)
      return Row(
        interfaceID: machine.interfaceID.text,
        name: name(machine.interfaceID),
        owner: interface.flatMap(names.owner),
        addresses: machine.addresses.map(\.description),
        groups: groups,
        vpc: interface.map { names.short($0.vpcID) } ?? "",
        namespace: machine.namespace,
        router: machine.router,
        device: machine.device
      )
    }
  }

  struct Row: Encodable {
    var interfaceID: String
    var name: String
    var owner: String?
    var addresses: [String]
    var groups: [String]
    var vpc: String
    var namespace: String
    var router: String
    var device: String
  }

  func text() -> String {
    let rows = rows().map { row in
      let more = row.addresses.count > 1 ? " +\(row.addresses.count - 1)" : ""
      return [
        row.name, row.interfaceID == row.name ? "" : row.interfaceID, (row.addresses.first ?? "-") + more,
        row.groups.joined(separator: ","), row.owner ?? "", row.namespace, row.device,
      ]
    }
    return Listing.table(["NAME", "INTERFACE", "ADDRESS", "GROUPS", "OWNER", "NAMESPACE", "DEVICE"], rows)
  }

  /// Connections that are worth trying first, at a port that a rule of the destination names, else at 80: one that the
  /// engine allows, and one that it denies.
  func suggestions() -> [String] {
    let explainer = Explainer(network)
    var found: [Verdict: String] = [:]
    var attempts = 0
    for target in state.machines {
      guard let destination = network.networkInterfaces[target.interfaceID], let port = namedPort(of: destination)
      else {
        continue
      }
      for machine in state.machines where machine.router == target.router && machine.interfaceID != target.interfaceID {
        attempts += 1
        if found.count == 2 || attempts > 200 { break }
        guard let address = target.addresses.first(where: { $0.family == machine.addresses.first?.family }),
          let verdict = try? explainer.explain(
            source: machine.interfaceID.text,
            destination: target.interfaceID.text,
            probe: .tcp(port),
            family: address.family
          ).verdict, verdict != .unknown, found[verdict] == nil
        else { continue }
        let family = address.family == .ipv6 ? "-6 " : ""
        found[verdict] =
          "sudo ringfence lab exec \(name(machine.interfaceID)) -- nc \(family)-zv -w2 \(address) \(port)"
          + "   # \(verdict.rawValue)"
      }
    }
    return [found[.allowed], found[.denied]].compactMap { $0 }
  }

  private func namedPort(of interface: NetworkInterface) -> UInt16? {
    let rules = interface.groupIDs.flatMap { network.securityGroups[$0]?.rules(.ingress) ?? [] }
    return rules.lazy.compactMap { rule in
      if case .tcp(let range) = rule.traffic, range.count == 1 { range.lower } else { nil }
    }.first
  }

  /// What the lab does not have; the first of it.
  func warnings(limit: Int) -> String {
    guard !state.warnings.isEmpty else { return "" }
    var text = "\nNot as in the network\n"
    for warning in state.warnings.prefix(limit) { text += "  · \(warning)\n" }
    if state.warnings.count > limit {
      text += "  · and \(state.warnings.count - limit) more: ringfence lab status\n"
    }
    return text
  }
}
