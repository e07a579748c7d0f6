import IPAddressing
import NetworkAnalysis
package import VPCModel

extension LabPlan {
  /// Plans the lab of a network. Never fails: what cannot be had is left out, and said in ``warnings``.
  ///
  /// O(interfaces × distinct routing tables); the same network gives the same plan.
  package init(_ network: Network, names: LabNames = .standard) {
    var planner = LabPlanner(network, names: names)
    self = planner.plan()
  }
}

/// Makes a ``LabPlan``, step by step.
struct LabPlanner {
  let network: Network
  let names: LabNames
  private let words: ResourceNames
  private(set) var warnings: [LabWarning] = []
  private var takenNamespaces: Set<String> = []
  private var takenDevices: Set<String> = []

  /// For a subnet whose own router address is not known or not free.
  static let linkLocalGateway = IPv4Address(169, 254, 1, 1)

  init(_ network: Network, names: LabNames) {
    self.network = network
    self.names = names
    words = ResourceNames(network)
  }

  mutating func warn(_ warning: LabWarning) { warnings.append(warning) }

  mutating func plan() -> LabPlan {
    let interfaces = network.networkInterfaces.sorted.filter { interface in
      if Self.isReachable(interface) { return true }
      warn(.noAddresses(interface.id))
      return false
    }
    let residents = Dictionary(grouping: interfaces, by: \.vpcID)
    var routers: [LabPlan.Router] = []
    var machines: [LabPlan.Machine] = []
    for vpcID in residents.keys.sorted() {
      if network.vpcs[vpcID] == nil { warn(.unknownVPC(vpcID)) }
      let namespace = takeNamespace(name: "vpc " + words.short(vpcID), id: vpcID.text)
      let interfaces = residents[vpcID] ?? []
      let gateways = gateways(of: interfaces, in: vpcID)
      machines += interfaces.map { machine($0, router: namespace, gateway: gateways[$0.subnetID]) }
      routers.append(
        LabPlan.Router(
          vpcID: vpcID,
          namespace: namespace,
          addresses: Set(gateways.values).sorted().map(IPAddress.v4),
          peerings: [],
          tables: []
        )
      )
    }
    connect(&routers)
    var routing = LabRouting(network, machines: machines, peered: Dictionary(grouping: routers, by: \.vpcID))
    for index in routers.indices { routers[index].tables = routing.tables(of: routers[index]) }
    machines.sort { $0.interfaceID < $1.interfaceID }
    return LabPlan(names: names, routers: routers, machines: machines, warnings: warnings + routing.warnings)
  }

  /// Whether a packet can be sent to the interface at all. A delegated IPv4 prefix is reached by way of an address.
  private static func isReachable(_ interface: NetworkInterface) -> Bool {
    !interface.privateIPv4Addresses.isEmpty || !interface.ipv6Addresses.isEmpty || !interface.ipv6Prefixes.isEmpty
  }

  // MARK: Machines

  private mutating func machine(
    _ interface: NetworkInterface,
    router: String,
    gateway: IPv4Address?
  ) -> LabPlan.Machine {
    let entries =
      interface.privateIPv4Addresses.filter(\.isPrimary) + interface.privateIPv4Addresses.filter { !$0.isPrimary }
    var addresses: [IPv4Address] = []
    for entry in entries where !addresses.contains(entry.address) { addresses.append(entry.address) }
    let delegated = addresses.isEmpty ? [] : interface.ipv4Prefixes
    return LabPlan.Machine(
      interfaceID: interface.id,
      vpcID: interface.vpcID,
      subnetID: interface.subnetID,
      namespace: takeNamespace(name: words.short(interface), id: interface.id.text),
      router: router,
      device: takeDevice(of: interface.id),
      hardwareAddress: HardwareAddress(.machine, of: interface.id.text),
      routerHardwareAddress: HardwareAddress(.router, of: interface.id.text),
      ipv4Addresses: addresses,
      ipv6Addresses: interface.ipv6Addresses,
      prefixes: delegated.map(IPPrefix.v4) + interface.ipv6Prefixes.map(IPPrefix.v6),
      gateway: gateway ?? Self.linkLocalGateway,
      forwards: !interface.sourceDestinationCheck
    )
  }

  /// The router's address in each subnet: the second of its block (VPC user guide, "Subnet CIDR reservations").
  private mutating func gateways(of interfaces: [NetworkInterface], in vpcID: VPC.ID) -> [Subnet.ID: IPv4Address] {
    var owners: [IPv4Address: NetworkInterface.ID] = [:]
    for interface in interfaces {
      for entry in interface.privateIPv4Addresses { owners[entry.address] = interface.id }
    }
    var gateways: [Subnet.ID: IPv4Address] = [:]
    for (subnetID, residents) in Dictionary(grouping: interfaces, by: \.subnetID).sorted(by: { $0.key < $1.key }) {
      guard let subnet = network.subnets[subnetID], subnet.vpcID == vpcID else {
        warn(.unknownSubnet(subnetID, interfaces: residents.count))
        gateways[subnetID] = Self.linkLocalGateway
        continue
      }
      guard let block = subnet.ipv4CIDR else { continue }
      guard let address = block.first.next, block.contains(address) else {
        gateways[subnetID] = Self.linkLocalGateway
        continue
      }
      if let owner = owners[address] {
        warn(.gatewayAddressTaken(subnetID, owner))
        gateways[subnetID] = Self.linkLocalGateway
      } else {
        gateways[subnetID] = address
      }
    }
    return gateways
  }

  // MARK: Peering

  private mutating func connect(_ routers: inout [LabPlan.Router]) {
    let places = Dictionary(routers.enumerated().map { ($1.vpcID, $0) }, uniquingKeysWith: { first, _ in first })
    for peering in network.peeringConnections.sorted where peering.status == .active {
      let (near, far) = (peering.requester.vpcID, peering.accepter.vpcID)
      guard near != far, let one = places[near], let other = places[far] else { continue }
      let device = takeDevice(of: peering.id)
      let address = HardwareAddress(.machine, of: peering.id.text)
      let farAddress = HardwareAddress(.router, of: peering.id.text)
      routers[one].peerings.append(
        LabPlan.PeeringEnd(
          id: peering.id,
          device: device,
          farNamespace: routers[other].namespace,
          farVPCID: far,
          hardwareAddress: address,
          farHardwareAddress: farAddress,
          isMaker: true
        )
      )
      routers[other].peerings.append(
        LabPlan.PeeringEnd(
          id: peering.id,
          device: device,
          farNamespace: routers[one].namespace,
          farVPCID: near,
          hardwareAddress: farAddress,
          farHardwareAddress: address,
          isMaker: false
        )
      )
    }
  }

  // MARK: Names

  /// Hashes of eight digits meet now and then, those of sixteen do not.
  private mutating func takeNamespace(name: String, id: String) -> String {
    let short = names.namespace(name: name, id: id)
    let name = takenNamespaces.contains(short) ? names.namespace(name: name, id: id, digits: 16) : short
    takenNamespaces.insert(name)
    return name
  }

  private mutating func takeDevice(of id: NetworkInterface.ID) -> String {
    takeDevice(id.text) { LabNames.device(of: NetworkInterface.ID($0)) }
  }

  private mutating func takeDevice(of id: VPCPeeringConnection.ID) -> String {
    takeDevice(id.text) { LabNames.device(of: VPCPeeringConnection.ID($0)) }
  }

  /// Another name where two identifiers have the same hash.
  private mutating func takeDevice(_ text: String, name: (String) -> String) -> String {
    var device = name(text)
    var salt = 0
    while takenDevices.contains(device) {
      salt += 1
      device = name("\(text)#\(salt)")
    }
    takenDevices.insert(device)
    return device
  }
}
