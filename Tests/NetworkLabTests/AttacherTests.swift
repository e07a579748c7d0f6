import Foundation
import IPAddressing
import LinuxDataPlane
import Testing
import VPCModel

@testable import NetworkLab

/// A namespace plays the machine, so that nothing happens to the real one's devices.
@Suite(
  "Attaching to what is there",
  .serialized,
  .enabled(if: RealLab.isPossible, RealLab.reason),
  .timeLimit(.minutes(1))
)
struct AttacherTests {
  private let id: NetworkInterface.ID = "eni-0"

  private struct Place {
    let real: RealLab
    let attacher: Attacher
    var machine: String { real.lab.names.namespacePrefix + "machine" }
    var web: String { real.lab.names.namespacePrefix + "web" }

    /// As if the process had been started in the machine's namespace.
    func attach(_ id: NetworkInterface.ID, at place: Attacher.Place, _ network: Network? = nil) throws -> Attachment {
      let attacher = attacher
      return try NamespaceVisit.run(machine) { () throws(LabError) in
        try attacher.carryOut(try attacher.plan(id, at: place), for: id, network: network)
      }
    }

    func detach(_ id: NetworkInterface.ID) throws -> LinuxDataPlane.Attachment? {
      let attacher = attacher
      return try NamespaceVisit.run(machine) { () throws(LabError) in try attacher.detach(id) }
    }

    func ip(_ words: String) throws {
      let said = try RealLab.run(machine, ["ip"] + words.split(separator: " ").map(String.init))
      #expect(said.isEmpty, "ip \(words): \(said)")
    }
  }

  private typealias Attachment = LinuxDataPlane.Attachment

  private func withMachine(_ body: (Place) throws -> Void) async throws {
    try await RealLab.with { real in
      let place = Place(real: real, attacher: Attacher(folder: real.lab.folder))
      try RealLab.addNamespace(place.machine)
      try RealLab.addNamespace(place.web)
      try place.ip("link set lo up")
      try body(place)
    }
  }

  @Test("a namespace without the device gets a cable with the interface's addresses, and loses it again")
  func cable() async throws {
    try await withMachine { place in
      let network = try LabSample.crowd(2)
      let attachment = try place.attach(id, at: .namespace(place.web, device: "eth0"), network)
      let device = LabNames.device(of: id)
      #expect(attachment == Attachment(interfaceID: id, kind: .routed, device: device, namespace: .own, maker: .attach))
      #expect(try place.attacher.attachments() == [attachment])
      try place.ip("address add 10.99.0.1/32 dev lo")
      try place.ip("address add fd99::1/128 dev lo")
      for address in ["10.0.0.10", "fd00::1"] {
        let said = try RealLab.run(place.machine, ["ping", "-c1", "-W1", address])
        #expect(said.contains(" 1 received"), "\(said)")
      }
      // Again is an error: there is one interface.
      #expect(throws: LabError.self) { try place.attach(id, at: .namespace(place.web, device: "eth1"), network) }
      #expect(try place.detach(id) == attachment)
      #expect(try place.detach(id) == nil)
      #expect(try !RealLab.run(place.machine, ["ip", "-br", "link"]).contains(device))
      #expect(try !RealLab.run(place.web, ["ip", "-br", "link"]).contains("eth0"))
      #expect(try place.attacher.attachments().isEmpty)
    }
  }

  @Test("a cable that a crash left is replaced")
  func leftover() async throws {
    try await withMachine { place in
      try place.ip("link add \(LabNames.device(of: id)) type veth peer name rfleft")
      let attachment = try place.attach(id, at: .namespace(place.web, device: "eth0"), try LabSample.crowd(1))
      #expect(attachment.device == LabNames.device(of: id))
      #expect(try !RealLab.run(place.machine, ["ip", "-br", "link"]).contains("rfleft"))
    }
  }

  @Test("a cable that cannot be set up is taken away")
  func failingCable() async throws {
    try await withMachine { place in
      try place.ip("link add rfa type veth peer name eth9 netns \(place.web)")
      _ = try RealLab.run(place.web, ["sh", "-c", "ip link set eth9 up; ip route add default dev eth9"])
      let error = #expect(throws: LabError.self) {
        try place.attach(id, at: .namespace(place.web, device: "eth0"), try LabSample.crowd(1))
      }
      #expect(error?.description.contains("route add default") == true)
      #expect(try !RealLab.run(place.machine, ["ip", "-br", "link"]).contains(LabNames.device(of: id)))
      #expect(try place.attacher.attachments().isEmpty)
    }
  }

  @Test("a device of a namespace is judged at the other end of its cable, or in the namespace where that is elsewhere")
  func adoption() async throws {
    try await withMachine { place in
      try place.ip("link add vethweb type veth peer name eth0 netns \(place.web)")
      #expect(
        try place.attach(id, at: .namespace(place.web, device: "eth0"))
          == Attachment(interfaceID: id, kind: .routed, device: "vethweb", namespace: .own, maker: .attach)
      )
      _ = try place.detach(id)
      #expect(try RealLab.run(place.machine, ["ip", "-br", "link"]).contains("vethweb"))
      try place.ip("link add br0 type bridge")
      try place.ip("link set vethweb master br0")
      let bridged = try place.attach(id, at: .namespace(place.web, device: "eth0"))
      #expect(bridged.kind == .bridged)
      #expect(bridged.bridge == "br0")
      _ = try place.detach(id)
      _ = try RealLab.run(place.web, ["ip", "link", "add", "rfin", "type", "veth", "peer", "name", "rfout"])
      #expect(
        try place.attach(id, at: .namespace(place.web, device: "rfin"))
          == Attachment(interfaceID: id, kind: .host, device: "rfin", namespace: .named(place.web), maker: .attach)
      )
    }
  }

  @Test("a tap is routed, or bridged where it is a bridge's port; what is not there is said with what is")
  func devices() async throws {
    try await withMachine { place in
      try place.ip("tuntap add dev rftap0 mode tap")
      #expect(try place.attach(id, at: .device("rftap0")).kind == .routed)
      // The same again changes nothing, another interface at the same device does not go.
      #expect(try place.attach(id, at: .device("rftap0")).kind == .routed)
      let taken = #expect(throws: LabError.self) { try place.attach("eni-1", at: .device("rftap0")) }
      #expect(taken?.code == .busy && taken?.description.contains("eni-0") == true)
      _ = try place.detach(id)
      try place.ip("link add br0 type bridge")
      try place.ip("link set rftap0 master br0")
      #expect(try place.attach(id, at: .device("rftap0")).kind == .bridged)
      let missing = #expect(throws: LabError.self) { try place.attach("eni-1", at: .device("tap9")) }
      #expect(missing?.description.contains("rftap0") == true)
      let nowhere = #expect(throws: LabError.self) {
        try place.attach("eni-1", at: .namespace("rf-nowhere", device: "eth0"))
      }
      #expect(nowhere?.description.contains("ip netns") == true)
    }
  }

  @Test("the machine itself is the device of its default route")
  func host() async throws {
    try await withMachine { place in
      #expect(throws: LabError.self) { try place.attach(id, at: .host(device: nil)) }
      try place.ip("link add rfup type veth peer name rffar")
      try place.ip("link set rfup up")
      try place.ip("route add default dev rfup")
      let attachment = try place.attach(id, at: .host(device: nil))
      #expect(attachment.kind == .host && attachment.device == "rfup" && attachment.namespace == .own)
    }
  }

  @Test("what the lab attached is not for detach")
  func labAttachments() async throws {
    try await withMachine { place in
      try place.attacher.folder.attachments.put(
        Attachment(interfaceID: id, kind: .routed, device: "rfx", namespace: .named("rf-lab-x"), maker: .lab)
      )
      let error = #expect(throws: LabError.self) { try place.detach(id) }
      #expect(error?.description.contains("lab down") == true)
      #expect(throws: LabError.self) { try place.attach(id, at: .namespace(place.web, device: "eth0")) }
      #expect(try place.attacher.attachments().count == 1)
    }
  }
}
