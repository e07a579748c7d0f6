import IPAddressing
import VPCModel

extension PathTracer {
  // MARK: Peering

  mutating func cross(_ id: VPCPeeringConnection.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    let resources = [PathResource(.vpcPeeringConnection, id.text)]
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      missing: [MissingKnowledge] = [],
      advice: String? = nil
    ) {
      steps.append(
        PathStep(
          .peeringConnection,
          outcome,
          reason,
          resources: resources,
          code: code,
          missing: missing,
          repair: advice.map { .advice($0) }
        )
      )
    }
    wayIn = .peering(id)
    guard let peering = network.peeringConnections[id] else {
      addGone(.peeringConnection, .vpcPeeringConnection, id.text)
      if destination.vpcID != nil { arrive(remote: sender.address, peer: sender.interfaceID) }
      return
    }
    guard peering.status == .active else {
      add(
        .deny,
        "\(names.full(id)) is \(peering.status.code), not active",
        code: .badStateAttachment,
        advice: peering.status == .pendingAcceptance
          ? "Accept it: aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id \(id)"
          : "A peering connection that is \(peering.status.code) cannot be revived: request a new one."
      )
      arrive(remote: sender.address, peer: sender.interfaceID)
      return
    }
    guard let near = network.subnets[subnetID]?.vpcID ?? source.vpcID, let far = peering.side(oppositeTo: near) else {
      add(
        .deny,
        "\(names.full(id)) does not connect this VPC",
        code: .badStateAttachment,
        advice: "Point the route to a peering connection of this VPC."
      )
      return
    }
    let blocks = network.vpcs[far.vpcID]?.cidrs ?? far.cidrs
    if blocks.isEmpty {
      add(
        .unknown,
        "the address blocks of \(names.full(far.vpcID)), on the other side, are not known",
        missing: [MissingKnowledge("\(far.vpcID)", kind: .vpc, id: far.vpcID.text)]
      )
    } else if !blocks.contains(where: { $0.contains(target) }) {
      add(
        .deny,
        "\(target) is not in \(names.full(far.vpcID)), and a peering connection carries nothing beyond the VPC at its"
          + " other side",
        code: .peeringRequiresAddressInCIDR,
        advice: "Peering is not transitive: connect the two VPCs directly, or through a transit gateway."
      )
      return
    } else if let asked = destination.vpcID, asked != far.vpcID {
      add(
        .deny,
        "\(names.full(id)) leads to \(names.full(far.vpcID)), where \(target) is another host than the one of"
          + " \(names.full(asked))",
        code: .noPath,
        advice: "The address ranges overlap: reach the host by another address, or through a private NAT gateway."
      )
      return
    } else if destination.vpcID != far.vpcID {
      addBeyond("\(names.full(far.vpcID)) on the other side is not in the network")
      return
    } else {
      add(.allow, "\(names.full(id)) is active and leads to \(names.full(far.vpcID))")
    }
    arrive(remote: sender.address, peer: sender.interfaceID)
  }

  // MARK: To the internet

  mutating func leave(through id: InternetGateway.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    let resources = [PathResource(.internetGateway, id.text)]
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      missing: [MissingKnowledge] = [],
      advice: String? = nil
    ) {
      steps.append(
        PathStep(
          .internetGateway,
          outcome,
          reason,
          resources: resources,
          code: code,
          missing: missing,
          repair: advice.map { .advice($0) }
        )
      )
    }
    if let gateway = network.internetGateways[id] {
      if let vpc = network.subnets[subnetID]?.vpcID, !gateway.attachedVPCIDs.contains(vpc) {
        add(
          .deny,
          "\(names.full(id)) is not attached to \(names.full(vpc))",
          code: .badStateAttachment,
          advice: "Attach it: aws ec2 attach-internet-gateway --internet-gateway-id \(id) --vpc-id \(vpc)"
        )
      }
    } else if network.isComplete(.internetGateway) {
      addGone(.internetGateway, .internetGateway, id.text)
    }
    // A gateway outside the snapshot is attached: EC2 calls a route to one that is not a blackhole.

    guard AddressScope.isInternet(target) else {
      add(
        .deny,
        "\(target) is a private address: the internet carries no packets to it",
        code: .noPossibleDestination,
        advice: "Reach \(target) through a peering connection, transit gateway or VPN, with a route to it."
      )
      return
    }
    switch target {
    case .v6: add(.allow, "IPv6 passes untranslated")
    case .v4:
      guard let address = sender.publicAddress else {
        guard sender.isPublicAddressKnown else {
          add(
            .unknown,
            "whether \(sender.words) has a public IPv4 address is not known",
            missing: [MissingKnowledge("the public address of \(sender.words)", kind: .networkInterface)]
          )
          return
        }
        add(
          .deny,
          "\(sender.words) (\(sender.address)) has no public IPv4 address, which an internet gateway needs",
          code: .publicAddressForEgress,
          advice: "Give it an Elastic IP address (aws ec2 associate-address), or route its subnet to a NAT gateway."
        )
        return
      }
      add(.allow, "\(sender.address) becomes \(address)")
      enterIfHome(remote: .v4(address))
      return
    }
    enterIfHome(remote: sender.address)
  }

  /// A public address may belong to a VPC of the network: then the packet comes back in.
  private mutating func enterIfHome(remote: IPAddress) {
    if destination.vpcID != nil { enterFromInternet(remote: remote) }
  }

  mutating func leave(through id: EgressOnlyInternetGateway.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    func add(_ outcome: StepOutcome, _ reason: String, code: ExplanationCode? = nil, advice: String? = nil) {
      steps.append(
        PathStep(
          .egressOnlyInternetGateway,
          outcome,
          reason,
          resources: [PathResource(.egressOnlyInternetGateway, id.text)],
          code: code,
          repair: advice.map { .advice($0) }
        )
      )
    }
    if let gateway = network.egressOnlyInternetGateways[id] {
      if let vpc = network.subnets[subnetID]?.vpcID, !gateway.attachedVPCIDs.contains(vpc) {
        add(
          .deny,
          "\(id) is not attached to \(names.full(vpc))",
          code: .badStateAttachment,
          advice: "Create an egress-only internet gateway for \(vpc) and point the route to it."
        )
      }
    } else if network.isComplete(.egressOnlyInternetGateway) {
      addGone(.egressOnlyInternetGateway, .egressOnlyInternetGateway, id.text)
    }
    guard AddressScope.isInternet(target) else {
      add(
        .deny,
        "\(target) is a private address: the internet carries no packets to it",
        code: .noPossibleDestination,
        advice: "Reach \(target) through a peering connection, transit gateway or VPN, with a route to it."
      )
      return
    }
    add(.allow, "IPv6 connections may go out through \(id)")
    enterIfHome(remote: sender.address)
  }

  // MARK: NAT

  mutating func cross(_ id: NATGateway.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      advice: String? = nil
    ) {
      steps.append(
        PathStep(
          .natGateway,
          outcome,
          reason,
          resources: [PathResource(.natGateway, id.text)],
          code: code,
          repair: advice.map { .advice($0) }
        )
      )
    }
    guard let gateway = network.natGateways[id] else {
      addGone(.natGateway, .natGateway, id.text)
      return
    }
    if target.family == .ipv6 {
      if SpecialPurpose.nat64.contains(target) {
        addBeyond("NAT64, which \(names.full(id)) offers for \(target), is not modelled")
      } else {
        add(
          .deny,
          "\(names.full(id)) carries IPv6 to NAT64 addresses only",
          code: .protocolRestriction,
          advice: "Route IPv6 to an egress-only internet gateway instead."
        )
      }
      return
    }
    switch probe.transport {
    case .tcp, .udp, .icmp: break
    case .icmpv6, .other:
      add(
        .deny,
        "a NAT gateway carries TCP, UDP and ICMP only",
        code: .protocolRestriction,
        advice: "Give the host a public address and a route to the internet gateway."
      )
    }
    if gateway.state != "available" {
      add(
        .deny,
        "\(names.full(id)) is \(gateway.state), not available",
        code: .badStateAttachment,
        advice: "Create a NAT gateway and point the route to it."
      )
    }
    guard let gatewaySubnet = gateway.subnetID else {
      addBeyond("\(names.full(id)) is regional: the route table it has of its own is not in the network")
      return
    }
    if gatewaySubnet != subnetID { judgeACL(of: gatewaySubnet, .ingress, remote: sender.address) }
    guard let address = gateway.privateAddresses.first else {
      addBeyond("the addresses of \(names.full(id)) are not known")
      return
    }
    let publicAddress = gateway.isPublic ? gateway.publicAddresses.first : nil
    let shown = publicAddress ?? address
    if gateway.state == "available" { add(.allow, "\(sender.address) becomes \(shown); connections go out only") }
    clientPorts = clientPorts.map { _ in TrafficProbe.documentedClientPorts }
    route(
      from: gatewaySubnet,
      Sender(
        address: .v4(address),
        publicAddress: publicAddress,
        isPublicAddressKnown: true,
        words: names.full(id),
        interfaceID: gateway.networkInterfaceIDs.first
      )
    )
  }

  // MARK: Endpoints and middleboxes

  mutating func enter(_ id: VPCEndpoint.ID) {
    let resources = [PathResource(.vpcEndpoint, id.text)]
    guard let endpoint = network.vpcEndpoints[id] else {
      addGone(.vpcEndpoint, .vpcEndpoint, id.text)
      return
    }
    if endpoint.type == "Gateway" {
      steps.append(
        PathStep(.vpcEndpoint, .allow, "gateway endpoint to \(endpoint.serviceName)", resources: resources)
      )
      assumptions.append("The endpoint policy of \(id) is about requests, not packets, and is not judged.")
    } else {
      addBeyond("what the appliance behind endpoint \(id) does with the packet is not in the network")
    }
  }

  /// The packet is handed to an interface that is not its destination's: a NAT instance, a firewall.
  mutating func pass(_ id: NetworkInterface.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    guard let middlebox = network.networkInterfaces[id] else {
      addGone(.middlebox, .networkInterface, id.text)
      return
    }
    if middlebox.subnetID != subnetID { judgeACL(of: middlebox.subnetID, .ingress, remote: sender.address) }
    let peer = sender.interfaceID.flatMap { network.networkInterfaces[$0] }
    judgeGroups(of: middlebox, .ingress, remote: sender.address, peer: peer)
    if middlebox.sourceDestinationCheck {
      steps.append(
        PathStep(
          .middlebox,
          .deny,
          "\(names.full(id)) has its source/destination check on and drops packets for others",
          resources: [resource(middlebox)],
          code: .sourceDestinationCheck,
          repair: .switchOffSourceDestinationCheck(id)
        )
      )
    }
    addBeyond("what the appliance at \(names.full(id)) does with the packet is not in the network")
  }

  /// A route names a resource that the network does not hold.
  mutating func addGone(_ station: PathStep.Station, _ kind: ResourceKind, _ id: String) {
    let resources = [PathResource(kind, id)]
    if network.isComplete(kind) {
      steps.append(
        PathStep(
          station,
          .deny,
          "\(kind.words) \(id) does not exist",
          resources: resources,
          code: .badStateRoute,
          repair: .advice("Point the route to a target that exists.")
        )
      )
    } else {
      steps.append(
        PathStep(
          station,
          .unknown,
          "\(kind.words) \(id) is not known",
          resources: resources,
          missing: [MissingKnowledge("\(kind.words) \(id)", kind: kind, id: id)]
        )
      )
    }
  }
}
