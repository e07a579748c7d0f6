import Foundation
import IPAddressing
import VPCModel

@testable import NetworkLab

/// Sends flows in a lab as real packets, and tells which were answered by the end that they are for.
struct FlowSender {
  /// Of an interface, or of the internet as the router of an interface's VPC sees it.
  struct Place: Hashable, Sendable {
    var namespace: String
    /// What the namespace has of itself.
    var addresses: Set<IPAddress>
  }

  /// Where an end of a flow is, with an interface that the flow is of; `nil` where the lab has nobody there, so that
  /// nothing can be answered.
  let place: (LabFlow.End, NetworkInterface.ID) throws -> Place?

  private struct Attempt: Sendable {
    var flow: LabFlow
    var source: Place
    var destination: Place
    var client: Int32 = -1
    var isAnswered = false
    var isOver = false
  }

  /// Where somebody listens, for as many flows as are for it.
  private struct Service: Hashable, Sendable {
    var namespace: String
    var address: IPAddress
    var traffic: LabFlow.Traffic

    init(_ attempt: Attempt) {
      (namespace, address, traffic) = (
        attempt.destination.namespace, attempt.flow.destination.address, attempt.flow.traffic
      )
    }
  }

  /// In the order of the flows. Takes up to `patience`.
  func send(_ flows: [LabFlow], patience: Duration) throws -> [Bool] {
    let all = try flows.map { flow -> Attempt? in
      guard let any = flow.source.interfaceID ?? flow.destination.interfaceID,
        let source = try place(flow.source, any), let destination = try place(flow.destination, any)
      else { return nil }
      return Attempt(flow: flow, source: source, destination: destination)
    }
    var answered = try send(all.compactMap(\.self), patience: patience)[...]
    return all.map { $0 == nil ? false : answered.removeFirst() }
  }

  private func send(_ flows: [Attempt], patience: Duration) throws -> [Bool] {
    var attempts = flows
    try lend(attempts)
    var servers: [Service: Int32] = [:]
    defer {
      for attempt in attempts where attempt.client >= 0 { close(attempt.client) }
      for server in servers.values where server >= 0 { close(server) }
    }
    for (namespace, services) in Dictionary(grouping: Set(attempts.map(Service.init)), by: \.namespace) {
      let sockets = try NamespaceVisit.run(namespace) { () throws(LabError) in
        var sockets: [Int32] = []
        for service in services { sockets.append(try FlowSocket.server(service.address, service.traffic)) }
        return sockets
      }
      for (service, socket) in zip(services, sockets) { servers[service] = socket }
    }
    for (namespace, indexes) in Dictionary(grouping: attempts.indices, by: { attempts[$0].source.namespace }) {
      let wanted = indexes.map { attempts[$0].flow }
      let sockets = try NamespaceVisit.run(namespace) { () throws(LabError) in
        var sockets: [Int32] = []
        for flow in wanted { sockets.append(try FlowSocket.client(flow)) }
        return sockets
      }
      for (index, socket) in zip(indexes, sockets) { attempts[index].client = socket }
    }
    for index in attempts.indices {
      attempts[index].isOver = !FlowSocket.begin(attempts[index].flow, attempts[index].client)
    }
    wait(&attempts, servers, until: .now + patience)
    // Another VPC's host may have the same address: who asked must have been heard by the right one. Datagrams tell
    // themselves who answers.
    var heard: [Service: Set<UInt16>] = [:]
    for (service, server) in servers {
      switch service.traffic {
      case .tcp:
        while let (descriptor, peer) = SocketAddress.accept(on: server) {
          close(descriptor)
          if let peer { heard[service, default: []].insert(peer.port) }
        }
      case .udp: break
      case .echo: heard[service] = FlowSocket.heardEchoes(server, service.address.family)
      }
    }
    return attempts.map { attempt in
      if case .udp = attempt.flow.traffic { return attempt.isAnswered }
      return attempt.isAnswered && heard[Service(attempt)]?.contains(attempt.flow.clientPort) ?? false
    }
  }

  /// Gives namespaces the addresses that lead to them and that they do not have: those of delegated prefixes, and the
  /// internet's.
  private func lend(_ attempts: [Attempt]) throws {
    var missing: [String: Set<IPAddress>] = [:]
    for attempt in attempts {
      for (end, place) in [(attempt.flow.source, attempt.source), (attempt.flow.destination, attempt.destination)]
      where !place.addresses.contains(end.address) {
        missing[place.namespace, default: []].insert(end.address)
      }
    }
    for (namespace, addresses) in missing {
      let lines = addresses.map { "addr replace \(IPPrefix(host: $0)) dev lo" + ($0.family == .ipv6 ? " nodad" : "") }
      try NamespaceVisit.run(namespace) { () throws(LabError) in try IPBatch.run(lines) }
    }
  }

  private func wait(_ attempts: inout [Attempt], _ servers: [Service: Int32], until deadline: ContinuousClock.Instant) {
    let answering = servers.filter { if case .udp = $0.key.traffic { true } else { false } }.sorted {
      $0.value < $1.value
    }
    while true {
      let open = attempts.indices.filter { !attempts[$0].isOver }
      let left = deadline - .now
      guard !open.isEmpty, left > .zero else { return }
      var descriptors = open.map { index in
        let isConnecting = if case .tcp = attempts[index].flow.traffic { true } else { false }
        return pollfd(fd: attempts[index].client, events: Int16(isConnecting ? POLLOUT : POLLIN), revents: 0)
      }
      descriptors += answering.map { pollfd(fd: $0.value, events: Int16(POLLIN), revents: 0) }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      guard poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: milliseconds)) >= 0 || errno == EINTR else {
        return
      }
      for (service, descriptor) in zip(answering, descriptors[open.count...]) where descriptor.revents != 0 {
        FlowSocket.answer(descriptor.fd, as: service.key.namespace)
      }
      for (index, descriptor) in zip(open, descriptors) where descriptor.revents != 0 {
        let attempt = attempts[index]
        guard let outcome = FlowSocket.outcome(attempt.flow, attempt.client, from: attempt.destination.namespace) else {
          continue
        }
        attempts[index].isAnswered = outcome
        attempts[index].isOver = true
      }
    }
  }
}
