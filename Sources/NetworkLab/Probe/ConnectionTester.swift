import IPAddressing
import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Opens real connections between machines of the lab.
///
/// A socket belongs to the namespace that it was made in, whichever thread uses it later: each batch visits every
/// namespace once for its sockets, and then one loop waits for all of them.
struct ConnectionTester {
  let state: LabState
  /// How long a connection may take. A lost SYN is sent again after one second (RFC 6298), which is later than that.
  var timeout: Duration = .seconds(1)

  /// Connections that are open at once: three descriptors each, of the 1,024 that a process usually may have.
  static let batchSize = 200

  /// In the order of the probes. Takes up to ``timeout`` for each ``batchSize`` of them.
  func run(_ probes: [LabProbe]) throws(LabError) -> [LabProbeOutcome] {
    var outcomes: [LabProbeOutcome] = []
    var rest = probes[...]
    while !rest.isEmpty {
      outcomes += try runBatch(Array(rest.prefix(Self.batchSize)))
      rest = rest.dropFirst(Self.batchSize)
    }
    return outcomes
  }

  /// One connection's two ends, before anything is sent.
  private struct Attempt {
    var source: SocketAddress
    var destination: SocketAddress
    var sourceNamespace: String
    var destinationNamespace: String
    var client: Int32 = -1
    var outcome: LabProbeOutcome?
  }

  private struct Listening: Hashable {
    var namespace: String
    var address: SocketAddress
  }

  private enum Listener {
    case ours(Int32)
    /// Somebody in the namespace listens there already, which does as well.
    case taken
    /// `errno`.
    case failed(Int32)
  }

  private func runBatch(_ probes: [LabProbe]) throws(LabError) -> [LabProbeOutcome] {
    var attempts = try probes.map(attempt)
    var listeners: [Listening: Listener] = [:]
    defer {
      for case .ours(let descriptor) in listeners.values { close(descriptor) }
      for attempt in attempts where attempt.client >= 0 { close(attempt.client) }
    }
    let wanted = Set(attempts.map { Listening(namespace: $0.destinationNamespace, address: $0.destination) })
    for (namespace, group) in Dictionary(grouping: wanted, by: \.namespace) {
      let addresses = group.map(\.address)
      let made = try NamespaceVisit.run(namespace) { () throws(LabError) in addresses.map { Self.listen(at: $0) } }
      for (address, made) in zip(addresses, made) {
        listeners[Listening(namespace: namespace, address: address)] = made
      }
    }
    for (namespace, indexes) in Dictionary(grouping: attempts.indices, by: { attempts[$0].sourceNamespace }) {
      let sources = indexes.map { attempts[$0].source }
      let made = try NamespaceVisit.run(namespace) { () throws(LabError) in sources.map { Self.client(at: $0) } }
      for (index, descriptor) in zip(indexes, made) { attempts[index].client = descriptor }
    }
    for index in attempts.indices { Self.begin(&attempts[index], listeners) }
    waitForAll(&attempts)
    confirm(&attempts, listeners)
    return attempts.map { $0.outcome ?? .timedOut }
  }

  private func attempt(_ probe: LabProbe) throws(LabError) -> Attempt {
    func end(_ id: NetworkInterface.ID) throws(LabError) -> (namespace: String, address: IPAddress) {
      guard let machine = state.machine(id) else {
        throw LabError(.unknownMachine, "\(id) is not in the lab: `ringfence lab status` shows what is")
      }
      guard let address = machine.addresses.first(where: { $0.family == probe.family }) else {
        throw LabError(.unknownMachine, "\(id) has no \(probe.family == .ipv4 ? "IPv4" : "IPv6") address in the lab")
      }
      return (machine.namespace, address)
    }
    let (source, destination) = (try end(probe.source), try end(probe.destination))
    return Attempt(
      source: SocketAddress(address: source.address, port: probe.sourcePort),
      destination: SocketAddress(address: destination.address, port: probe.port),
      sourceNamespace: source.namespace,
      destinationNamespace: destination.namespace
    )
  }

  // MARK: Sockets

  private static func socket(_ address: IPAddress) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = Glibc.socket(address.family == .ipv4 ? AF_INET : AF_INET6, kind, 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }

  private static func listen(at address: SocketAddress) -> Listener {
    let descriptor = socket(address.address)
    guard descriptor >= 0 else { return .failed(errno) }
    if address.pass(to: { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 256) == 0 {
      return .ours(descriptor)
    }
    let code = errno
    close(descriptor)
    return code == EADDRINUSE ? .taken : .failed(code)
  }

  private static func client(at address: SocketAddress) -> Int32 {
    let descriptor = socket(address.address)
    guard descriptor >= 0 else { return -1 }
    // Closing resets: nothing stays behind in TIME_WAIT.
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    if address.pass(to: { bind(descriptor, $0, $1) }) == 0 { return descriptor }
    close(descriptor)
    return -1
  }

  // MARK: Connecting

  private static func begin(_ attempt: inout Attempt, _ listeners: [Listening: Listener]) {
    guard attempt.client >= 0 else {
      attempt.outcome = .failed("port \(attempt.source.port) of \(attempt.source.address) is in use")
      return
    }
    let place = Listening(namespace: attempt.destinationNamespace, address: attempt.destination)
    if case .failed(let code) = listeners[place] {
      attempt.outcome = .failed(
        "nothing can listen at \(attempt.destination.address) port \(attempt.destination.port):"
          + " \(String(cString: strerror(code)))"
      )
      return
    }
    let client = attempt.client
    if attempt.destination.pass(to: { connect(client, $0, $1) }) == 0 {
      attempt.outcome = .connected
    } else if errno != EINPROGRESS {
      attempt.outcome = outcome(of: errno)
    }
  }

  private static func outcome(of code: Int32) -> LabProbeOutcome {
    switch code {
    case 0: .connected
    case ETIMEDOUT: .timedOut
    default: .refused(String(cString: strerror(code)).lowercased())
    }
  }

  private func waitForAll(_ attempts: inout [Attempt]) {
    let deadline = ContinuousClock.now + timeout
    while true {
      let waiting = attempts.indices.filter { attempts[$0].outcome == nil }
      let left = deadline - .now
      guard !waiting.isEmpty, left > .zero else { return }
      var descriptors = waiting.map { pollfd(fd: attempts[$0].client, events: Int16(POLLOUT), revents: 0) }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      let count = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: milliseconds))
      if count < 0, errno != EINTR { return }
      for (index, descriptor) in zip(waiting, descriptors) where descriptor.revents != 0 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor.fd, SOL_SOCKET, SO_ERROR, &code, &length)
        attempts[index].outcome = Self.outcome(of: code)
      }
    }
  }

  /// Who connected may have met another host: two VPCs can have the same addresses. The destination's own listener
  /// tells who it heard from; one that was there before does not.
  private func confirm(_ attempts: inout [Attempt], _ listeners: [Listening: Listener]) {
    var heard: [Listening: Set<SocketAddress>] = [:]
    for case (let place, .ours(let listener)) in listeners {
      heard[place] = []
      while let (descriptor, peer) = SocketAddress.accept(on: listener) {
        if let peer { heard[place, default: []].insert(peer) }
        close(descriptor)
      }
    }
    for index in attempts.indices where attempts[index].outcome == .connected {
      let attempt = attempts[index]
      let place = Listening(namespace: attempt.destinationNamespace, address: attempt.destination)
      if let heard = heard[place], !heard.contains(attempt.source) { attempts[index].outcome = .reachedAnother }
    }
  }
}
