package import FlowLogs
import Foundation
package import PolicyEngine
package import VPCModel

/// Records the flows of this machine: captures of its namespaces, attributed, into the journal and into the files of
/// flow logs that somebody asked for.
///
///     captures ─► attribution ─┬─► journal: what opened, ended, was refused
///                              └─► aggregation ─► files, one format and place for each subscription
///
/// Whatever goes wrong here costs records, which are counted, and no packet. Holds itself alive until ``stop()``.
package actor FlowRecorder {
  package struct Configuration: Hashable, Sendable {
    package var journalFolder: String
    package var journalLimits = FlowJournal.Limits()
    /// Where the folders of flow log destinations are.
    package var deliveryRoot: String
    package var deliveryLimits = FlowLogDelivery.Limits()
    /// How many events the journal takes in a second; those on top are counted.
    package var eventsPerSecond = 50_000
    /// How many connections are remembered in each namespace.
    package var connectionCount = 1 << 18
    /// How many records an aggregation interval holds.
    package var recordCount = 500_000
    package var logGroup = FlowCapture.logGroup

    package init(journalFolder: String, deliveryRoot: String) {
      self.journalFolder = journalFolder
      self.deliveryRoot = deliveryRoot
    }
  }

  /// What is captured of a namespace.
  package struct NamespaceStatus: Hashable, Sendable {
    /// Settings that were off and had to be switched on.
    package var switchedOn: [String]
    package var liveConnections = 0
    package var openedCount: UInt64 = 0
    package var droppedCount: UInt64 = 0
    /// Records that were lost on the way from the kernel: of dropped packets, and of connections.
    package var lostDrops: UInt64 = 0
    package var lostConnections: UInt64 = 0
  }

  package struct Status: Hashable, Sendable {
    package var namespaces: [NetworkNamespace: NamespaceStatus]
    package var journal: FlowJournal.Status
    package var deliveries: [FlowLogSubscription.ID: FlowLogDelivery.Status]
  }

  private struct Watch {
    var drops: DropCapture
    var connections: ConnectionCapture
    var live: LiveConnections
    var status: NamespaceStatus
    var tasks: [Task<Void, Never>]
  }

  private let configuration: Configuration
  private var attribution: FlowAttribution
  private var watches: [NetworkNamespace: Watch] = [:]
  private let journal: FlowJournal
  private var folding = RefusalFolding()
  private var delivery: AggregatedDelivery
  private var journalled = (second: Int64.min, count: 0, excess: UInt64(0))
  private var ticker: Task<Void, Never>?
  private var toldAllAt = FlowTime.now

  /// - Parameter engine: one of the same network, where there is one already.
  package init(_ configuration: Configuration, _ network: Network, engine: PolicyEngine? = nil) {
    self.configuration = configuration
    attribution = FlowAttribution(network, engine: engine)
    journal = FlowJournal(folder: configuration.journalFolder, limits: configuration.journalLimits)
    delivery = AggregatedDelivery(
      FlowLogDelivery(root: configuration.deliveryRoot, limits: configuration.deliveryLimits),
      recordCount: configuration.recordCount
    )
  }

  package var status: Status {
    Status(
      namespaces: watches.mapValues { watch in
        var status = watch.status
        status.liveConnections = watch.live.count
        return status
      },
      journal: journal.status,
      deliveries: delivery.statuses
    )
  }

  // MARK: What it goes by

  /// Follows changes of the network.
  package func apply(_ changes: [NetworkChange]) {
    attribution.apply(changes)
    delivery.follow(attribution, watches.keys)
  }

  /// Follows the network to the next one.
  package func follow(_ update: NetworkUpdate) {
    guard let changes = update.changes else {
      attribution.replace(update.network)
      return delivery.follow(attribution, watches.keys)
    }
    apply(changes)
  }

  /// The namespaces that are captured.
  package var namespaces: Set<NetworkNamespace> { Set(watches.keys) }

  /// Replaces the attachments: all there are, in any namespace.
  package func attach(_ attachments: [Attachment]) {
    attribution.attach(attachments)
    delivery.follow(attribution, watches.keys)
  }

  /// Replaces the flow logs that are asked for.
  package func subscribe(_ subscriptions: [FlowLogSubscription]) {
    delivery.subscribe(subscriptions, at: .now)
    delivery.follow(attribution, watches.keys)
  }

  // MARK: Namespaces

  /// Begins to capture in a namespace. Nothing happens where it is captured already.
  ///
  /// - Returns: the kernel's settings that had to be switched on, as sysctl names them, to be told to the user.
  @discardableResult
  package func watch(_ namespace: NetworkNamespace) throws(CaptureError) -> [String] {
    if let watch = watches[namespace] { return watch.status.switchedOn }
    let switchedOn = try ConnectionAccounting.switchOn(in: namespace)
    let drops = try DropCapture(in: namespace, group: configuration.logGroup)
    let connections = try ConnectionCapture(in: namespace, interval: nil)
    let tasks = [
      Task { for await batch in drops.batches { self.take(batch, namespace) } },
      Task { for await batch in connections.batches { self.take(batch, namespace) } },
    ]
    watches[namespace] = Watch(
      drops: drops,
      connections: connections,
      live: LiveConnections(begun: .now, maximumCount: configuration.connectionCount),
      status: NamespaceStatus(switchedOn: switchedOn),
      tasks: tasks
    )
    delivery.follow(attribution, watches.keys)
    if ticker == nil {
      ticker = Task {
        while !Task.isCancelled {
          try? await Task.sleep(for: .milliseconds(200))
          self.tick(at: .now)
        }
      }
    }
    return switchedOn
  }

  /// Ends the capture in a namespace, after what has been read.
  package func unwatch(_ namespace: NetworkNamespace) async {
    guard let watch = watches[namespace] else { return }
    watch.drops.stop()
    watch.connections.stop()
    for task in watch.tasks { await task.value }
    watches[namespace] = nil
    delivery.follow(attribution, watches.keys)
  }

  /// Ends all captures and writes what there is. Flow logs' last interval is cut short.
  package func stop() async {
    let namespaces = Array(watches.keys)
    // What goes on is told once more, so that the records say what it carried until now.
    for watch in watches.values { watch.connections.tellAll() }
    if !namespaces.isEmpty { try? await Task.sleep(for: .milliseconds(200)) }
    for namespace in namespaces { await unwatchKeepingInterfaces(namespace) }
    ticker?.cancel()
    await ticker?.value
    ticker = nil
    let now = FlowTime.now
    for event in folding.due(at: now, all: true) { write(event) }
    delivery.finish(at: now)
    tellExcess(at: now)
    journal.flush(at: now)
    watches = [:]
  }

  private func unwatchKeepingInterfaces(_ namespace: NetworkNamespace) async {
    guard let watch = watches[namespace] else { return }
    watch.drops.stop()
    watch.connections.stop()
    for task in watch.tasks { await task.value }
  }

  // MARK: Time

  private func tick(at now: FlowTime) {
    for event in folding.due(at: now) { write(event) }
    // Every minute the connections that go on are told, so that intervals that end then have what these carried.
    if now.floor(toMultipleOf: 60) > toldAllAt {
      toldAllAt = now.floor(toMultipleOf: 60)
      for watch in watches.values { watch.connections.tellAll() }
    }
    delivery.tick(at: now)
    tellExcess(at: now)
    journal.flush(at: now)
  }

  // MARK: What comes in

  private func take(_ batch: DropCapture.Batch, _ namespace: NetworkNamespace) {
    noteLoss(batch.lost, "dropped packets", \.lostDrops, namespace)
    watches[namespace]?.status.droppedCount &+= UInt64(batch.packets.count)
    for packet in batch.packets {
      watches[namespace]?.live.dropped(packet.header)
      guard let (id, refusal) = attribution.refusal(of: packet, in: namespace) else { continue }
      if let event = folding.take(packet, id, refusal) { write(event) }
      delivery.add(packet, id, refusal, attribution, namespace)
    }
  }

  private func take(_ batch: ConnectionCapture.Batch, _ namespace: NetworkNamespace) {
    noteLoss(batch.lost, "connections", \.lostConnections, namespace)
    for item in batch.items {
      switch item {
      case .opened(let record):
        if let change = watches[namespace]?.live.opened(record, at: batch.time) { take(change, batch.time, namespace) }
      case .ended(let record):
        if let change = watches[namespace]?.live.ended(record, at: batch.time) { take(change, batch.time, namespace) }
      case .present(let record):
        for change in watches[namespace]?.live.present(record, at: batch.time) ?? [] {
          take(change, batch.time, namespace)
        }
      case .presentEnded:
        for change in watches[namespace]?.live.presentEnded(at: batch.time) ?? [] {
          take(change, batch.time, namespace)
        }
      }
    }
  }

  private func take(_ change: LiveConnections.Change, _ time: FlowTime, _ namespace: NetworkNamespace) {
    switch change {
    case .opened(let record):
      let ends = attribution.ends(of: record, in: namespace)
      guard !ends.isEmpty else { return }
      watches[namespace]?.status.openedCount &+= 1
      write(FlowEvent(record.key, time: record.start ?? time, .opened(ends)))
    case .carried(let carried):
      delivery.add(carried, attribution.ends(of: carried.record, in: namespace))
    case .ended(let carried, let totals):
      let ends = attribution.ends(of: carried.record, in: namespace)
      guard !ends.isEmpty else { return }
      delivery.add(carried, ends)
      write(FlowEvent(carried.record.key, time: carried.end, .ended(ends, totals)))
    }
  }

  private func noteLoss(
    _ count: UInt64,
    _ what: String,
    _ counter: WritableKeyPath<NamespaceStatus, UInt64>,
    _ namespace: NetworkNamespace
  ) {
    guard count > 0 else { return }
    watches[namespace]?.status[keyPath: counter] &+= count
    journal.append(lost: count, why: "more \(what) in \(namespace) than could be read", at: .now)
    for id in attribution.interfaceIDs(in: namespace) { delivery.noteLoss(of: id) }
  }

  // MARK: What goes out

  private func write(_ event: FlowEvent) {
    let second = FlowTime.now.seconds
    if journalled.second != second { (journalled.second, journalled.count) = (second, 0) }
    guard journalled.count < configuration.eventsPerSecond else {
      journalled.excess += 1
      return
    }
    journalled.count += 1
    journal.append(.flow(event))
  }

  private func tellExcess(at time: FlowTime) {
    journal.append(
      lost: journalled.excess,
      why: "more than \(configuration.eventsPerSecond) events in a second",
      at: time
    )
    journalled.excess = 0
  }
}

extension FlowEvent {
  fileprivate init(_ key: TrackedConnectionRecord.Key, time: FlowTime, _ content: Content) {
    self.init(
      time: time,
      source: key.source,
      destination: key.destination,
      transport: key.transport,
      content: content
    )
  }
}
