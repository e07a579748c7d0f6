package import IPAddressing
package import VPCModel

/// What is known about the lab of this machine between one command and the next: `/run/ringfence/lab.json`.
package struct LabState: Codable, Hashable, Sendable {
  package enum Phase: String, Codable, Hashable, Sendable {
    /// Some of it is there. If the process that builds it is gone, it crashed.
    case building
    case up
  }

  package static let currentVersion = 1

  package var version = Self.currentVersion
  package var phase: Phase
  /// The process that is building it, or built it.
  package var processID: Int32
  /// What `--network` named: a URL, or an absolute path.
  package var source: String
  /// Seconds since 1970.
  package var since: Int
  package var routers: [Router]
  package var machines: [Machine]
  package var warnings: [String]

  package struct Router: Codable, Hashable, Sendable {
    package var vpcID: VPC.ID
    package var namespace: String
  }

  package struct Machine: Codable, Hashable, Sendable {
    package var interfaceID: NetworkInterface.ID
    package var namespace: String
    package var router: String
    package var device: String
    /// The primary one first; of both families.
    package var addresses: [IPAddress]
  }

  package init(_ plan: LabPlan, phase: Phase, processID: Int32, source: String, since: Int) {
    self.phase = phase
    self.processID = processID
    self.source = source
    self.since = since
    routers = plan.routers.map { Router(vpcID: $0.vpcID, namespace: $0.namespace) }
    machines = plan.machines.map { machine in
      Machine(
        interfaceID: machine.interfaceID,
        namespace: machine.namespace,
        router: machine.router,
        device: machine.device,
        addresses: machine.ipv4Addresses.map(IPAddress.v4) + machine.ipv6Addresses.map(IPAddress.v6)
      )
    }
    warnings = plan.warnings.map(\.description)
  }

  package var namespaces: [String] { routers.map(\.namespace) + machines.map(\.namespace) }

  package func machine(_ id: NetworkInterface.ID) -> Machine? { machines.first { $0.interfaceID == id } }
}
