import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Naming the two ends")
struct EndpointTests {
  private func failure(_ town: Town, _ source: String, _ destination: String = "db") -> EndpointError? {
    do {
      _ = try town.ask(source, destination)
      return nil
    } catch { return error as? EndpointError }
  }

  @Test(
    "An interface is found by id, Name tag, private, public and IPv6 address",
    arguments: ["eni-web", "web", "10.0.1.10", "198.51.100.10", "2600:1f18:0:101::10"]
  )
  func interfaces(text: String) throws {
    #expect(try Town().ask(text, "db").paths.first?.source.interfaceID == "eni-web")
  }

  @Test("An instance is found by its id and its Name tag")
  func instances() throws {
    var town = Town()
    town.network.instances = [Instance(id: "i-1", networkInterfaceIDs: ["eni-app"], tags: ["Name": "worker"])]
    #expect(try town.ask("i-1", "db").paths.first?.source.interfaceID == "eni-app")
    #expect(try town.ask("worker", "db").source.kind == "instance")
  }

  @Test("A further name stands for what it names, and gives way to a name of the network's own")
  func aliases() throws {
    let town = Town()
    let explainer = Explainer(
      town.network,
      aliases: [
        EndpointAlias("aws_instance.app", kind: "Terraform resource", targets: ["eni-app", "sg-db", "nothing"]),
        EndpointAlias("aws_iam_role.none", kind: "Terraform resource", targets: ["arn"]),
        EndpointAlias("eni-web", kind: "Terraform resource", targets: ["eni-db"]),
      ]
    )
    let probe = try TrafficProbe(parsing: "tcp/443")
    let app = try explainer.explain(source: "aws_instance.app", destination: "eni-web", probe: probe)
    #expect(app.source.kind == "Terraform resource" && app.source.members == 2)
    #expect(app.paths.first?.destination.interfaceID == "eni-web")
    #expect(throws: EndpointError.self) {
      try explainer.explain(source: "aws_iam_role.none", destination: "eni-web", probe: probe)
    }
  }

  @Test("A load balancer's name stands for its interfaces in all zones")
  func loadBalancer() throws {
    var town = Town()
    for name in ["web", "app"] {
      town.network.networkInterfaces[NetworkInterface.ID("eni-\(name)")]?.summary = "ELB app/shop/50dc6c495c0c9188"
    }
    for text in ["shop", "app/shop/50dc6c495c0c9188"] {
      let explanation = try town.ask(text, "db")
      #expect(explanation.counts?.pairs == 2)
      #expect(explanation.source.kind == "application load balancer")
    }
  }

  @Test("A database is the interface that matches its groups, VPC and zone, while there is one alone")
  func database() throws {
    var town = Town()
    town.network.networkInterfaces["eni-db"]?.summary = "RDSNetworkInterface"
    town.network.databaseInstances = [DatabaseInstance(id: "orders", vpcID: Town.home, groupIDs: ["sg-db"])]
    #expect(try town.ask("app", "orders").paths.first?.destination.interfaceID == "eni-db")
    town.interface("db2", "db", "10.0.3.11", "2600:1f18:0:103::11", groups: ["sg-db"])
    town.network.networkInterfaces["eni-db2"]?.summary = "RDSNetworkInterface"
    guard case .ambiguous(_, _, _, let candidates)? = failure(town, "app", "orders") else {
      Issue.record("two interfaces match")
      return
    }
    #expect(candidates.map(\.id) == ["eni-db", "eni-db2"])
  }

  @Test("A name that two interfaces carry is ambiguous, with all that tells them apart")
  func ambiguousName() throws {
    var town = Town()
    town.interface("web2", "public", "10.0.1.11", "2600:1f18:0:101::11", groups: ["sg-web"])
    town.network.networkInterfaces["eni-web2"]?.tags = ["Name": "web"]
    let error = try #require(failure(town, "web"))
    #expect(error.description.contains("eni-web2"))
    #expect(error.description.contains("10.0.1.11"))
  }

  @Test("A host's name comes before a group's, which is said; the group's id means the group")
  func hostBeforeGroup() throws {
    let explanation = try Town().ask("app", "db")
    #expect(explanation.destination.kind == "network interface")
    #expect(explanation.notes.contains { $0.contains("sg-db") })
    #expect(try Town().ask("app", "sg-db").destination.kind == "security group")
  }

  @Test("An address that exists in two VPCs is the one that the other end can reach")
  func overlappingAddresses() throws {
    var town = Town()
    town.openDatabase()
    town.network.vpcs.insert(VPC(id: "vpc-copy", ipv4CIDRs: [v4("10.0.0.0/16")]))
    town.network.networkInterfaces.insert(
      NetworkInterface(
        id: "eni-copy",
        vpcID: "vpc-copy",
        subnetID: "subnet-copy",
        privateIPv4Addresses: [.init(IPv4Address(10, 0, 2, 10))]
      )
    )
    #expect(try town.ask("10.0.2.10", "db").paths.first?.source.interfaceID == "eni-app")
    #expect(failure(town, "10.0.2.10", "8.8.8.8") != nil)
  }

  @Test(
    "A text by itself means what it means as an end; an address is its owner's, wherever else it could be",
    arguments: ["eni-app", "app", "10.0.2.10"]
  )
  func oneText(text: String) throws {
    var town = Town()
    // A VPC whose block holds the address too, but where nobody has it.
    town.network.vpcs.insert(VPC(id: "vpc-copy", ipv4CIDRs: [v4("10.0.0.0/16")]))
    let endpoint = try EndpointResolver(town.network).resolve(text)
    guard case .interfaces(["eni-app"], _) = endpoint.meaning else {
      Issue.record("\(text) is \(endpoint)")
      return
    }
  }

  @Test("A text by itself is ambiguous where two interfaces have the address, and unknown where none has the name")
  func oneTextRefused() throws {
    var town = Town()
    town.network.networkInterfaces.insert(
      NetworkInterface(
        id: "eni-copy",
        vpcID: "vpc-copy",
        subnetID: "subnet-copy",
        privateIPv4Addresses: [.init(IPv4Address(10, 0, 2, 10))]
      )
    )
    let resolver = EndpointResolver(town.network)
    let ambiguous = #expect(throws: EndpointError.self) { try resolver.resolve("10.0.2.10") }
    #expect(ambiguous?.description.contains("eni-copy") == true)
    let unknown = #expect(throws: EndpointError.self) { try resolver.resolve("wbe") }
    #expect(unknown?.description.contains("the interface 'wbe'") == true)
  }

  @Test(
    "An unknown name suggests the nearest ones",
    arguments: [("wbe", "web"), ("ap", "app"), ("eni-pee", "eni-peer")]
  )
  func suggestions(text: String, meant: String) throws {
    guard case .unknown(_, _, let suggestions)? = failure(Town(), text) else {
      Issue.record("\(text) is unknown")
      return
    }
    #expect(suggestions.first == meant)
  }

  @Test("Ends without a common family, and addresses that are none, are refused in words")
  func refusals() throws {
    var town = Town()
    town.network.networkInterfaces["eni-app"]?.ipv6Addresses = []
    town.network.networkInterfaces["eni-db"]?.privateIPv4Addresses = []
    #expect(failure(town, "app") == .noCommonFamily(source: "app", destination: "db", asked: nil))
    guard case .malformed? = failure(Town(), "10.0.0.300") else {
      Issue.record("10.0.0.300 is no address")
      return
    }
    #expect(failure(Town(), "8.8.8.8", "1.1.1.1") == .noPairs(source: "8.8.8.8", destination: "1.1.1.1"))
  }

  @Test("A group without members is no end")
  func emptyGroup() {
    var town = Town()
    town.network.securityGroups.insert(SecurityGroup(id: "sg-empty", name: "empty", vpcID: Town.home))
    guard case .noInterfaces? = failure(town, "empty") else {
      Issue.record("nobody carries the group")
      return
    }
  }
}

@Suite("Traffic as it is written")
struct TrafficTests {
  @Test(
    "Each form reads as what it says",
    arguments: [
      ("5432", "tcp/5432"), ("tcp/22", "tcp/22"), ("UDP/53", "udp/53"), ("icmp", "icmp echo request"),
      ("icmp/3/4", "icmp type 3 code 4"), ("icmpv6", "icmpv6 echo request"), ("protocol/47", "protocol 47 (GRE)"),
      ("protocol/esp", "protocol 50 (ESP)"),
    ]
  )
  func forms(text: String, words: String) throws {
    #expect(try TrafficProbe(parsing: text).description == words)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "65536", "-1", "tcp", "tcp/", "tcp/1/2", "80-90", "icmp/256", "icmp/1/2/3", "protocol/6", "protocol/256",
      "gre",
      "http", "+5", "tcp/ 5", "99999999999999999999",
    ]
  )
  func refusals(text: String) {
    #expect(throws: TrafficParseError.self) { try TrafficProbe(parsing: text) }
  }

  @Test("Only TCP and UDP have source ports")
  func sourcePorts() {
    #expect(throws: TrafficParseError.self) { try TrafficProbe(parsing: "icmp", sourcePort: 5) }
  }
}
