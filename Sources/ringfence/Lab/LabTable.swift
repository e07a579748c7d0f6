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

  /// Connections that are worth trying first: what some rule speaks of.
  func suggestion() -> String? {
    var sampler = ProbeSampler(network, state, seed: 1)
    guard let probe = sampler.sample(pairs: 1).first,
      let address = state.machine(probe.destination)?.addresses.first(where: { $0.family == probe.family })
    else { return nil }
    let family = probe.family == .ipv6 ? "-6 " : ""
    return "sudo ringfence lab exec \(name(probe.source)) -- nc \(family)-zv -w2 \(address) \(probe.port)"
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
