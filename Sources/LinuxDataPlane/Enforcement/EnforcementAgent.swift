package import FlowLogs
package import VPCModel

/// The part of a process that makes packets on this machine obey a network, and tells what became of them: the data
/// plane and the flow recorder, both following the network and the attachments.
///
///     networks ────┬─► data plane ─► the kernels of the namespaces
///     attachments ─┤
///     flow logs ───┴─► flow recorder ◄─ the kernels' logs and connections
///
/// The recorder is never waited for: a change is in force before its flows can be told.
package actor EnforcementAgent {
  package struct Configuration: Sendable {
    package var attachments: AttachmentDirectory
    /// Where the lock is that only one process of a machine holds.
    package var folder: String
    package var journalFolder: String
    package var flowLogRoot: String
    /// How often the kernel is read and held against what it should have; somebody may have flushed all rules.
    package var auditInterval: Duration = .seconds(30)

    package static let standardFolder = "/run/ringfence"

    package init(
      folder: String = Self.standardFolder,
      journalFolder: String = "/var/lib/ringfence/flows",
      flowLogRoot: String = "/var/lib/ringfence/flow-logs"
    ) {
      self.folder = folder
      self.journalFolder = journalFolder
      self.flowLogRoot = flowLogRoot
      attachments = AttachmentDirectory(path: "\(folder)/attachments")
    }
  }

  package struct Status: Sendable {
    package var dataPlane = DataPlaneStatus()
    package var flows: FlowRecorder.Status?
    /// What keeps flows from being recorded, namespace by namespace.
    package var captureProblems: [String] = []

    package init(
      dataPlane: DataPlaneStatus = DataPlaneStatus(),
      flows: FlowRecorder.Status? = nil,
      captureProblems: [String] = []
    ) {
      self.dataPlane = dataPlane
      self.flows = flows
      self.captureProblems = captureProblems
    }
  }

  private let configuration: Configuration
  private let lock: EnforcementLock
  private let dataPlane: DataPlane
  private let report: @Sendable (String) -> Void
  private var recorder: FlowRecorder?
  private var attached: [Attachment] = []
  private var subscriptions: [FlowLogSubscription] = []
  private var captureProblems: [NetworkNamespace: String] = [:]

  /// Takes the machine's lock.
  ///
  /// - Parameter report: is told in words what happens, for a log.
  /// - Throws: why this process cannot enforce here.
  package init(
    _ configuration: Configuration,
    report: @escaping @Sendable (String) -> Void
  ) throws(EnforcementObstacle) {
    try Self.checkPermission()
    lock = try EnforcementLock(folder: configuration.folder)
    self.configuration = configuration
    self.report = report
    dataPlane = DataPlane { event in
      switch event {
      case .enforced(_, let outcome) where outcome.elements == 0 && outcome.chains == 0: break
      default: report("\(event)")
      }
    }
  }

  private static func checkPermission() throws(EnforcementObstacle) {
    do {
      _ = try KernelTables().read()
    } catch {
      if error.isPermission { throw .notPermitted }
      throw .failed("\(error)")
    }
  }

  package var status: Status {
    get async {
      Status(
        dataPlane: await dataPlane.status,
        flows: await recorder?.status,
        captureProblems: captureProblems.map { "\($0.key): \($0.value)" }.sorted()
      )
    }
  }

  /// Enforces until the task is cancelled or the networks end. The rules stay in the kernel then.
  ///
  /// - Parameter flowLogs: those that are asked for, each time they change.
  package func run(
    networks: AsyncStream<NetworkUpdate>,
    flowLogs: AsyncStream<[FlowLogSubscription]>
  ) async {
    let (recorded, recording) = AsyncStream<NetworkUpdate>.makeStream()
    // Beside the one that the machine knows, the namespace that all share is not this one's to clear.
    if configuration.folder == Configuration.standardFolder { await dataPlane.releaseOwnUnlessAttached() }
    await withTaskGroup { group in
      group.addTask { for await update in recorded { await self.record(update) } }
      group.addTask { [configuration] in
        for await present in configuration.attachments.changes() { await self.attach(present) }
      }
      group.addTask { for await subscriptions in flowLogs { await self.subscribe(subscriptions) } }
      group.addTask { [configuration, dataPlane] in
        while (try? await Task.sleep(for: configuration.auditInterval)) != nil {
          await dataPlane.audit()
          await self.captureAgain()
        }
      }
      for await update in networks {
        await dataPlane.follow(update)
        recording.yield(update)
      }
      recording.finish()
      group.cancelAll()
    }
    await recorder?.stop()
  }

  private func attach(_ attachments: [Attachment]) async {
    attached = attachments
    await dataPlane.follow(attachments)
    await capture()
  }

  private func subscribe(_ subscriptions: [FlowLogSubscription]) async {
    self.subscriptions = subscriptions
    await recorder?.subscribe(subscriptions)
  }

  private func record(_ update: NetworkUpdate) async {
    if let recorder {
      await recorder.follow(update)
      return
    }
    let recorder = FlowRecorder(
      FlowRecorder.Configuration(
        journalFolder: configuration.journalFolder,
        deliveryRoot: configuration.flowLogRoot
      ),
      update.network
    )
    self.recorder = recorder
    await recorder.subscribe(subscriptions)
    await capture()
  }

  /// What kept flows from being recorded may be over: another program that held the log, a namespace not yet there.
  private func captureAgain() async {
    if !captureProblems.isEmpty { await capture() }
  }

  /// Captures in the namespaces that have attachments, and in no others.
  private func capture() async {
    guard let recorder else { return }
    await recorder.attach(attached)
    let wanted = Set(attached.map(\.namespace))
    captureProblems = captureProblems.filter { wanted.contains($0.key) }
    for namespace in await recorder.namespaces.subtracting(wanted) { await recorder.unwatch(namespace) }
    for namespace in wanted.subtracting(await recorder.namespaces) {
      do throws(CaptureError) {
        let switchedOn = try await recorder.watch(namespace)
        captureProblems[namespace] = nil
        if !switchedOn.isEmpty {
          report("\(namespace): switched on for flow records: \(switchedOn.joined(separator: ", "))")
        }
      } catch {
        if captureProblems[namespace] != "\(error)" { report("\(namespace): flows are not recorded: \(error)") }
        captureProblems[namespace] = "\(error)"
      }
    }
  }
}
