import Foundation
package import LinuxDataPlane
package import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The VPC in a box of this machine. There is one at a time: its commands find each other through its folder.
///
/// Calls block until they are done.
package struct Lab: Sendable {
  package let folder: LabFolder
  package let names: LabNames

  package init(folder: LabFolder = .standard, names: LabNames = .standard) {
    self.folder = folder
    self.names = names
  }

  /// The lab that is up, if one is.
  package func current() throws(LabError) -> LabState? {
    guard let state = try folder.state(), state.phase == .up else { return nil }
    return state
  }

  /// What `up` made, and what it found.
  package struct Made: Sendable {
    package let state: LabState
    package let attachments: [Attachment]
    /// Removed before anything was made: what a crash had left.
    package let leftovers: LabInventory
  }

  /// Builds the lab of a network, after removing what a crashed run left. Ends with all of it, or with nothing.
  ///
  /// - Parameters:
  ///   - source: what `--network` named, for `status` and `test`.
  ///   - isCancelled: is asked often; when it says so, everything is removed again.
  package func up(
    _ network: Network,
    source: String,
    progress: @escaping @Sendable (LabProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LabError) -> Made {
    let plan = LabPlan(network, names: names)
    guard !plan.machines.isEmpty else {
      throw LabError(
        .empty,
        "the network has no interface with an address: there is nothing to build."
          + " \(ResourceKind.networkInterface.describeCommand) supplies interfaces."
      )
    }
    guard geteuid() == 0 else {
      throw LabError(.notPermitted, "a lab takes root, for its namespaces: use sudo")
    }
    return try folder.locked { () throws(LabError) in
      let leftovers = try LabInventory.find(names: names, in: folder)
      if let state = try current(), !Set(state.namespaces).isDisjoint(with: leftovers.namespaces) {
        throw LabError(
          .alreadyUp,
          "a lab of \(state.source) is up, with \(state.machines.count) interfaces, and a machine has one lab:"
            + " `ringfence lab down` removes it"
        )
      }
      try leftovers.remove(in: folder)
      var state = LabState(
        plan,
        phase: .building,
        processID: getpid(),
        source: source,
        since: Int(Date().timeIntervalSince1970)
      )
      try folder.write(state)
      do throws(LabError) {
        try LabBuilder(plan: plan, progress: progress, isCancelled: isCancelled).build()
        try folder.write(network)
        let attachments = try attach(plan)
        if isCancelled() { throw .cancelled }
        state.phase = .up
        try folder.write(state)
        return Made(state: state, attachments: attachments, leftovers: leftovers)
      } catch {
        do throws(LabError) { try removeAll() } catch let second {
          throw LabError(error.code, "\(error)\nand then: \(second)\n`ringfence lab down` removes what is left")
        }
        throw error
      }
    }
  }

  private func attach(_ plan: LabPlan) throws(LabError) -> [Attachment] {
    let attachments = plan.machines.map { machine in
      Attachment(
        interfaceID: machine.interfaceID,
        kind: .routed,
        device: machine.device,
        namespace: .named(machine.router),
        maker: .lab
      )
    }
    do {
      let others = try folder.attachments.read().attachments.filter { $0.maker != .lab }.map(\.interfaceID)
      if let taken = attachments.first(where: { others.contains($0.interfaceID) }) {
        throw LabError(
          .busy,
          "\(taken.interfaceID) is attached to something else: `ringfence detach \(taken.interfaceID)` first"
        )
      }
      for attachment in attachments { try folder.attachments.put(attachment) }
    } catch let error as AttachmentError {
      throw LabError(error)
    } catch let error as LabError {
      throw error
    } catch {
      throw LabError(.file, "\(error)")
    }
    return attachments
  }

  /// Removes the lab, or what is left of one.
  ///
  /// - Returns: what there was, and the processes that go on without a network.
  package func down() throws(LabError) -> (removed: LabInventory, processes: [(id: Int32, namespace: String)]) {
    try folder.locked { () throws(LabError) in
      let inventory = try LabInventory.find(names: names, in: folder)
      let processes = inventory.processes()
      try inventory.remove(in: folder)
      try folder.removeState()
      return (inventory, processes)
    }
  }

  private func removeAll() throws(LabError) {
    try LabInventory.find(names: names, in: folder).remove(in: folder)
    try folder.removeState()
  }
}
