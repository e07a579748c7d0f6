import IPAddressing
import VPCModel

/// What one end of a question about reachability stands for.
struct ReachSelection: Sendable {
  /// `nil` for all hosts.
  var hosts: HostSet?
  /// Addresses of the internet; `nil` for all.
  var internet: IPAddressSet?
  /// Interfaces of unknown address, gateways' own left out; `nil` for all of them.
  var unplaced: Set<NetworkInterface.ID>? = []
  var notes: [String] = []

  static let everything = ReachSelection(hosts: nil, internet: nil, unplaced: nil)
}

extension Reachability {
  func selection(_ endpoint: Endpoint, _ unknown: UnknownAddresses) -> ReachSelection {
    switch endpoint.meaning {
    case .internet: return ReachSelection(hosts: .empty, internet: nil, notes: endpoint.notes)
    case .interfaces(let ids, nil):
      var notes = endpoint.notes
      if ids.contains(where: { network.networkInterfaces[$0]?.isGateway ?? false }) {
        notes.append("Gateways' own interfaces are no end of a connection and are left out.")
      }
      let unplaced = unknown.ids.intersection(ids)
      return ReachSelection(hosts: hosts(of: ids), internet: .empty, unplaced: unplaced, notes: notes)
    case .interfaces(let ids, let address?):
      let chosen = hosts(of: ids).positions.filter { position in
        let host = matrix.axis.hosts[position]
        let isOwn = host.first <= address && address <= host.last && host.first.family == address.family
        return isOwn || host.publicAddress.map { .v4($0) == address } ?? false
      }
      return ReachSelection(hosts: HostSet(chosen), internet: .empty, notes: endpoint.notes)
    case .address(let host):
      if host.place == .internet {
        return ReachSelection(hosts: .empty, internet: IPAddressSet(host.address), notes: endpoint.notes)
      }
      let note = "No interface has \(host.address): `ringfence explain` answers for an address alone."
      return ReachSelection(hosts: .empty, internet: .empty, notes: endpoint.notes + [note])
    case .block(let block):
      // A delegated prefix counts where all of its piece is in the block.
      let inside = matrix.axis.hosts(in: block)
      return ReachSelection(
        hosts: inside,
        internet: IPAddressSet(block),
        unplaced: unknown.perhaps(in: block),
        notes: endpoint.notes
      )
    }
  }
}
