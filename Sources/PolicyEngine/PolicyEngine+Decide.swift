package import IPAddressing
package import VPCModel

/// The outcome of one look-up, as numbers: `PolicyEngine.verdict(of:)` puts it in words.
package struct Decision: Hashable, Sendable {
  let policy: UInt32
  let ordinal: UInt32
  let direction: TrafficDirection
  let family: IPFamily

  init(policy: UInt32, ordinal: UInt32, direction: TrafficDirection, family: IPFamily) {
    self.policy = policy
    self.ordinal = ordinal
    self.direction = direction
    self.family = family
  }

  /// Whether no rule, certain or uncertain, matched.
  package var isDenied: Bool { ordinal == .max }
}

/// A flow as numbers, for callers that decide many.
package struct FlowKey<Address: IPAddressProtocol>: Hashable, Sendable {
  package var interface: InterfaceIndex
  package var direction: TrafficDirection
  /// The address at the other end, as its number.
  package var remote: Address.RawValue
  package var selector: SelectorKey

  @inlinable
  package init(interface: InterfaceIndex, direction: TrafficDirection, remote: Address, selector: SelectorKey) {
    self.interface = interface
    self.direction = direction
    self.remote = remote.rawValue
    self.selector = selector
  }
}

extension PolicyEngine {
  /// The interface's number, for `FlowKey`. It stays the same until the interface is removed.
  package func index(of id: NetworkInterface.ID) -> InterfaceIndex? {
    interfaces.index(of: id).map(InterfaceIndex.init)
  }

  /// What the security groups say to a flow's first packet. Allocates nothing.
  package func decide(_ flow: Flow) -> SecurityGroupVerdict {
    guard let index = index(of: flow.interfaceID) else { return .unknown(.networkInterface(flow.interfaceID)) }
    let selector = SelectorKey(flow.transport)
    let decision =
      switch flow.remote {
      case .v4(let address):
        decide(FlowKey(interface: index, direction: flow.direction, remote: address, selector: selector))
      case .v6(let address):
        decide(FlowKey(interface: index, direction: flow.direction, remote: address, selector: selector))
      }
    return verdict(of: decision, remote: flow.remote)
  }

  /// One IPv4 flow as numbers.
  package func decide(_ flow: FlowKey<IPv4Address>) -> Decision {
    var decision = Decision(policy: PolicyTable.none, ordinal: .max, direction: flow.direction, family: .ipv4)
    withUnsafePointer(to: flow) { flow in
      withUnsafeMutablePointer(to: &decision) {
        decide(UnsafeBufferPointer(start: flow, count: 1), into: UnsafeMutableBufferPointer(start: $0, count: 1))
      }
    }
    return decision
  }

  /// One IPv6 flow as numbers.
  package func decide(_ flow: FlowKey<IPv6Address>) -> Decision {
    var decision = Decision(policy: PolicyTable.none, ordinal: .max, direction: flow.direction, family: .ipv6)
    withUnsafePointer(to: flow) { flow in
      withUnsafeMutablePointer(to: &decision) {
        decide(UnsafeBufferPointer(start: flow, count: 1), into: UnsafeMutableBufferPointer(start: $0, count: 1))
      }
    }
    return decision
  }

  /// A burst of flows: as many decisions as the shorter buffer has room for.
  package func decide(
    _ flows: UnsafeBufferPointer<FlowKey<IPv4Address>>,
    into decisions: UnsafeMutableBufferPointer<Decision>
  ) {
    guard let classes else {
      withDecider(policies.viewsV4, membersV4, .ipv4) { $0.decide(flows, into: decisions) }
      return
    }
    guard decideByClass(flows, into: decisions, classes) else { return }
    withDecider(policies.viewsV4, membersV4, .ipv4) { decider in
      for index in 0..<min(flows.count, decisions.count) where decisions[index].ordinal == ClassRows.lookCloser {
        decider.decide(
          UnsafeBufferPointer(rebasing: flows[index..<index + 1]),
          into: UnsafeMutableBufferPointer(rebasing: decisions[index..<index + 1])
        )
      }
    }
  }

  /// A burst of flows: as many decisions as the shorter buffer has room for.
  package func decide(
    _ flows: UnsafeBufferPointer<FlowKey<IPv6Address>>,
    into decisions: UnsafeMutableBufferPointer<Decision>
  ) {
    withDecider(policies.viewsV6, membersV6, .ipv6) { $0.decide(flows, into: decisions) }
  }

  /// - Returns: whether some decisions are `ClassRows.lookCloser`.
  private func decideByClass(
    _ flows: UnsafeBufferPointer<FlowKey<IPv4Address>>,
    into decisions: UnsafeMutableBufferPointer<Decision>,
    _ classes: AddressClasses
  ) -> Bool {
    classes.root.withUnsafeBufferPointer { root in
      classes.cells.withUnsafeBufferPointer { cells in
        interfaces.policies.withUnsafeBufferPointer { policies in
          self.policies.classViews.withUnsafeBufferPointer { views in
            guard let root = root.baseAddress, let cells = cells.baseAddress, let views = views.baseAddress else {
              return false
            }
            let decider = ClassDecider(root: root, cells: cells, policies: policies, views: views)
            return decider.decide(flows, into: decisions)
          }
        }
      }
    }
  }

  /// The decision in words. O(1) but for platform services, which are looked up among the VPC's subnets.
  package func verdict(of decision: Decision, remote: IPAddress) -> SecurityGroupVerdict {
    guard decision.ordinal != .max else { return .denied }
    let policy = policies[decision.policy]
    let outcomes =
      switch (decision.family, decision.direction) {
      case (.ipv4, .ingress): policy.ingressV4.outcomes
      case (.ipv4, .egress): policy.egressV4.outcomes
      case (.ipv6, .ingress): policy.ingressV6.outcomes
      case (.ipv6, .egress): policy.egressV6.outcomes
      }
    switch outcomes[Int(decision.ordinal)] {
    case .allowed(let rule): return .allowed(by: rule)
    case .unknownRule(let rule): return .unknown(.rule(rule))
    case .unknownGroup(let group): return .unknown(.group(group))
    case .notFiltered: return .notFiltered(platformService(at: remote, policy: decision.policy))
    }
  }

  private func platformService(at address: IPAddress, policy: PolicyTable.Index) -> PlatformService {
    if let service = PlatformService.everywhere[address] { return service }
    if let vpcID = policies.key(of: policy)?.vpcID, let vpc = network.vpcs[vpcID],
      let match = PlatformService.addresses(of: vpc).first(where: { $0.0 == address })
    {
      return match.1
    }
    // What remains is the first address of a subnet.
    return .vpcRouter
  }

  /// Pins the tables that decisions read.
  private func withDecider<Address: IPAddressProtocol>(
    _ views: ContiguousArray<FilterView<Address.RawValue>>,
    _ members: Membership<Address>,
    _ family: IPFamily,
    _ body: (Decider<Address>) -> Void
  ) {
    views.withUnsafeBufferPointer { views in
      interfaces.policies.withUnsafeBufferPointer { policies in
        groupSets.entries.withUnsafeBufferPointer { sets in
          groupSets.elements.withUnsafeBufferPointer { groups in
            members.single.slots.withUnsafeBufferPointer { slots in
              // The slots of removed interfaces keep policy 0, so every number below the count is valid.
              body(
                Decider(
                  family: family,
                  policies: policies,
                  views: views,
                  sets: sets,
                  groups: groups,
                  slots: slots,
                  shift: members.single.shift,
                  delegated: members.delegated
                )
              )
            }
          }
        }
      }
    }
  }
}
