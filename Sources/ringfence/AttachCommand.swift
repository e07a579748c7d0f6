import ArgumentParser
import Foundation
import LinuxDataPlane
import NetworkLab
import VPCModel

/// `ringfence attach ENI --device tap0 | --netns NAME | --host`
struct AttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Put a network interface of the VPC on this machine: at a tap, in a namespace, or the machine itself.",
    discussion: """
      A running `ringfence serve` enforces the interface's security groups there from then on. A namespace without the \
      device gets one with the interface's addresses, and a route to it.

      EXAMPLES
        sudo ringfence attach eni-0f6c9d3a7b1ede8b5 --device tap0
        sudo ringfence attach eni-0f6c9d3a7b1ede8b5 --netns web
        sudo ringfence attach eni-0f6c9d3a7b1ede8b5 --host
        ringfence attach --list

      EXIT STATUS
        0 attached, 64 wrong usage, 65 there is no such device, namespace or interface, 69 something else is attached \
      there, 77 it takes root
      """
  )

  @Argument(help: ArgumentHelp("The network interface.", valueName: "eni"))
  var interface: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The device; with --netns, in the namespace. (default there: eth0)", valueName: "name")
  )
  var device: String?

  @Option(name: .long, help: ArgumentHelp("A namespace that `ip netns` lists.", valueName: "name"))
  var netns: String?

  @Flag(name: .long, help: "This machine itself, by its default route's device unless --device names another.")
  var host = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the interface's addresses are known: a snapshot, or a live endpoint.",
      valueName: "path-or-url"
    )
  )
  var network = "http://127.0.0.1:4566"

  @Flag(name: .long, help: "List what is attached.")
  var list = false

  @Option(name: .long, help: "The form of the list.")
  var format = OutputFormat.text

  @OptionGroup var stateFolder: StateFolderOption

  func validate() throws {
    if list {
      if interface != nil || device != nil || netns != nil || host { throw ValidationError("--list stands alone.") }
      return
    }
    guard let interface else { throw ValidationError("Name a network interface, or --list.") }
    guard interface.hasPrefix("eni-"), interface.utf8.count <= 64 else {
      throw ValidationError("'\(interface)' is no network interface id: they begin with eni-.")
    }
    guard netns != nil || host || device != nil else {
      throw ValidationError("Say where: --device NAME, --netns NAME or --host.")
    }
    guard !(netns != nil && host) else { throw ValidationError("--netns and --host contradict each other.") }
  }

  func run() async throws {
    let attacher = Attacher(folder: stateFolder.folder)
    guard !list, let interface else {
      return try print(try Lab.reporting { () throws(LabError) in try attacher.attachments() })
    }
    let id = NetworkInterface.ID(interface)
    let place: Attacher.Place =
      if let netns { .namespace(netns, device: device ?? "eth0") } else if host { .host(device: device) } else {
        .device(device ?? "")
      }
    let plan = try await blocking { try Lab.reporting { () throws(LabError) in try attacher.plan(id, at: place) } }
    var known: Network?
    if case .makeCable = plan { known = try await NetworkSource(network).load().network }
    let network = known
    let attachment = try await blocking {
      try Lab.reporting { () throws(LabError) in try attacher.carryOut(plan, for: id, network: network) }
    }
    Terminal.write(
      "\(id) is attached to \(attachment.device) in \(attachment.namespace) (\(attachment.kind.rawValue)).\n"
    )
    if case .makeCable = plan, !Self.isForwarding {
      Terminal.complain(
        "note",
        "this machine passes no packets on, so \(id) reaches this machine alone.\nsysctl -w net.ipv4.ip_forward=1 changes that."
      )
    }
  }

  private static var isForwarding: Bool {
    FileManager.default.contents(atPath: "/proc/sys/net/ipv4/ip_forward")?.first == UInt8(ascii: "1")
  }

  private func print(_ attachments: [Attachment]) throws {
    switch format {
    case .json: Terminal.write(try Listing.json(attachments))
    case .text:
      guard !attachments.isEmpty else { return Terminal.write("Nothing is attached.\n") }
      let rows = attachments.map { attachment in
        let namespace =
          switch attachment.namespace {
          case .own: "-"
          case .named(let name): name
          }
        return [
          attachment.interfaceID.text, attachment.kind.rawValue, attachment.device, namespace,
          attachment.maker.rawValue,
        ]
      }
      Terminal.write(Listing.table(["INTERFACE", "KIND", "DEVICE", "NAMESPACE", "BY"], rows))
    }
  }
}
