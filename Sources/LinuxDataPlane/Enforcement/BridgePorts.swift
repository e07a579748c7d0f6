#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The ports of bridges that are attached in one namespace: whether they are there, and whether the namespace shows
/// bridges' packets to nftables. To be asked on the namespace's thread.
///
/// A chain at a device's ingress hook is the device's. Since Linux 6.16 it may wait for its device, and takes it up
/// again in the moment it is made anew. Before, it cannot be made without its device and is gone with it; so there a
/// port that is not there is left out, and taken up by the first update or audit that finds it.
struct BridgePorts {
  /// Devices that have to be left out now.
  private(set) var absentPorts: Set<String> = []
  /// By name, the kernel's number of each port that is there.
  private var numbers: [String: UInt32] = [:]
  /// Whether chains wait for their devices; `nil` until it was tried.
  private var chainsWait: Bool?
  /// What was wrong with the settings.
  private var problem: String?
  private var isPrepared = false
  private let settings: String

  /// - Parameters:
  ///   - chainsWait: `nil` to find out.
  ///   - settings: the folder of the bridges' settings.
  init(chainsWait: Bool? = nil, settings: String = "/proc/sys/net/bridge") {
    self.chainsWait = chainsWait
    self.settings = settings
  }

  /// Looks for the ports.
  ///
  /// - Returns: whether the kernel may have taken chains away, so that its table must be read before it is changed.
  mutating func survey(
    _ attachments: some Sequence<Attachment>,
    _ tables: KernelTables
  ) throws(NetlinkError) -> Bool {
    let ports = Set(attachments.filter { $0.portBridge != nil }.map(\.device))
    if ports.isEmpty, numbers.isEmpty, absentPorts.isEmpty { return false }
    if chainsWait == nil { chainsWait = try tables.chainsWaitForDevices() }
    guard chainsWait != true else { return false }
    var present: [String: UInt32] = [:]
    for port in ports {
      let number = if_nametoindex(port)
      if number != 0 { present[port] = number }
    }
    // One that is made anew under its old name has lost its chain; a new attachment had none.
    let haveMoved = numbers.contains { present[$0.key] != $0.value }
    numbers = present
    absentPorts = ports.subtracting(present.keys)
    return haveMoved
  }

  /// Switches on what bridged attachments need of the namespace.
  ///
  /// - Parameter again: looks even where it was looked before.
  mutating func prepare(_ attachments: some Collection<Attachment>, again: Bool) -> NamespaceEnforcer.Outcome {
    var outcome = NamespaceEnforcer.Outcome()
    if !attachments.contains(where: { $0.kind == .bridged }) {
      (problem, isPrepared) = (nil, false)
      return outcome
    }
    if again || !isPrepared {
      (outcome.switchedOn, problem) = BridgeFiltering.switchOn(folder: settings)
      isPrepared = true
    }
    if let problem { outcome.problems.append(problem) }
    outcome.problems += Self.contradictions(in: attachments)
    return outcome
  }

  /// Attachments that cannot be told from others, or whose bridge nobody told.
  private static func contradictions(in attachments: some Collection<Attachment>) -> [String] {
    let bridges = Set(attachments.compactMap(\.portBridge))
    return attachments.sorted { $0.interfaceID < $1.interfaceID }.compactMap { attachment in
      if attachment.kind == .bridged, attachment.bridge == nil {
        return "\(attachment.interfaceID) is not protected: the bridge of \(attachment.device) is not known; "
          + "`ringfence detach \(attachment.interfaceID)` and attach it again"
      }
      if attachment.kind != .bridged, bridges.contains(attachment.device) {
        return "\(attachment.interfaceID) is not protected: it is attached to \(attachment.device), "
          + "by whose ports other interfaces are attached; give it a port of its own"
      }
      return nil
    }
  }
}
