import Testing
import VPCModel

@testable import NetworkLab

@Suite("The lab's names")
struct LabNamesTests {
  @Test("device names fit into Linux's 15 bytes, begin with rf, and are the same every time")
  func devices() {
    for id in ["eni-0f6c9d3a7b1ede8b5", "eni-1", "", String(repeating: "x", count: 400)] {
      let device = LabNames.device(of: NetworkInterface.ID(id))
      #expect(device.utf8.count == 14)
      #expect(device.hasPrefix("rf"))
      #expect(device == LabNames.device(of: NetworkInterface.ID(id)))
    }
    #expect(LabNames.device(of: VPCPeeringConnection.ID("pcx-1")).utf8.count == 14)
  }

  @Test("identifiers that differ in one character have different names")
  func differentNames() {
    let devices = (0..<10_000).map { LabNames.device(of: NetworkInterface.ID("eni-\($0)")) }
    #expect(Set(devices).count == devices.count)
  }

  @Test("namespaces say who it is, whatever characters the name has")
  func namespaces() {
    let names = LabNames.standard
    #expect(names.namespace(name: "app-task", id: "eni-1").hasPrefix("rf-lab-app-task-"))
    #expect(names.namespace(name: "  Ünïcode / ../../etc  ", id: "eni-1").hasPrefix("rf-lab-n-code-etc-"))
    #expect(names.namespace(name: "///", id: "eni-1").utf8.count == "rf-lab-".utf8.count + 8)
    #expect(names.namespace(name: String(repeating: "long ", count: 50), id: "eni-1").utf8.count <= 40)
  }

  @Test("a lab's namespaces are its own and not another lab's")
  func ownership() {
    let name = LabNames.standard.namespace(name: "web", id: "eni-1")
    #expect(LabNames.standard.isOwn(namespace: name))
    #expect(!LabNames(label: "test").isOwn(namespace: name))
    #expect(!LabNames.standard.isOwn(namespace: "rf-other"))
    #expect(!LabNames.standard.isOwn(namespace: "web"))
  }

  @Test("hardware addresses are locally administered, of one host, and tell the ends apart")
  func hardwareAddresses() {
    let machine = HardwareAddress(.machine, of: "eni-1")
    let router = HardwareAddress(.router, of: "eni-1")
    #expect(machine != router)
    for address in [machine, router] {
      #expect(address.octets.count == 6)
      #expect(address.octets[0] & 3 == 2)
      #expect(address.description.wholeMatch(of: /([0-9a-f]{2}:){5}[0-9a-f]{2}/) != nil)
    }
  }
}
