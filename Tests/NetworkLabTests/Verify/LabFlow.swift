import IPAddressing
import NetworkAnalysis
import VPCModel

/// A conversation between two ends of a lab: a request, and the answer to it.
struct LabFlow: Hashable, Sendable {
  enum End: Hashable, Sendable {
    case interface(NetworkInterface.ID, IPAddress)
    /// Somebody beyond the internet gateway.
    case internet(IPAddress)

    var address: IPAddress {
      switch self {
      case .interface(_, let address), .internet(let address): address
      }
    }

    var interfaceID: NetworkInterface.ID? { if case .interface(let id, _) = self { id } else { nil } }
  }

  enum Traffic: Hashable, Sendable {
    case tcp(UInt16), udp(UInt16)
    case echo
  }

  var source: End
  var destination: End
  var traffic: Traffic
  /// The client's port, or the identifier of an echo request. Each is used once, so that no flow is taken for a part of
  /// another one's connection.
  var clientPort: UInt16

  var words: String {
    "\(source.interfaceID?.text ?? "internet") \(source.address) → \(destination.interfaceID?.text ?? "internet")"
      + " \(destination.address) \(traffic) from \(clientPort)"
  }
}

extension LabFlow {
  /// The flow that an explained path is about; `nil` where an end of it is neither an interface nor on the internet, or
  /// where the lab does not send such traffic.
  init?(_ explanation: Explanation, clientPort: UInt16) {
    guard let path = explanation.paths.first, let source = Self.end(path.source),
      let destination = Self.end(path.destination)
    else { return nil }
    // A machine does not send what is for its own address, whoever else has that.
    guard source.address != destination.address else { return nil }
    let port = explanation.question.port.flatMap { UInt16(exactly: $0) }
    switch (explanation.question.ipProtocol, port) {
    // No socket binds or connects to port 0.
    case ("tcp", let port?) where port > 0: traffic = .tcp(port)
    case ("udp", let port?) where port > 0: traffic = .udp(port)
    case ("icmp", _) where explanation.question.icmpType == 8 && explanation.question.icmpCode == 0: traffic = .echo
    case ("icmpv6", _) where explanation.question.icmpType == 128 && explanation.question.icmpCode == 0:
      traffic = .echo
    default: return nil
    }
    (self.source, self.destination, self.clientPort) = (source, destination, clientPort)
  }

  private static func end(_ host: Explanation.Host) -> End? {
    guard let address = IPAddress(host.address) else { return nil }
    if let id = host.interfaceID { return .interface(NetworkInterface.ID(id), address) }
    return host.place == "internet" ? .internet(address) : nil
  }
}

/// What is said of a question's flows: of all that differ in their client's port alone.
struct FlowClaim: Sendable {
  enum Verdict: Sendable {
    /// Every one of them has its answer.
    case arrive
    /// None of them has.
    case fail
    /// One of them at least does not: an answer is stopped on its way to some client ports.
    case someFails
  }

  var flows: [LabFlow]
  var verdict: Verdict
  /// What says so.
  var words: String

  func holds(_ answered: [Bool]) -> Bool {
    switch verdict {
    case .arrive: answered.allSatisfy { $0 }
    case .fail: !answered.contains(true)
    case .someFails: answered.contains(false)
    }
  }
}
