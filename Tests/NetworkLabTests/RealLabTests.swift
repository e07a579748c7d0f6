import Foundation
import IPAddressing
import LinuxDataPlane
import NetworkLab
import Synchronization
import Testing
import VPCModel

@Suite(
  "A lab of real namespaces",
  .serialized,
  .enabled(if: RealLab.isPossible, RealLab.reason),
  .timeLimit(.minutes(2))
)
struct RealLabTests {
  @Test("comes up and down with the story's network, and leaves nothing")
  func upAndDown() async throws {
    try await RealLab.with { real in
      let network = try LabSample.story()
      let made = try real.lab.up(network, source: "story")
      #expect(made.state.machines.count == network.networkInterfaces.count)
      #expect(Set(try real.inventory().namespaces) == Set(made.state.namespaces))
      #expect(try real.lab.folder.attachments.all() == made.attachments)
      #expect(made.attachments.allSatisfy { $0.kind == .routed && $0.maker == .lab })
      #expect(try real.lab.folder.network()?.networkInterfaces == network.networkInterfaces)
      let links = try RealLab.run(made.state.routers[0].namespace, ["ip", "-br", "link"])
      for attachment in made.attachments { #expect(links.contains(attachment.device)) }
      // No firewall is here, and the story's only obstacle is one.
      #expect(try real.connects("eni-0e5b8c2f6a9dcd7a4", "eni-0f6c9d3a7b1ede8b5", network) == .connected)
      let (removed, processes) = try real.lab.down()
      #expect(removed.namespaces.count == made.state.namespaces.count && processes.isEmpty)
      #expect(try real.lab.current() == nil)
      #expect(try real.lab.folder.attachments.all().isEmpty)
    }
  }

  @Test("answers IPv4 and IPv6 pings at once, and refuses what leads to a gateway")
  func pings() async throws {
    try await RealLab.with { real in
      var network = try LabSample.crowd(3)
      network.routeTables["rtb-vpc-a"]?.routes.append(
        RouteTable.Route(.cidr(.all(.ipv4)), to: .internetGateway("igw-1"))
      )
      let state = try real.lab.up(network, source: "test").state
      let namespace = state.machines[0].namespace
      for address in ["10.0.0.11", "10.0.0.12", "fd00::2", "fd00::3"] {
        let said = try RealLab.run(namespace, ["ping", "-c1", "-W1", address])
        #expect(said.contains(" 1 received"), "\(said)")
      }
      #expect(try RealLab.run(namespace, ["ping", "-c1", "-W1", "8.8.8.8"]).contains("Packet filtered"))
      // Nobody has it, and EC2 would not say so either.
      let silent = try RealLab.run(namespace, ["ping", "-c1", "-W1", "10.0.0.200"])
      #expect(silent.contains(" 0 received") && !silent.contains("errors"), "\(silent)")
    }
  }

  @Test("keeps VPCs with the same addresses apart")
  func twins() async throws {
    try await RealLab.with { real in
      let network = try LabSample.twins()
      _ = try real.lab.up(network, source: "twins")
      #expect(try real.connects("eni-vpc-a-10", "eni-vpc-a-11", network) == .connected)
      #expect(try real.connects("eni-vpc-b-10", "eni-vpc-b-11", network) == .connected)
      // Its own VPC has the address too: that host may answer, the other VPC's never does.
      #expect(try real.connects("eni-vpc-a-10", "eni-vpc-b-11", network) != .connected)
    }
  }

  @Test("carries packets over a peering connection where both route tables say so")
  func peering() async throws {
    try await RealLab.with { real in
      let network = try LabSample.peers()
      _ = try real.lab.up(network, source: "peers")
      #expect(try real.connects("eni-a", "eni-b", network) == .connected)
      #expect(try real.connects("eni-b", "eni-a", network) == .connected)
      #expect(try real.connects("eni-a", "eni-far", network) == .timedOut)
    }
    try await RealLab.with { real in
      let network = try LabSample.peers(withWayBack: false)
      _ = try real.lab.up(network, source: "peers")
      #expect(try real.connects("eni-a", "eni-b", network) == .timedOut)
    }
  }

  @Test("sends packets through a middlebox that passes them on, and loses them at one that does not")
  func middlebox() async throws {
    for check in [false, true] {
      try await RealLab.with { real in
        let network = try LabSample.middlebox(check: check)
        let state = try real.lab.up(network, source: "middlebox").state
        #expect(try real.connects("eni-1", "eni-2", network) == (check ? .timedOut : .connected))
        #expect(try real.connects("eni-1", "eni-1b", network) == .connected)
        let box = try #require(state.machine("eni-9"))
        let counters = try RealLab.run(box.namespace, ["cat", "/proc/net/snmp"])
        let forwarded = counters.split(separator: "\n").filter { $0.hasPrefix("Ip:") }.last?.split(separator: " ")
        #expect((Int(forwarded?.dropFirst(6).first ?? "0") ?? 0 > 0) == !check)
      }
    }
  }

  @Test("is one at a time: a second one is refused while the first is up")
  func oneAtATime() async throws {
    try await RealLab.with { real in
      let network = try LabSample.twins()
      let first = try real.lab.up(network, source: "first").state
      let error = #expect(throws: LabError.self) { try real.lab.up(network, source: "second") }
      #expect(error?.code == .alreadyUp)
      #expect(error?.description.contains("first") == true)
      #expect(try real.lab.current() == first)
      #expect(try real.connects("eni-vpc-a-10", "eni-vpc-a-11", network) == .connected)
    }
  }

  @Test("removes what a crashed run left, and comes up")
  func afterACrash() async throws {
    try await RealLab.with { real in
      // As a crash leaves them: a namespace, a file that none was mounted on yet, an attachment, half a state.
      let prefix = real.lab.names.namespacePrefix
      try RealLab.addNamespace(prefix + "left")
      #expect(FileManager.default.createFile(atPath: "/run/netns/\(prefix)half", contents: nil))
      let old = Attachment(interfaceID: "eni-old", kind: .routed, device: "rf0", namespace: .own, maker: .lab)
      try real.lab.folder.attachments.put(old)
      try Data("{\"phase\":\"bui".utf8).write(to: URL(fileURLWithPath: real.lab.folder.path + "/lab.json"))
      #expect(try real.inventory().namespaces.count == 2)

      let made = try real.lab.up(try LabSample.twins(), source: "again")
      #expect(made.leftovers.namespaces == [prefix + "half", prefix + "left"])
      #expect(made.leftovers.attached == ["eni-old"])
      #expect(Set(try real.inventory().namespaces) == Set(made.state.namespaces))
      #expect(!(try real.lab.folder.attachments.all().contains(old)))
    }
  }

  @Test("interrupted at any point of coming up, it leaves nothing")
  func interruption() async throws {
    for limit in [0, 1, 3, 6, 12, 20] {
      try await RealLab.with { real in
        let asked = Mutex(0)
        let network = try LabSample.crowd(12)
        let error = #expect(throws: LabError.self) {
          try real.lab.up(network, source: "test") {
            _ in
          } isCancelled: {
            asked.withLock { asked in
              asked += 1
              return asked > limit
            }
          }
        }
        #expect(error?.code == .cancelled, "after \(limit)")
        #expect(try real.inventory().isEmpty, "after \(limit)")
        #expect(try real.lab.current() == nil)
      }
    }
  }

  @Test("a failing step leaves nothing, and the error says which it was")
  func failure() async throws {
    try await RealLab.with { real in
      var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
      // A class E address: the model takes it, the kernel does not take a multicast one as a host's.
      network.networkInterfaces.insert(try LabSample.interface("eni-1", in: "subnet-1", ["224.0.0.5"]))
      let error = #expect(throws: LabError.self) { try real.lab.up(network, source: "test") }
      #expect(error?.description.contains("224.0.0.5") == true)
      #expect(try real.inventory().isEmpty)
    }
  }

  @Test("down says which processes go on in its namespaces")
  func processes() async throws {
    try await RealLab.with { real in
      let state = try real.lab.up(try LabSample.twins(), source: "test").state
      let sleeper = Process()
      sleeper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      sleeper.arguments = ["ip", "netns", "exec", state.machines[0].namespace, "sleep", "30"]
      try sleeper.run()
      defer { sleeper.terminate() }
      for _ in 0..<100 {
        if !(try real.inventory().processes().isEmpty) { break }
        try await Task.sleep(for: .milliseconds(20))
      }
      let (_, processes) = try real.lab.down()
      #expect(processes.map(\.id) == [sleeper.processIdentifier])
      #expect(processes.first?.namespace == state.machines[0].namespace)
    }
  }

  @Test("three hundred interfaces come up, and the first reaches the last")
  func hundreds() async throws {
    try await RealLab.with { real in
      let network = try LabSample.crowd(300)
      let clock = ContinuousClock()
      let start = clock.now
      let made = try real.lab.up(network, source: "crowd")
      print("300 interfaces up in \(clock.now - start)")
      #expect(made.attachments.count == 300)
      #expect(try real.connects("eni-0", "eni-299", network) == .connected)
      let middle = clock.now
      _ = try real.lab.down()
      print("and down in \(clock.now - middle)")
    }
  }
}
