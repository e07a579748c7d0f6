import Foundation
import IPAddressing
package import LinuxDataPlane
package import VPCModel

/// Puts a network interface of the VPC where something on this machine already is: a tap, a namespace, the machine.
package struct Attacher: Sendable {
  package let folder: LabFolder

  package init(folder: LabFolder = .standard) { self.folder = folder }

  /// Where the interface shall be.
  package enum Place: Hashable, Sendable {
    /// A device of this namespace whose other end has the interface: a virtual machine's tap.
    case device(String)
    /// A device of another namespace; where it has none of that name, one is made.
    case namespace(String, device: String)
    /// This machine itself, by a device or by the one of its default route.
    case host(device: String?)
  }

  /// What has to be done.
  package enum Plan: Hashable, Sendable {
    /// Everything is there.
    case adopt(Attachment)
    /// A cable into the namespace; its addresses are the interface's, which the network tells.
    case makeCable(namespace: String, device: String)
  }

  // MARK: Attaching

  /// Looks at what is there. Changes nothing.
  package func plan(_ id: NetworkInterface.ID, at place: Place) throws(LabError) -> Plan {
    let plan = try survey(id, place)
    for other in try attachments() {
      if other.interfaceID == id {
        if case .adopt(other) = plan { continue }
        throw Self.taken(other)
      }
      if case .adopt(let new) = plan, new.device == other.device, new.namespace == other.namespace {
        throw LabError(
          .busy,
          "\(other.device) in \(other.namespace) is \(other.interfaceID)'s: `ringfence detach \(other.interfaceID)` first"
        )
      }
    }
    return plan
  }

  private static func taken(_ other: Attachment) -> LabError {
    let remedy = other.maker == .lab ? "`ringfence lab down`" : "`ringfence detach \(other.interfaceID)`"
    return LabError(
      .busy,
      "\(other.interfaceID) is attached to \(other.device) in \(other.namespace): \(remedy) first"
    )
  }

  private func survey(_ id: NetworkInterface.ID, _ place: Place) throws(LabError) -> Plan {
    func attachment(_ kind: Attachment.Kind, _ device: String, _ namespace: NetworkNamespace = .own) -> Plan {
      .adopt(Attachment(interfaceID: id, kind: kind, device: device, namespace: namespace, maker: .attach))
    }
    func attachment(by device: NetworkDevice) -> Plan {
      .adopt(
        Attachment(
          interfaceID: id,
          kind: device.isBridgePort ? .bridged : .routed,
          device: device.name,
          bridge: device.isBridgePort ? device.master : nil,
          namespace: .own,
          maker: .attach
        )
      )
    }
    let own = try NetworkDevice.all(in: .own)
    switch place {
    case .device(let name):
      return attachment(by: try Self.find(name, in: own))
    case .host(let name?):
      return attachment(.host, try Self.find(name, in: own).name)
    case .host(nil):
      guard let name = try NetworkDevice.ofDefaultRoute() else {
        throw LabError(.unknownMachine, "this machine has no default route: name its device with --device")
      }
      return attachment(.host, name)
    case .namespace(let namespace, let name):
      guard FileManager.default.fileExists(atPath: "\(LabInventory.namespaceFolder)/\(namespace)") else {
        throw LabError(.unknownMachine, "there is no network namespace \(namespace): `ip netns` lists them")
      }
      guard let inside = try NetworkDevice.all(in: .named(namespace)).first(where: { $0.name == name }) else {
        return .makeCable(namespace: namespace, device: name)
      }
      // The other end of a cable into this namespace is out of reach of those inside, and so the better place to judge.
      let outside = own.first {
        inside.isVeth && $0.isVeth && $0.index == inside.peerIndex && $0.peerIndex == inside.index
      }
      guard let outside else { return attachment(.host, name, .named(namespace)) }
      return attachment(by: outside)
    }
  }

  private static func find(_ name: String, in devices: [NetworkDevice]) throws(LabError) -> NetworkDevice {
    if let device = devices.first(where: { $0.name == name }) { return device }
    let names = devices.map(\.name).filter { $0 != "lo" }.prefix(12).joined(separator: ", ")
    throw LabError(
      .unknownMachine,
      "there is no network device \(name) here" + (names.isEmpty ? "" : "; there is \(names)")
    )
  }

  /// Does what was planned, and makes it known to whoever enforces.
  ///
  /// - Parameter network: is needed for a cable alone.
  @discardableResult
  package func carryOut(
    _ plan: Plan,
    for id: NetworkInterface.ID,
    network: Network?
  ) throws(LabError) -> Attachment {
    switch plan {
    case .adopt(let attachment):
      try put(attachment)
      return attachment
    case .makeCable(let namespace, let device):
      guard let machine = network.flatMap({ LabPlan($0).machine(id) }) else {
        throw LabError(
          .unknownMachine,
          "\(id) is not in the network, or has no address: --network names the network that it is in"
        )
      }
      return try makeCable(machine, namespace: namespace, device: device)
    }
  }

  private func makeCable(_ machine: LabPlan.Machine, namespace: String, device: String) throws(LabError) -> Attachment {
    let outside = LabNames.device(of: machine.interfaceID)
    // Nobody speaks of it, so a crash has left it.
    if try NetworkDevice.all(in: .own).contains(where: { $0.name == outside }) { try Self.delete(outside) }
    var cable = machine
    cable.device = outside
    try IPBatch.run([
      "link add \(outside) address \(cable.routerHardwareAddress) mtu 1500 type veth"
        + " peer name \(device) address \(cable.hardwareAddress) mtu 1500 netns \(namespace)"
    ])
    do throws(LabError) {
      let inside = cable
      try NamespaceVisit.run(namespace) { () throws(LabError) in
        try IPBatch.run(LabScript.inside(inside, device: device))
      }
      try IPBatch.run(
        LabScript.outside(cable)
          + cable.ownPrefixes.compactMap { prefix in
            LabScript.nextHop(to: cable, prefix.family).map { "route add \(prefix) via \($0) dev \(outside) onlink" }
          }
      )
      let attachment = Attachment(
        interfaceID: machine.interfaceID,
        kind: .routed,
        device: outside,
        namespace: .own,
        maker: .attach
      )
      try put(attachment)
      return attachment
    } catch {
      try? Self.delete(outside)
      throw error
    }
  }

  private static func delete(_ device: String) throws(LabError) { try IPBatch.run(["link del \(device)"]) }

  // MARK: Detaching

  /// Takes the interface off this machine, with the cable that ``carryOut(_:for:network:)`` made for it.
  ///
  /// - Returns: what was there; `nil` where it was not attached.
  package func detach(_ id: NetworkInterface.ID) throws(LabError) -> Attachment? {
    let attachment = try attachments().first { $0.interfaceID == id }
    if let attachment, attachment.maker == .lab { throw Self.taken(attachment) }
    do { try folder.attachments.remove(id) } catch { throw LabError(error) }
    let cable = LabNames.device(of: id)
    if try NetworkDevice.all(in: .own).contains(where: { $0.name == cable }) { try Self.delete(cable) }
    return attachment
  }

  package func attachments() throws(LabError) -> [Attachment] {
    do { return try folder.attachments.all() } catch { throw LabError(error) }
  }

  private func put(_ attachment: Attachment) throws(LabError) {
    do { try folder.attachments.put(attachment) } catch { throw LabError(error) }
  }
}
