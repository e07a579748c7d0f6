package import ControlPlane
import FlowLogs
package import LinuxDataPlane
package import Logging
import ServiceLifecycle
import Synchronization

/// Enforcement beside the API: packets on this machine obey what the store holds.
///
/// When the service stops the rules stay in the kernel as they are.
package struct EnforcementService: Service {
  private let agent: EnforcementAgent
  private let controlPlane: ControlPlane
  private let logger: Logger
  private let figures = EnforcementFigures()

  /// Takes the machine's lock.
  ///
  /// - Throws: why this process cannot enforce here; the API does not need it.
  package init(
    _ configuration: EnforcementAgent.Configuration,
    _ controlPlane: ControlPlane,
    logger: Logger
  ) throws(EnforcementObstacle) {
    agent = try EnforcementAgent(configuration) { logger.info("enforcement", metadata: ["what": "\($0)"]) }
    self.controlPlane = controlPlane
    self.logger = logger
  }

  package func run() async throws {
    let networks = controlPlane.networkUpdates()
    let flowLogs = controlPlane.flowLogUpdates()
    await cancelWhenGracefulShutdown { [agent, figures, logger] in
      await withTaskGroup { group in
        group.addTask {
          let (subscriptions, continuation) = AsyncStream<[FlowLogSubscription]>.makeStream()
          async let following: Void = {
            for await records in flowLogs { continuation.yield(Self.subscriptions(records, logger)) }
            continuation.finish()
          }()
          await agent.run(networks: networks, flowLogs: subscriptions)
          continuation.finish()
          await following
        }
        group.addTask {
          while !Task.isCancelled {
            figures.set(await agent.status)
            try? await Task.sleep(for: .seconds(1))
          }
        }
        await group.waitForAll()
      }
    }
  }

  /// Whether every namespace has the rules it should have.
  package func readiness() async -> Readiness.Check {
    let problems = await agent.status.dataPlane.problems
    return Readiness.Check("enforcement", problem: problems.isEmpty ? nil : problems.joined(separator: "; "))
  }

  /// Figures of a second ago at most.
  package var gauges: [ServerMetrics.Gauge] { figures.gauges }

  private static func subscriptions(_ records: [FlowLogRecord], _ logger: Logger) -> [FlowLogSubscription] {
    records.compactMap { record in
      guard let subscription = FlowLogSubscription(record) else {
        logger.warning("A flow log cannot be delivered", metadata: ["id": "\(record.id)"])
        return nil
      }
      return subscription
    }
  }
}

/// What the data plane and the recorder count, for `/metrics`.
private final class EnforcementFigures: Sendable {
  private let status = Mutex(EnforcementAgent.Status())

  func set(_ new: EnforcementAgent.Status) { status.withLock { $0 = new } }

  var gauges: [ServerMetrics.Gauge] {
    func gauge(_ name: String, _ help: String, _ value: @escaping @Sendable (EnforcementAgent.Status) -> Double)
      -> ServerMetrics.Gauge
    {
      ServerMetrics.Gauge("ringfence_enforcement_\(name)", help: help) { [self] in status.withLock { value($0) } }
    }
    return [
      gauge("attachments", "Network interfaces that are enforced on this machine.") {
        Double($0.dataPlane.attachments)
      },
      gauge("problems", "Namespaces that do not have the rules they should have.") {
        Double($0.dataPlane.problems.count)
      },
      gauge("transactions", "Changes that were applied to a kernel since the start.") {
        Double($0.dataPlane.figures.transactions)
      },
      gauge("failures", "Changes that a kernel refused since the start; the rules then stayed as they were.") {
        Double($0.dataPlane.figures.failures)
      },
      gauge("set_elements", "Set elements that were added or removed since the start.") {
        Double($0.dataPlane.figures.elements)
      },
      gauge("last_transaction_seconds", "How long the last change took, compiling included.") {
        $0.dataPlane.figures.lastSeconds
      },
      gauge("dropped_packets_logged", "Dropped packets that the kernel told of since the start.") { status in
        Double(status.flows?.namespaces.values.reduce(0) { $0 + $1.droppedCount } ?? 0)
      },
      gauge("flow_records_lost", "Records of packets and connections that were lost on their way; no packet was.") {
        status in
        Double(status.flows?.namespaces.values.reduce(0) { $0 + $1.lostDrops + $1.lostConnections } ?? 0)
      },
    ]
  }
}
