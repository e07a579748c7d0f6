package import VPCModel

/// Compiles what one network namespace must enforce, and follows changes with the smallest difference.
///
/// The ruleset is made of parts: one for each attached interface, bridge, policy, security group, subnet with an ACL and
/// VPC.
/// A part is there while another needs it. A change of the network compiles the parts again that it bears on:
///
///     addresses of an interface at a bridge  the bridge's maps, element by element
///     interface joins or leaves a group      one element in the group's member set
///     … which is attached here               its two chains; its policy, where it is new
///     rules of a group                       the group's four chains, element by element; the policies that hold the
///                                            group where it no longer opens something, or everything, to anyone
///     prefix list                            the groups with rules that use it
///     peering, transit gateway attachment    the groups with rules that refer to other groups
///     network ACL, subnet                    the subnet's chains
///     VPC, subnet                            the addresses of the platform's services
package struct NamespaceCompiler: Sendable {
  package private(set) var network: Network
  package private(set) var attachments: [NetworkInterface.ID: Attachment] = [:]
  /// Ports of bridges that are not there, so that their chains cannot be.
  package private(set) var absentPorts: Set<String> = []

  var members = GroupMembers()
  var dispatch = ChangingSets()
  var aclBindings: ACLBindings
  var generations: GenerationTable

  var parts: [Part: CompiledPart] = [:]
  /// Parts as they were before the change that is under way.
  private var touched: [Part: Ruleset] = [:]
  private var released: [Part] = []

  private var latestAttachments: [Attachment] = []
  /// Of all parts: what untracked connections hang on.
  private var digest: UInt64 = 0

  /// One piece of the ruleset.
  enum Part: Hashable, Sendable {
    case base
    case generation
    case interface(NetworkInterface.ID)
    case bridge(String)
    case policy(InterfacePolicy)
    case group(SecurityGroup.ID)
    case acl(Subnet.ID)
    case platform(VPC.ID)
    case members(SecurityGroup.ID)
  }

  struct CompiledPart: Sendable {
    var ruleset = Ruleset()
    /// Parts that this one needs.
    var needs: Set<Part> = []
    /// How many parts need this one.
    var users = 0
    /// Of a group: what it opens to anyone.
    var openPorts = OpenPorts()
    var prefixLists: Set<PrefixList.ID> = []
    /// Of what it contributes to untracked connections: an interface's policy, a group's open ports.
    var digest: UInt64 = 0
  }

  /// A compiler without attachments.
  /// - Parameter generations: those of a ruleset that is in the kernel already, so that connections which it let pass
  ///   go on.
  package init(_ network: Network, generations: GenerationTable = GenerationTable()) {
    self.network = network
    self.generations = generations
    aclBindings = ACLBindings(network)
    for interface in network.networkInterfaces.unordered { members.add(interface) }
    var base = CompiledPart()
    base.ruleset = BaseChains.ruleset
    base.users = 1
    parts[.base] = base
    for name in [Names.fromDevice, Names.toDevice] {
      dispatch.make(name, NamedSet(.init(key: [.deviceName], value: .verdict)))
    }
    _ = members.sets.takeChange()
    _ = dispatch.takeChange()
  }

  /// Everything, as it should be. O(size of the ruleset).
  package var ruleset: Ruleset {
    var whole = Ruleset()
    for part in parts.values { whole.merge(part.ruleset) }
    whole.sets.merge(members.sets.sets) { _, new in new }
    whole.sets.merge(dispatch.sets) { _, new in new }
    return whole
  }

  // MARK: Changing

  /// Follows the network from one value to the next, and the devices that are attached here.
  ///
  /// - Parameters:
  ///   - network: the network after the changes.
  ///   - changes: all that leads to it from the one before.
  ///   - attachments: those of this namespace; `nil` where they stay as they are.
  ///   - absentPorts: devices of bridged attachments that are to be left out; `nil` where they stay as they are.
  package mutating func update(
    to network: Network,
    _ changes: some Sequence<NetworkChange>,
    attachments: [Attachment]? = nil,
    absentPorts: Set<String>? = nil
  ) -> RulesetChange {
    let before = self.network
    self.network = network
    // The network before and after tells all; an interface that changed twice is counted once.
    var counted: Set<NetworkInterface.ID> = []
    for change in changes {
      if case .networkInterface(let interface) = change, !counted.insert(interface.id).inserted { continue }
      follow(change, from: before)
    }
    if let attachments { setAttachments(attachments) }
    if let absentPorts { setAbsentPorts(absentPorts) }
    return takeChange()
  }

  /// The devices that are attached here from now on.
  package mutating func attach(_ attachments: [Attachment], absentPorts: Set<String> = []) -> RulesetChange {
    setAttachments(attachments)
    setAbsentPorts(absentPorts)
    return takeChange()
  }

  private mutating func takeChange() -> RulesetChange {
    while let part = released.popLast() {
      guard let compiled = parts[part], compiled.users == 0 else { continue }
      if touched[part] == nil { touched[part] = compiled.ruleset }
      parts[part] = nil
      digest ^= compiled.digest
      if case .members(let group) = part { members.release(group) }
      for other in compiled.needs { release(other) }
    }
    followGeneration()
    var change = RulesetChange()
    for (part, before) in touched {
      change.append(RulesetChange(from: before, to: parts[part]?.ruleset ?? Ruleset()))
    }
    touched = [:]
    change.append(members.sets.takeChange())
    change.append(dispatch.takeChange())
    return change
  }

  private mutating func followGeneration() {
    let ruleset = generations.generation(digest: digest).ruleset
    if parts[.generation]?.ruleset == ruleset { return }
    touched[.generation] = parts[.generation]?.ruleset ?? Ruleset()
    var part = CompiledPart()
    part.ruleset = ruleset
    part.users = 1
    parts[.generation] = part
  }

  // MARK: Parts

  /// Another part needs this one.
  private mutating func retain(_ part: Part) {
    if parts[part] == nil {
      parts[part] = CompiledPart()
      if touched[part] == nil { touched[part] = Ruleset() }
      if case .members(let group) = part { members.retain(group) }
      parts[part]?.users = 1
      compile(part)
    } else {
      parts[part]?.users += 1
    }
  }

  private mutating func release(_ part: Part) {
    parts[part]?.users -= 1
    if parts[part]?.users == 0 { released.append(part) }
  }

  /// Compiles a part again, if it is there.
  mutating func recompile(_ part: Part) {
    guard let compiled = parts[part] else { return }
    if touched[part] == nil { touched[part] = compiled.ruleset }
    compile(part)
  }

  private mutating func compile(_ part: Part) {
    let result = compiled(part)
    let old = parts[part]?.needs ?? []
    for needed in result.needs.subtracting(old) { retain(needed) }
    for needed in old.subtracting(result.needs) { release(needed) }
    digest ^= (parts[part]?.digest ?? 0) ^ result.digest
    parts[part]?.digest = result.digest
    parts[part]?.ruleset = result.ruleset
    parts[part]?.needs = result.needs
    parts[part]?.openPorts = result.openPorts
    parts[part]?.prefixLists = result.prefixLists
  }

  // MARK: Attachments

  private mutating func setAttachments(_ new: [Attachment]) {
    // Nearly every update comes with the array of the one before: no comparison at all.
    if new == latestAttachments { return }
    latestAttachments = new
    // Of two attachments of one interface the last counts.
    let byID = Dictionary(new.map { ($0.interfaceID, $0) }) { _, last in last }
    let old = attachments
    attachments = byID
    var bridges: Set<String> = []
    for (id, attachment) in old where byID[id] != attachment {
      if byID[id] == nil { release(.interface(id)) }
      if let bridge = attachment.portBridge { bridges.insert(bridge) }
    }
    for (id, attachment) in byID where old[id] != attachment {
      if old[id] == nil { retain(.interface(id)) } else { recompile(.interface(id)) }
      if let bridge = attachment.portBridge { bridges.insert(bridge) }
    }
    for bridge in bridges { recompile(.bridge(bridge)) }
    guard old != byID else { return }
    let (before, after) = (DeviceChains.of(old), DeviceChains.of(byID))
    for (device, chains) in before where after[device] != chains { dispatch(device, nil) }
    for (device, chains) in after where before[device] != chains { dispatch(device, chains) }
  }

  private mutating func dispatch(_ device: String, _ chains: DeviceChains?) {
    let key = NamedSet.Key(Octets(device: device))
    dispatch.set((chains?.from).map { .verdict(.goto($0)) }, for: key, in: Names.fromDevice)
    dispatch.set((chains?.to).map { .verdict(.goto($0)) }, for: key, in: Names.toDevice)
  }

  private mutating func setAbsentPorts(_ absent: Set<String>) {
    let changed = absent.symmetricDifference(absentPorts)
    absentPorts = absent
    guard !changed.isEmpty else { return }
    for (id, attachment) in attachments where changed.contains(attachment.device) { recompile(.interface(id)) }
  }
}

/// Where a device's packets are judged: those that come in there, and those that go out.
private struct DeviceChains: Hashable {
  var from: String
  var to: String

  /// Of attachments that claim one device the one with the greatest identifier has it, but a bridge's ports come before
  /// any that claim the bridge itself.
  static func of(_ attachments: [NetworkInterface.ID: Attachment]) -> [String: DeviceChains] {
    var chains: [String: DeviceChains] = [:]
    for (id, attachment) in attachments.sorted(by: { $0.key < $1.key }) where attachment.kind != .bridged {
      let leaves = DeviceCompiler.chainName(id, .egress)
      let enters = DeviceCompiler.chainName(id, .ingress)
      let isHost = attachment.kind == .host
      chains[attachment.device] = DeviceChains(from: isHost ? enters : leaves, to: isHost ? leaves : enters)
    }
    for bridge in Set(attachments.values.compactMap(\.portBridge)) {
      chains[bridge] = DeviceChains(from: Names.fromBridge(bridge), to: Names.toBridge(bridge))
    }
    return chains
  }
}
