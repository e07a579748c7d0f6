import Testing
import VPCModel

@testable import NetworkLab

@Suite("The lab's commands")
struct LabScriptTests {
  @Test("two machines: the whole script")
  func golden() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    network.networkInterfaces.insert(try LabSample.interface("eni-1", in: "subnet-1", ["10.0.1.5", "10.0.1.6"]))
    network.networkInterfaces.insert(try LabSample.interface("eni-2", in: "subnet-1", ["10.0.1.7"], ipv6: ["fd00::7"]))
    let plan = LabPlan(network)
    let script = LabScript(plan)
    let router = try #require(plan.routers.first)
    let (one, two) = (plan.machines[0], plan.machines[1])
    #expect(script.namespaces == [router.namespace, one.namespace, two.namespace].map { "netns add \($0)" })
    #expect(
      script.cables(router)
        == [one, two].map { machine in
          "link add \(machine.device) address \(machine.routerHardwareAddress) mtu 1500 type veth peer name eth0"
            + " address \(machine.hardwareAddress) mtu 1500 netns \(machine.namespace)"
        }
    )
    #expect(
      LabScript.inside(one) == [
        "link set lo up", "link set eth0 up", "addr add 10.0.1.5/32 dev eth0", "addr add 10.0.1.6/32 dev eth0",
        "neigh replace 10.0.1.1 lladdr \(one.routerHardwareAddress) dev eth0 nud permanent",
        "route add default via 10.0.1.1 dev eth0 onlink src 10.0.1.5",
      ]
    )
    #expect(
      LabScript.inside(two).suffix(4) == [
        "addr add fd00::7/128 dev eth0 nodad", "addr add fe80::2/64 dev eth0 nodad",
        "neigh replace fe80::1 lladdr \(two.routerHardwareAddress) dev eth0 nud permanent",
        "route add default via fe80::1 dev eth0 src fd00::7",
      ]
    )
    #expect(
      script.router(router) == [
        "link set lo up", "addr add 10.0.1.1/32 dev lo",
        "link set \(one.device) up",
        "neigh replace 10.0.1.5 lladdr \(one.hardwareAddress) dev \(one.device) nud permanent",
        "link set \(two.device) up",
        "neigh replace 10.0.1.7 lladdr \(two.hardwareAddress) dev \(two.device) nud permanent",
        "addr add fe80::1/64 dev \(two.device) nodad",
        "neigh replace fe80::2 lladdr \(two.hardwareAddress) dev \(two.device) nud permanent",
        "route add blackhole 0.0.0.0/0", "route add blackhole 10.0.0.0/16",
        "route add 10.0.1.5/32 via 10.0.1.5 dev \(one.device) onlink",
        "route add 10.0.1.6/32 via 10.0.1.5 dev \(one.device) onlink",
        "route add 10.0.1.7/32 via 10.0.1.7 dev \(two.device) onlink",
        "route add blackhole ::/0", "route add fd00::7/128 via fe80::2 dev \(two.device) onlink",
      ]
    )
  }

  @Test("one table takes no rules")
  func rules() throws {
    let plan = LabPlan(try LabSample.twins())
    for router in plan.routers { #expect(LabScript(plan).rules(router).isEmpty) }
  }

  @Test("only an interface without the source/destination check passes packets on")
  func forwarding() throws {
    let plan = LabPlan(try LabSample.middlebox())
    let forwarding = plan.machines.filter { machine in
      LabScript.settings(of: machine).contains { $0 == ("net/ipv4/ip_forward", "1") }
    }
    #expect(forwarding.map(\.interfaceID) == ["eni-9"])
  }

  @Test("an error of ip says which of the lines it was")
  func errors() {
    let result = ChildCommand.Result(
      status: 1,
      output: "",
      errors: "RTNETLINK answers: File exists\nCommand failed -:2\n"
    )
    let error = IPBatch.error(result, ["link set lo up", "addr add 10.0.0.1/32 dev lo"])
    #expect(error.description == "ip failed: ip addr add 10.0.0.1/32 dev lo: RTNETLINK answers: File exists")
    let other = IPBatch.error(ChildCommand.Result(status: 137, output: "", errors: ""), ["link set lo up"])
    #expect(other.description == "ip failed: exit status 137")
  }
}
