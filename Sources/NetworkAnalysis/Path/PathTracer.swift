package import Findings
import IPAddressing
import PolicyEngine
package import VPCModel

/// Judges paths of one network: all that is prepared once, however many paths are asked for.
package struct PathAnalysis: Sendable {
  private(set) var network: Network
  private(set) var engine: PolicyEngine
  private(set) var bindings: SubnetBindings
  let locator: AddressLocator
  let names: ResourceNames
  /// How Terraform writes the network, where it does.
  let writing: (any TerraformWriting)?

  /// O(size of the network).
  /// - Parameter selection: the interfaces whose security groups are asked; `nil` for all. To prepare fewer is cheaper.
  package init(
    _ network: Network,
    only selection: Set<NetworkInterface.ID>? = nil,
    writing: (any TerraformWriting)? = nil
  ) {
    self.network = network
    self.writing = writing
    engine = PolicyEngine(network, only: selection)
    bindings = SubnetBindings(network)
    locator = AddressLocator(network)
    names = ResourceNames(network)
  }

  /// Changes rules, entries, routes or an interface's check. Addresses and names have to stay as they are.
  mutating func apply(_ changes: [NetworkChange]) {
    network = network.applying(changes)
    engine.apply(changes)
    bindings = SubnetBindings(network)
  }

  /// The same host with its interface as it is now.
  func refreshed(_ host: Host) -> Host {
    guard let interface = host.interface.flatMap({ network.networkInterfaces[$0.id] }) else { return host }
    return Host(.interface(interface), address: host.address, askedPublicAddress: host.askedPublicAddress)
  }

  /// Follows a packet from one host to another and the answer back.
  ///
  /// Nothing stops the judgement before the packet is there, so that every blocker shows at once: behind
  /// one, the rest is judged as if it were gone.
  /// - Parameter findingMisses: whether to look for the rules that came near; a survey needs none.
  package func trace(
    from source: Host,
    to destination: Host,
    _ probe: TrafficProbe,
    findingMisses: Bool = true
  ) -> PathTrace {
    var tracer = PathTracer(analysis: self, source: source, destination: destination, probe: probe)
    tracer.missFinder = findingMisses ? MissFinder(network) : nil
    tracer.run()
    return PathTrace(
      source: source,
      destination: destination,
      probe: probe,
      steps: tracer.steps,
      assumptions: tracer.assumptions
    )
  }
}

/// The state of following one packet.
struct PathTracer {
  let analysis: PathAnalysis
  let source: Host
  let destination: Host
  let probe: TrafficProbe
  var missFinder: MissFinder?
  var steps: [PathStep] = []
  var assumptions: [String] = []
  /// The network ACLs passed on the way there, for the way back.
  var crossings: [Crossing] = []
  var wayIn: WayIn = .unjudged
  /// The ports that answers go to; a NAT gateway puts its own in place of the client's.
  var clientPorts: PortRange?
  /// Subnets that a packet was routed from, to notice one that goes in circles.
  var routedFrom: [Subnet.ID] = []

  /// A subnet's border that the request passed.
  struct Crossing {
    var subnetID: Subnet.ID
    var direction: TrafficDirection
    /// The address outside the subnet.
    var remote: IPAddress
    var clientPorts: PortRange?
  }

  /// How the packet came to the destination's subnet, which is how the answer has to leave it.
  enum WayIn: Hashable {
    case sameSubnet, local
    case peering(VPCPeeringConnection.ID)
    case internet
    /// Through a transit gateway, VPN or the like.
    case otherNetwork
    /// The packet was not followed that far, or the destination is no subnet's.
    case unjudged
  }

  /// Who sends, as the next gateway sees it.
  struct Sender {
    var address: IPAddress
    var publicAddress: IPv4Address?
    /// Whether a missing public address means that there is none.
    var isPublicAddressKnown: Bool
    var words: String
    /// The interface whose private address it is.
    var interfaceID: NetworkInterface.ID?
  }

  var network: Network { analysis.network }
  var names: ResourceNames { analysis.names }

  init(analysis: PathAnalysis, source: Host, destination: Host, probe: TrafficProbe) {
    self.analysis = analysis
    self.source = source
    self.destination = destination
    self.probe = probe
    clientPorts = probe.clientPorts
  }

  /// The address that packets are sent to.
  var target: IPAddress { destination.askedPublicAddress.map(IPAddress.v4) ?? destination.address }

  mutating func run() {
    if let interface = source.interface, interface.id == destination.interface?.id,
      destination.askedPublicAddress == nil
    {
      steps.append(
        PathStep(
          .host,
          .allow,
          "the packet never leaves the host: nothing filters an interface's traffic with itself",
          resources: [resource(interface)]
        )
      )
      return
    }
    if source.vpcID != nil {
      leaveSource()
    } else {
      enterFromOutside()
    }
    judgeReply()
  }

  // MARK: At the source

  private mutating func leaveSource() {
    switch source.place {
    case .interface(let interface):
      checkSourceAddress(of: interface)
      judgeGroups(
        of: interface,
        .egress,
        remote: target,
        peer: target == destination.address ? destination.interface : nil
      )
      let sender = Sender(
        address: source.address,
        publicAddress: publicAddress(of: interface),
        isPublicAddressKnown: true,
        words: names.short(interface),
        interfaceID: interface.id
      )
      if !deliverToPlatformService(from: interface.vpcID) { route(from: interface.subnetID, sender) }
    case .vacant(let subnet):
      judgeVacantHost(source, .egress)
      let sender = Sender(
        address: source.address,
        publicAddress: nil,
        isPublicAddressKnown: false,
        words: "\(source.address)"
      )
      if !deliverToPlatformService(from: subnet.vpcID) { route(from: subnet.id, sender) }
    case .unallocated(let vpc):
      judgeUnallocated(source.address, in: vpc)
      arrive(remote: source.address, peer: nil)
    case .internet, .outside:
      break
    }
  }

  private func publicAddress(of interface: NetworkInterface) -> IPv4Address? {
    guard case .v4(let address) = source.address else { return nil }
    return interface.publicAddress(for: address)
  }

  private mutating func checkSourceAddress(of interface: NetworkInterface) {
    let address = source.address
    if interface.owns(address) {
      steps.append(
        PathStep(
          .sourceDestinationCheck,
          .allow,
          "\(address) is the interface's own address",
          resources: [resource(interface)]
        )
      )
    } else if !interface.sourceDestinationCheck {
      steps.append(
        PathStep(
          .sourceDestinationCheck,
          .allow,
          "the source/destination check is off",
          resources: [resource(interface)]
        )
      )
    } else {
      steps.append(
        PathStep(
          .sourceDestinationCheck,
          .deny,
          "\(address) is not the interface's own address, and its check is on",
          resources: [resource(interface)],
          code: .sourceDestinationCheck,
          repair: .switchOffSourceDestinationCheck(interface.id)
        )
      )
    }
  }

  /// Whether the target is a service of the platform, which neither groups, ACLs nor routes keep anyone from.
  private mutating func deliverToPlatformService(from vpc: VPC.ID) -> Bool {
    guard let service = network.platformService(at: target, for: vpc) else { return false }
    steps.append(
      PathStep(
        .host,
        .allow,
        "\(target) is \(service.words): no security group, network ACL or route stands before it"
      )
    )
    return true
  }

  // MARK: At the destination

  /// The packet enters the destination's subnet.
  /// - Parameter peer: the source's interface, where packets still carry its private address.
  mutating func arrive(remote: IPAddress, peer: NetworkInterface.ID?) {
    switch destination.place {
    case .interface(let interface):
      if wayIn != .sameSubnet { judgeACL(of: interface.subnetID, .ingress, remote: remote) }
      judgeGroups(
        of: interface,
        .ingress,
        remote: remote,
        peer: peer.flatMap { network.networkInterfaces[$0] }
      )
    case .vacant(let subnet):
      if wayIn != .sameSubnet { judgeACL(of: subnet.id, .ingress, remote: remote) }
      judgeVacantHost(destination, .ingress)
    case .unallocated(let vpc):
      judgeUnallocated(destination.address, in: vpc)
    case .internet, .outside:
      break
    }
  }

  private mutating func judgeVacantHost(_ host: Host, _ direction: TrafficDirection) {
    guard network.isComplete(.networkInterface) else {
      steps.append(
        PathStep(
          .securityGroups,
          direction: direction,
          .unknown,
          "which interface has \(host.address), and with which security groups, is not known",
          missing: [MissingKnowledge("the interface at \(host.address)", kind: .networkInterface)]
        )
      )
      return
    }
    steps.append(
      PathStep(
        .securityGroups,
        direction: direction,
        .notApplicable,
        "no interface has \(host.address): no groups to judge"
      )
    )
    assumptions.append(
      "No interface has \(host.address). The path is judged for a host there whose own security groups"
        + " allow the traffic."
    )
  }

  private mutating func judgeUnallocated(_ address: IPAddress, in vpc: VPC) {
    if network.isComplete(.subnet) {
      steps.append(
        PathStep(
          .host,
          .deny,
          "no subnet of \(names.full(vpc.id)) holds \(address): no host can have it",
          code: .noPossibleDestination,
          repair: .advice("Ask about an address that a subnet holds.")
        )
      )
    } else {
      steps.append(
        PathStep(
          .host,
          .unknown,
          "no known subnet of \(names.full(vpc.id)) holds \(address)",
          missing: [MissingKnowledge("the subnet of \(address)", kind: .subnet)]
        )
      )
    }
  }

  // MARK: Resources

  func resource(_ interface: NetworkInterface) -> PathResource {
    PathResource(.networkInterface, interface.id.text, name: names.short(interface))
  }

  func resource(_ subnet: Subnet.ID) -> PathResource {
    PathResource(.subnet, subnet.text, name: network.subnets[subnet].map(names.short))
  }

  func subnetWords(_ id: Subnet.ID) -> String { network.subnets[id].map(names.full) ?? id.text }
}
