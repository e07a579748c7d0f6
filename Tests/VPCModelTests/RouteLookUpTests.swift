import IPAddressing
import Testing
import VPCModel

@Suite("Where a route table sends a packet")
struct RouteLookUpTests {
  private func cidr(_ text: String) throws -> RouteTable.Destination { .cidr(try IPPrefix(parsing: text)) }

  private func lookUp(
    _ address: String,
    _ routes: [RouteTable.Route],
    lists: ResourceTable<PrefixList> = []
  ) throws -> RouteTable.LookUp {
    RouteTable(id: "rtb-1", vpcID: "vpc-1", routes: routes)
      .route(to: try IPAddress(parsing: address), prefixLists: lists)
  }

  @Test("the longest prefix wins, in whatever order the routes stand")
  func longestPrefix() throws {
    let routes = [
      RouteTable.Route(try cidr("0.0.0.0/0"), to: .internetGateway("igw-1")),
      RouteTable.Route(try cidr("10.1.0.0/16"), to: .transitGateway("tgw-1")),
      RouteTable.Route(try cidr("10.1.2.0/24"), to: .vpcPeeringConnection("pcx-1")),
      RouteTable.Route(try cidr("::/0"), to: .egressOnlyInternetGateway("eigw-1")),
    ]
    for order in [routes, routes.reversed()] {
      #expect(try lookUp("10.1.2.3", order) == .route(routes[2], matched: IPPrefix(parsing: "10.1.2.0/24")))
      #expect(try lookUp("10.1.3.3", order) == .route(routes[1], matched: IPPrefix(parsing: "10.1.0.0/16")))
      #expect(try lookUp("10.2.0.0", order) == .route(routes[0], matched: IPPrefix(parsing: "0.0.0.0/0")))
      #expect(try lookUp("2001:db8::1", order) == .route(routes[3], matched: IPPrefix(parsing: "::/0")))
    }
    #expect(try lookUp("10.2.0.0", []) == .none)
    #expect(try lookUp("10.2.0.0", [routes[1], routes[3]]) == .none)
  }

  @Test("between equals a local route comes before a static one, and that before a propagated one")
  func ties() throws {
    let destination = try cidr("10.0.0.0/16")
    let local = RouteTable.Route(destination, to: .local)
    let fixed = RouteTable.Route(destination, to: .networkInterface("eni-1"))
    let propagated = RouteTable.Route(destination, to: .virtualPrivateGateway("vgw-1"), isPropagated: true)
    let matched = try IPPrefix(parsing: "10.0.0.0/16")
    for order in [[local, fixed, propagated], [propagated, fixed, local], [fixed, local, propagated]] {
      #expect(try lookUp("10.0.1.1", order) == .route(local, matched: matched))
    }
    for order in [[fixed, propagated], [propagated, fixed]] {
      #expect(try lookUp("10.0.1.1", order) == .route(fixed, matched: matched))
    }
    let narrower = RouteTable.Route(try cidr("10.0.1.0/24"), to: .networkInterface("eni-1"), isPropagated: true)
    #expect(
      try lookUp("10.0.1.1", [local, narrower]) == .route(narrower, matched: IPPrefix(parsing: "10.0.1.0/24")),
      "a longer prefix wins over local"
    )
  }

  @Test("a prefix list stands for its entries, and the entry that matched is told")
  func prefixList() throws {
    let lists: ResourceTable<PrefixList> = [
      PrefixList(
        id: "pl-1",
        name: "one",
        entries: [.init(try IPPrefix(parsing: "192.0.2.0/24")), .init(try IPPrefix(parsing: "192.0.2.128/25"))]
      )
    ]
    let route = RouteTable.Route(.prefixList("pl-1"), to: .vpcEndpoint("vpce-1"))
    let other = RouteTable.Route(try cidr("192.0.2.0/24"), to: .internetGateway("igw-1"))
    #expect(
      try lookUp("192.0.2.200", [other, route], lists: lists)
        == .route(route, matched: IPPrefix(parsing: "192.0.2.128/25"))
    )
    #expect(try lookUp("192.0.3.1", [route], lists: lists) == .none)
  }

  @Test("a list that is unknown leaves open what it could decide, and nothing else")
  func unknownPrefixList() throws {
    let unknown = RouteTable.Route(.prefixList("pl-1"), to: .vpcEndpoint("vpce-1"))
    let local = RouteTable.Route(try cidr("10.0.0.0/16"), to: .local)
    let everything = RouteTable.Route(try cidr("0.0.0.0/0"), to: .internetGateway("igw-1"))
    let listed: ResourceTable<PrefixList> = [PrefixList(id: "pl-1", name: "one", addressFamily: .ipv4)]
    for lists in [[], listed] {
      #expect(try lookUp("192.0.2.1", [everything, unknown], lists: lists) == .unknown("pl-1"))
      #expect(try lookUp("192.0.2.1", [unknown], lists: lists) == .unknown("pl-1"))
      #expect(
        try lookUp("10.0.1.1", [local, everything, unknown], lists: lists)
          == .route(local, matched: IPPrefix(parsing: "10.0.0.0/16"))
      )
    }
    #expect(try lookUp("2001:db8::1", [unknown], lists: listed) == .none, "the list is of the other family")
    #expect(try lookUp("2001:db8::1", [unknown]) == .unknown("pl-1"))
  }

  @Test("a blackhole is found like any route: it is not passed over for a shorter prefix")
  func blackhole() throws {
    let hole = RouteTable.Route(try cidr("10.1.0.0/16"), to: .vpcPeeringConnection("pcx-gone"), isBlackhole: true)
    let everything = RouteTable.Route(try cidr("0.0.0.0/0"), to: .internetGateway("igw-1"))
    #expect(
      try lookUp("10.1.2.3", [everything, hole]) == .route(hole, matched: IPPrefix(parsing: "10.1.0.0/16"))
    )
  }
}
