package import IPAddressing
package import VPCModel

/// A VPC in a box, on paper: every namespace, cable, address and route of it.
///
/// Each VPC has a router, a namespace of its own, so that VPCs may use the same addresses. Each network interface is a
/// machine: a namespace with an `eth0`, whose cable's other end is a device of the router. Nothing is switched: every
/// packet passes the router, as every packet passes EC2's, and is judged there.
package struct LabPlan: Hashable, Sendable {
  package var names: LabNames
  /// By VPC.
  package var routers: [Router]
  /// By network interface.
  package var machines: [Machine]
  package var warnings: [LabWarning]

  package struct Router: Hashable, Sendable {
    package var vpcID: VPC.ID
    package var namespace: String
    /// The subnets' router addresses, which the router has itself and answers for.
    package var addresses: [IPAddress]
    package var peerings: [PeeringEnd]
    package var tables: [RoutingTable]

    /// The table of packets that no rule sends to another.
    package var mainTable: RoutingTable? { tables.first { $0.isMain } }
  }

  /// One end of the cable that an active peering connection is. Both ends have the same device name.
  package struct PeeringEnd: Hashable, Sendable {
    package var id: VPCPeeringConnection.ID
    package var device: String
    /// The namespace of the router at the other end.
    package var farNamespace: String
    package var farVPCID: VPC.ID
    package var hardwareAddress: HardwareAddress
    package var farHardwareAddress: HardwareAddress
    /// The end that makes the cable; there is one.
    package var isMaker: Bool
  }

  /// One network interface.
  package struct Machine: Hashable, Sendable {
    package var interfaceID: NetworkInterface.ID
    package var vpcID: VPC.ID
    package var subnetID: Subnet.ID
    package var namespace: String
    /// The router's namespace, where ``device`` is.
    package var router: String
    /// The router's end of the cable; the machine's is `eth0`.
    package var device: String
    package var hardwareAddress: HardwareAddress
    package var routerHardwareAddress: HardwareAddress
    /// The primary one first.
    package var ipv4Addresses: [IPv4Address]
    package var ipv6Addresses: [IPv6Address]
    /// Delegated ones: they lead to the machine, which has none of their addresses until somebody adds some.
    package var prefixes: [IPPrefix]
    /// The subnet's router as the machine sees it.
    package var gateway: IPv4Address
    /// Whether it passes packets on that are not its own (source/destination check off).
    package var forwards: Bool

    /// Everything that leads to the machine.
    package var ownPrefixes: [IPPrefix] {
      ipv4Addresses.map { .v4(IPv4Prefix(host: $0)) } + ipv6Addresses.map { .v6(IPv6Prefix(host: $0)) } + prefixes
    }

    /// Whether packets of a family can be sent to it.
    package func has(_ family: IPFamily) -> Bool { ownPrefixes.contains { $0.family == family } }
  }

  /// Where packets go that come in at certain devices of a router. Holds a route for every address: nothing falls
  /// through to another table.
  package struct RoutingTable: Hashable, Sendable {
    /// Linux's number of it: 254 is `main`.
    package var number: Int
    /// The devices whose packets look here; none for the main table, which all others' do.
    package var devices: [String]
    package var routes: [Route]

    package static let mainNumber = 254
    package var isMain: Bool { number == Self.mainNumber }
  }

  package struct Route: Hashable, Sendable {
    package var destination: IPPrefix
    package var target: Target

    package enum Target: Hashable, Sendable {
      case machine(NetworkInterface.ID)
      case peering(VPCPeeringConnection.ID)
      /// Dropped without a word, as EC2 drops what has no route.
      case blackhole
      /// Refused with an ICMP message: a gateway that the lab does not have.
      case prohibit
    }
  }

  package func machine(_ id: NetworkInterface.ID) -> Machine? { machines.first { $0.interfaceID == id } }
  package func router(_ id: VPC.ID) -> Router? { routers.first { $0.vpcID == id } }

  /// Every namespace, routers first.
  package var namespaces: [String] { routers.map(\.namespace) + machines.map(\.namespace) }
}

/// What of the network the lab does not have, or has differently.
package enum LabWarning: Hashable, Sendable {
  case noAddresses(NetworkInterface.ID)
  /// The subnet is not in the network: its machines reach their own VPC only.
  case unknownSubnet(Subnet.ID, interfaces: Int)
  case unknownVPC(VPC.ID)
  /// No route table is known for the subnet: its machines reach their own VPC only.
  case unknownRouteTable(Subnet.ID)
  /// Two interfaces of one VPC have the same address or prefix; the first gets the packets.
  case sharedAddress(IPPrefix, NetworkInterface.ID, NetworkInterface.ID)
  /// An interface has the address that the subnet's router should have.
  case gatewayAddressTaken(Subnet.ID, NetworkInterface.ID)
  /// Routes to gateways that the lab does not have; packets to them are refused.
  case gatewayLeftOut(String, destinations: [IPPrefix])
  /// An active peering connection to a VPC without interfaces here; packets to it are dropped.
  case peerNotHere(VPCPeeringConnection.ID, VPC.ID)
  case unknownPrefixList(PrefixList.ID, RouteTable.ID)
  /// A route's target interface is not in the lab, or in another VPC; packets to it are dropped.
  case middleboxNotHere(NetworkInterface.ID, RouteTable.ID)
}

extension LabWarning: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noAddresses(let id): return "\(id) has no address and is left out"
    case .unknownSubnet(let id, let count):
      return "subnet \(id) of \(count) interface\(count == 1 ? "" : "s") is not in the network: only its VPC is reached"
    case .unknownVPC(let id): return "\(id) is not in the network: its address blocks are not known"
    case .unknownRouteTable(let id): return "the route table of subnet \(id) is not known: only its VPC is reached"
    case .sharedAddress(let prefix, let first, let second):
      return "\(first) and \(second) both have \(prefix.isHost ? prefix.first.description : prefix.description):"
        + " \(first) gets the packets"
    case .gatewayAddressTaken(let subnet, let id):
      return "\(id) has the address of the router of subnet \(subnet): machines use 169.254.1.1 instead"
    case .gatewayLeftOut(let gateway, let destinations):
      let shown = destinations.prefix(3).map(\.description).joined(separator: ", ")
      let more = destinations.count > 3 ? " and \(destinations.count - 3) more" : ""
      return "\(gateway) is not in the lab: packets to \(shown)\(more) are refused"
    case .peerNotHere(let id, let vpc):
      return "\(id) leads to \(vpc), which has no interfaces here: packets to it are dropped"
    case .unknownPrefixList(let list, let table):
      return "the entries of prefix list \(list), a destination in \(table), are not known: the route is left out"
    case .middleboxNotHere(let id, let table):
      return "\(id), a target in \(table), is not in the lab's VPC: packets to it are dropped"
    }
  }
}
