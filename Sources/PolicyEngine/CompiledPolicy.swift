import IPAddressing
import VPCModel

/// What decides for every interface of a VPC that carries the same set of groups.
struct PolicyKey: Hashable, Sendable {
  var vpcID: VPC.ID
  /// Sorted, without repetition.
  var groupIDs: [SecurityGroup.ID]

  init(_ interface: NetworkInterface) {
    vpcID = interface.vpcID
    groupIDs = Set(interface.groupIDs).sorted()
  }
}

/// A policy's four filters.
struct CompiledPolicy: Sendable {
  let ingressV4: CompiledFilter<IPv4Address>
  let egressV4: CompiledFilter<IPv4Address>
  let ingressV6: CompiledFilter<IPv6Address>
  let egressV6: CompiledFilter<IPv6Address>

  init(_ groups: [(id: SecurityGroup.ID, prepared: PreparedGroup?)], platform: [GroupIndex]) {
    func filter<Address: IPAddressProtocol>(
      _ direction: TrafficDirection,
      _ peers: (PreparedGroup.Rule) -> FilterPeers<Address>
    ) -> CompiledFilter<Address> {
      CompiledFilter(FilterSource(groups, direction, platform: platform, peers: peers))
    }
    ingressV4 = filter(.ingress) { FilterPeers<IPv4Address>($0) }
    egressV4 = filter(.egress) { FilterPeers<IPv4Address>($0) }
    ingressV6 = filter(.ingress) { FilterPeers<IPv6Address>($0) }
    egressV6 = filter(.egress) { FilterPeers<IPv6Address>($0) }
  }

  var byteCount: Int {
    ingressV4.byteCount + egressV4.byteCount + ingressV6.byteCount + egressV6.byteCount
  }
}
