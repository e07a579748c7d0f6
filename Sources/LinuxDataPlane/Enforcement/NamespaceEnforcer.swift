package import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps one network namespace's rules as the network has them.
///
/// The rules live in the kernel: they go on when this object, or the process, is gone. On its start it reads what is
/// there and changes the difference alone, so connections that were let through go on. A transaction that fails leaves
/// the rules as they were; the next one is made from what the kernel then has.
package actor NamespaceEnforcer {
  private let thread: NamespaceThread
  private var tables: KernelTables?
  private var compiler: NamespaceCompiler?
  /// Whether the kernel may hold something else than the compiler has said.
  private var mustRead = true
  private var bridges: BridgePorts
  private var frameTables: KernelTables?
  /// The ports that the table of family `bridge` was last made for; `nil` where it is not known.
  private var framePorts: Set<String>?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
  package nonisolated var namespace: NetworkNamespace { thread.namespace }

  package init(_ namespace: NetworkNamespace) throws(NamespaceError) {
    thread = try NamespaceThread(namespace)
    bridges = BridgePorts()
  }

  /// - Parameter bridges: what is taken to be known of the kernel already, for tests.
  init(_ namespace: NetworkNamespace, bridges: BridgePorts) throws(NamespaceError) {
    thread = try NamespaceThread(namespace)
    self.bridges = bridges
  }

  /// What an update did to the kernel.
  package struct Outcome: Hashable, Sendable {
    /// Set elements that were added or removed.
    package var elements = 0
    /// Chains whose rules were written.
    package var chains = 0
    /// Whether the kernel's table was read and compared.
    package var wasRead = false
    /// The kernel's settings that had to be switched on, as sysctl names them, to be told to the user.
    package var switchedOn: [String] = []
    /// What keeps some of the attachments from being protected, in words. The others are.
    package var problems: [String] = []

    mutating func add(_ other: Outcome) {
      elements += other.elements
      chains += other.chains
      wasRead = wasRead || other.wasRead
      switchedOn += other.switchedOn
      for problem in other.problems where !problems.contains(problem) { problems.append(problem) }
    }
  }

  /// Makes the kernel's rules those of a network, for the devices that are attached in this namespace.
  ///
  /// - Parameter changes: what leads from the network of the last call to this one; ignored by the first call.
  package func enforce(
    _ network: Network,
    _ changes: [NetworkChange],
    attachments: [Attachment]
  ) throws(NetlinkError) -> Outcome {
    let tables = try openTables()
    if mustRead || compiler == nil { return try converge(network, attachments, tables) }
    let frames = try enforceFrames(attachments, again: false)
    let settings = bridges.prepare(attachments, again: false)
    let haveMoved = try bridges.survey(attachments, tables)
    let change =
      compiler?.update(to: network, changes, attachments: attachments, absentPorts: bridges.absentPorts)
      ?? RulesetChange()
    var outcome = Outcome(elements: change.elementCount, chains: change.rules.count)
    mustRead = true
    if haveMoved, let compiler {
      outcome = try converge(to: compiler.ruleset, try tables.read(), tables)
    } else {
      try tables.apply(change)
    }
    mustRead = false
    outcome.add(frames)
    outcome.add(settings)
    return outcome
  }

  /// The same for a network of which is not known how it came about: compiles everything, reads the kernel, and changes
  /// the difference.
  package func enforceAnew(_ network: Network, attachments: [Attachment]) throws(NetlinkError) -> Outcome {
    try converge(network, attachments, try openTables())
  }

  /// Reads the kernel again and sets right what differs, whoever changed it. O(size of the ruleset).
  package func audit() throws(NetlinkError) -> Outcome {
    guard let attachments = compiler?.attachments.values else { return Outcome() }
    let tables = try openTables()
    let frames = try enforceFrames(attachments, again: true)
    let settings = bridges.prepare(attachments, again: true)
    _ = try bridges.survey(attachments, tables)
    mustRead = true
    _ = compiler?.attach(Array(attachments), absentPorts: bridges.absentPorts)
    var outcome = try converge(to: compiler?.ruleset ?? Ruleset(), try tables.read(), tables)
    mustRead = false
    outcome.add(frames)
    outcome.add(settings)
    return outcome
  }

  /// Makes the table of family `bridge` that of the ports that are attached, or takes it away where none is.
  private func enforceFrames(
    _ attachments: some Sequence<Attachment>,
    again: Bool
  ) throws(NetlinkError) -> Outcome {
    let ports = Set(attachments.filter { $0.portBridge != nil }.map(\.device))
    if ports == framePorts, !again { return Outcome() }
    framePorts = nil
    let tables: KernelTables
    if let frameTables { tables = frameTables } else { tables = try KernelTables(.bridge) }
    frameTables = tables
    var outcome = Outcome()
    if ports.isEmpty {
      try tables.remove()
    } else {
      do throws(NetlinkError) {
        outcome = try converge(to: FrameCompiler.ruleset(ports: ports), try tables.read(), tables)
      } catch  where error.code == EOPNOTSUPP || error.code == EAFNOSUPPORT {
        // Asked again each time, for the module may be loaded meanwhile.
        return Outcome(problems: [
          "frames that are neither IP nor ARP pass interfaces at bridges: this kernel has no nftables for bridges; "
            + "one with CONFIG_NF_TABLES_BRIDGE does"
        ])
      }
    }
    framePorts = ports
    return outcome
  }

  private func converge(
    _ network: Network,
    _ attachments: [Attachment],
    _ tables: KernelTables
  ) throws(NetlinkError) -> Outcome {
    mustRead = true
    let frames = try enforceFrames(attachments, again: true)
    let settings = bridges.prepare(attachments, again: true)
    _ = try bridges.survey(attachments, tables)
    let present = try tables.read()
    var compiler = NamespaceCompiler(
      network,
      generations: self.compiler?.generations ?? GenerationTable(present?.sets ?? [:])
    )
    _ = compiler.attach(attachments, absentPorts: bridges.absentPorts)
    var outcome = try converge(to: compiler.ruleset, present, tables)
    self.compiler = compiler
    mustRead = false
    outcome.add(frames)
    outcome.add(settings)
    return outcome
  }

  private func converge(
    to wanted: Ruleset,
    _ present: KernelTable?,
    _ tables: KernelTables
  ) throws(NetlinkError) -> Outcome {
    var outcome = Outcome(wasRead: true)
    if let present, !present.hasOtherLayout {
      let change = present.change(to: wanted)
      try tables.apply(change)
      outcome.elements = change.elementCount
      outcome.chains = change.rules.count
    } else {
      try tables.replace(with: wanted, tableExists: present != nil)
      outcome.elements = wanted.sets.values.reduce(0) { $0 + $1.elements.count }
      outcome.chains = wanted.chains.count
    }
    return outcome
  }

  /// Takes the rules away: the namespace is free of Ringfence.
  /// - Returns: whether there were any.
  @discardableResult
  package func release() throws(NetlinkError) -> Bool {
    let wereThere = try openTables().remove()
    _ = try enforceFrames([], again: true)
    compiler = nil
    mustRead = true
    return wereThere
  }

  private func openTables() throws(NetlinkError) -> KernelTables {
    if let tables { return tables }
    let opened = try KernelTables()
    tables = opened
    return opened
  }
}
