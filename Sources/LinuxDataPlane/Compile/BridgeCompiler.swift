import IPAddressing
import VPCModel

/// Compiles the way from a bridge to the interfaces that are attached by its ports: by their addresses.
///
///     bridge-br0-from   whose is the source?       → interface-…-out
///     bridge-br0-to     whose is the destination?  → interface-…-in
///
/// An address of no attached interface is none of ours, and passes. Of two interfaces with one address, which two VPCs
/// can give, the one with the lesser identifier has it.
struct BridgeCompiler {
  let bridge: String
  /// Sorted by identifier.
  let interfaces: [NetworkInterface]

  func compile() -> Ruleset {
    var ruleset = Ruleset()
    for direction in TrafficDirection.allCases {
      let chain = direction == .egress ? Names.fromBridge(bridge) : Names.toBridge(bridge)
      var rules: [Rule] = []
      for family in [IPFamily.ipv4, .ipv6] {
        let map = "\(chain)-addresses\(family.digit)"
        ruleset.sets[map] = NamedSet(
          .init(key: [family.addressType], value: .verdict, isInterval: true),
          owners(family).mapValues { .verdict(.goto(DeviceCompiler.chainName($0, direction))) }
        )
        rules.append(
          Rule(
            PacketMatch.family(family)
              + [PacketMatch.localAddress(family, direction), .verdictMap(map, key: .key)]
          )
        )
      }
      ruleset.chains[chain] = Chain(rules)
    }
    return ruleset
  }

  /// O(n log n) for n addresses.
  private func owners(_ family: IPFamily) -> [NamedSet.Key: NetworkInterface.ID] {
    var blocks: [IPPrefix] = []
    var owners: [NetworkInterface.ID] = []
    for interface in interfaces {
      for prefix in interface.ownPrefixes where prefix.family == family {
        blocks.append(prefix)
        owners.append(interface.id)
      }
    }
    var result: [NamedSet.Key: NetworkInterface.ID] = [:]
    for (key, covering) in AddressPieces.of(blocks, family) {
      if let first = covering.first { result[key] = owners[first] }
    }
    return result
  }
}
