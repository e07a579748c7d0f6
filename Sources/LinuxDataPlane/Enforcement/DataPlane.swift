package import VPCModel

/// Enforces a network on this machine: follows the network and the attachments, and keeps the kernel of each namespace
/// that has any as both say.
///
/// A namespace that fails keeps the rules it had, is tried again after a while, and is told of by ``status``; the others
/// go on. What nobody is attached in is left alone, but for a namespace that lost its last attachment: its table is
/// taken away.
package actor DataPlane {
  private struct Member {
    var enforcer: NamespaceEnforcer?
    /// Since the enforcer last did what it was told; `nil` where it must be told everything. Each is enforced by itself:
    /// several at once would be a change that nobody made, whose middle nobody allowed.
    var pending: [(network: Network, changes: [NetworkChange])]? = []
    var attachments: [Attachment] = []
    var problem: String?
    /// What keeps some of its attachments from being protected, while the rules are as they should be.
    var shortcoming: String?
    var failures = 0
    /// Whether the kernel is to be read even if nothing changed.
    var mustAudit = false
    /// Whether there is something to do.
    var isDue = true
  }

  private var members: [NetworkNamespace: Member] = [:]
  private var network: Network?
  /// Whether the attachments were told: before that none is missing.
  private var hasAttachments = false
  private var figures = DataPlaneFigures()
  private var retry: Task<Void, Never>?
  /// Whether a round is under way, and whether something came up meanwhile.
  private var isApplying = false
  private var mustApply = false
  private let report: @Sendable (DataPlaneEvent) -> Void

  /// How long a namespace that failed is left alone: longer each time, up to the last.
  private static let pauses: [Duration] = [.milliseconds(200), .seconds(1), .seconds(5), .seconds(15)]

  /// - Parameter report: is told what happens, for a log.
  package init(report: @escaping @Sendable (DataPlaneEvent) -> Void = { _ in }) {
    self.report = report
  }

  /// What there is, and what is wrong.
  package var status: DataPlaneStatus {
    DataPlaneStatus(
      figures: figures,
      attachments: members.values.reduce(0) { $0 + $1.attachments.count },
      problems: members.flatMap { namespace, member in
        [member.problem, member.shortcoming].compactMap { $0 }.map { "\(namespace): \($0)" }
      }.sorted()
    )
  }

  /// The network is another one now.
  package func follow(_ update: NetworkUpdate) async {
    network = update.network
    for namespace in members.keys {
      members[namespace]?.isDue = true
      guard let changes = update.changes, members[namespace]?.pending != nil else {
        members[namespace]?.pending = nil
        continue
      }
      members[namespace]?.pending?.append((update.network, changes))
    }
    await apply()
  }

  /// The attachments are others now.
  package func follow(_ attachments: [Attachment]) async {
    let byNamespace = Dictionary(grouping: attachments, by: \.namespace)
    for namespace in Set(members.keys).union(byNamespace.keys) {
      let present = byNamespace[namespace] ?? []
      if let member = members[namespace], member.attachments == present, !present.isEmpty { continue }
      members[namespace, default: Member(pending: nil)].attachments = present
      members[namespace]?.isDue = true
    }
    hasAttachments = true
    await apply()
  }

  /// Reads every namespace's kernel and sets right what somebody else changed there.
  package func audit() async {
    for namespace in members.keys where members[namespace]?.problem == nil { members[namespace]?.mustAudit = true }
    await apply()
  }

  /// A table in this process's own namespace that nothing is attached to any more: an earlier process left it when its
  /// last attachment went unseen.
  package func releaseOwnUnlessAttached() {
    if members[.own] == nil { members[.own] = Member(pending: nil) }
  }

  // MARK: Applying

  private func apply() async {
    mustApply = true
    guard !isApplying else { return }
    isApplying = true
    while mustApply {
      mustApply = false
      guard hasAttachments else { break }
      for (namespace, member) in members where member.isDue || member.mustAudit { await apply(to: namespace) }
    }
    isApplying = false
  }

  private func apply(to namespace: NetworkNamespace) async {
    // The network and what led to it since are taken together; what comes while this is done is done next.
    guard let network, let member = members[namespace] else { return }
    let pending = member.pending
    members[namespace]?.pending = []
    members[namespace]?.isDue = false
    members[namespace]?.mustAudit = false
    let began = ContinuousClock.now
    do {
      let enforcer = try member.enforcer ?? NamespaceEnforcer(namespace)
      members[namespace]?.enforcer = enforcer
      if member.attachments.isEmpty {
        let wereThere = try await enforcer.release()
        members[namespace] = nil
        if wereThere { report(.released(namespace)) }
        return
      }
      var outcome =
        if let pending {
          try await enforce(pending, network, member.attachments, by: enforcer)
        } else {
          try await enforcer.enforceAnew(network, attachments: member.attachments)
        }
      if member.mustAudit, pending != nil {
        let found = try await enforcer.audit()
        if found.elements + found.chains > 0 { report(.repaired(namespace, found)) }
        outcome.add(found)
      }
      figures.count(outcome, seconds: (ContinuousClock.now - began) / .seconds(1))
      let shortcoming = outcome.problems.isEmpty ? nil : outcome.problems.joined(separator: "; ")
      if member.problem != nil || (member.shortcoming != nil && shortcoming == nil) { report(.recovered(namespace)) }
      if !outcome.switchedOn.isEmpty { report(.switchedOn(namespace, outcome.switchedOn)) }
      if let shortcoming, shortcoming != member.shortcoming { report(.fallsShort(namespace, shortcoming)) }
      members[namespace]?.shortcoming = shortcoming
      members[namespace]?.problem = nil
      members[namespace]?.failures = 0
      report(.enforced(namespace, outcome))
    } catch {
      failed(namespace, "\(error)")
    }
  }

  private func enforce(
    _ updates: [(network: Network, changes: [NetworkChange])],
    _ network: Network,
    _ attachments: [Attachment],
    by enforcer: NamespaceEnforcer
  ) async throws -> NamespaceEnforcer.Outcome {
    guard !updates.isEmpty else { return try await enforcer.enforce(network, [], attachments: attachments) }
    var outcome = NamespaceEnforcer.Outcome()
    for update in updates {
      outcome.add(try await enforcer.enforce(update.network, update.changes, attachments: attachments))
    }
    return outcome
  }

  private func failed(_ namespace: NetworkNamespace, _ problem: String) {
    guard let member = members[namespace] else { return }
    // A namespace that is gone takes its devices with it.
    if member.attachments.isEmpty {
      members[namespace] = nil
      return
    }
    figures.failures += 1
    if member.problem != problem { report(.failed(namespace, problem)) }
    members[namespace]?.problem = problem
    members[namespace]?.failures += 1
    members[namespace]?.pending = nil
    members[namespace]?.isDue = true
    // A namespace of the same name may be another one by then.
    members[namespace]?.enforcer = nil
    let pause = Self.pauses[min(member.failures, Self.pauses.count - 1)]
    retry?.cancel()
    retry = Task { [weak self] in
      guard (try? await Task.sleep(for: pause)) != nil else { return }
      await self?.apply()
    }
  }
}

/// What the data plane did, and what became of it.
package enum DataPlaneEvent: Sendable, CustomStringConvertible {
  case enforced(NetworkNamespace, NamespaceEnforcer.Outcome)
  /// Somebody else had changed the table.
  case repaired(NetworkNamespace, NamespaceEnforcer.Outcome)
  case failed(NetworkNamespace, String)
  /// Settings of the kernel, as sysctl names them, that bridged attachments need.
  case switchedOn(NetworkNamespace, [String])
  /// The rules are as they should be, but do not protect every attachment.
  case fallsShort(NetworkNamespace, String)
  case recovered(NetworkNamespace)
  case released(NetworkNamespace)

  package var description: String {
    switch self {
    case .enforced(let namespace, let outcome):
      "\(namespace): \(outcome.elements) set elements and the rules of \(outcome.chains) chains were written"
    case .repaired(let namespace, let outcome):
      "\(namespace): somebody had changed the rules: \(outcome.elements) set elements and \(outcome.chains) chains were set right"
    case .failed(let namespace, let problem):
      "\(namespace): \(problem); the rules there stay as they are, to be tried again"
    case .switchedOn(let namespace, let settings):
      "\(namespace): switched on so that packets of bridges are judged, by these and all other rules there: "
        + settings.joined(separator: ", ")
    case .fallsShort(let namespace, let shortcoming): "\(namespace): \(shortcoming)"
    case .recovered(let namespace): "\(namespace): enforced again"
    case .released(let namespace): "\(namespace): nothing is attached there any more; its rules are taken away"
    }
  }
}

/// The data plane at a moment.
package struct DataPlaneStatus: Sendable {
  package var figures = DataPlaneFigures()
  package var attachments = 0
  /// A line for each namespace that does not have the rules it should have.
  package var problems: [String] = []

  package init(figures: DataPlaneFigures = DataPlaneFigures(), attachments: Int = 0, problems: [String] = []) {
    self.figures = figures
    self.attachments = attachments
    self.problems = problems
  }
}

/// Counts since the start.
package struct DataPlaneFigures: Hashable, Sendable {
  package var transactions = 0
  package var failures = 0
  package var elements = 0
  package var chains = 0
  /// How long the last transaction took, compiling included.
  package var lastSeconds = 0.0

  package init() {}

  mutating func count(_ outcome: NamespaceEnforcer.Outcome, seconds: Double) {
    transactions += 1
    elements += outcome.elements
    chains += outcome.chains
    lastSeconds = seconds
  }
}
