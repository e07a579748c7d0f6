package import IPAddressing
package import VPCModel

/// One station that a packet, or the answer to it, passes: what it says and why.
package struct PathStep: Hashable, Sendable {
  /// `forward`: the request on its way there. `reply`: the answer on its way back.
  package enum Leg: String, Codable, Hashable, Sendable { case forward, reply }

  package enum Station: String, Codable, Hashable, Sendable {
    case sourceDestinationCheck, securityGroups, networkACL, routeTable, peeringConnection, internetGateway
    case egressOnlyInternetGateway, natGateway, vpcEndpoint, middlebox, beyond, host
  }

  package var leg: Leg
  package var station: Station
  /// Egress or ingress, where the station looks at both separately.
  package var direction: TrafficDirection?
  package var outcome: StepOutcome
  /// The resources that the station is made of: an interface with its groups, a subnet with its ACL.
  package var resources: [PathResource] = []
  package var decider: Decider?
  /// One sentence without a full stop.
  package var reason: String
  package var code: ExplanationCode?
  /// What would have to be known where the outcome is unknown.
  package var missing: [MissingKnowledge] = []
  package var misses: [NearestMiss] = []
  /// What would make the station let the packet pass.
  package var repair: Repair?

  init(
    _ station: Station,
    leg: Leg = .forward,
    direction: TrafficDirection? = nil,
    _ outcome: StepOutcome,
    _ reason: String,
    resources: [PathResource] = [],
    decider: Decider? = nil,
    code: ExplanationCode? = nil,
    missing: [MissingKnowledge] = [],
    misses: [NearestMiss] = [],
    repair: Repair? = nil
  ) {
    self.station = station
    self.leg = leg
    self.direction = direction
    self.outcome = outcome
    self.reason = reason
    self.resources = resources
    self.decider = decider
    self.code = code
    self.missing = missing
    self.misses = misses
    self.repair = repair
  }
}

/// A resource that a step speaks of.
package struct PathResource: Hashable, Sendable, Codable {
  package let kind: String
  package let id: String
  /// The name people know it by; absent where it has none.
  package let name: String?

  init(_ kind: ResourceKind, _ id: String, name: String? = nil) {
    self.kind = kind.rawValue
    self.id = id
    self.name = name == id ? nil : name
  }
}

/// The rule, entry or route that decided.
package enum Decider: Hashable, Sendable {
  case rule(SecurityGroupRule)
  case entry(NetworkACL.ID, NetworkACL.Entry)
  case route(RouteTable.ID, RouteTable.Route)
}

/// Something that an answer hangs on and that the network does not tell.
package struct MissingKnowledge: Hashable, Sendable {
  package let words: String
  package let kind: ResourceKind?
  package let id: String?

  init(_ words: String, kind: ResourceKind? = nil, id: String? = nil) {
    self.words = words
    self.kind = kind
    self.id = id
  }
}

/// What would make a station let the packet pass.
package enum Repair: Hashable, Sendable {
  /// A rule on one of the interface's groups.
  /// - Parameter peer: the interface at the other end, where packets carry its private address.
  case rule(
    interface: NetworkInterface.ID,
    direction: TrafficDirection,
    remote: IPAddress,
    peer: NetworkInterface.ID?,
    selector: TrafficSelector
  )
  /// An entry before the one that denies.
  case entry(
    acl: NetworkACL.ID,
    direction: TrafficDirection,
    remote: IPAddress,
    selector: TrafficSelector
  )
  case route(table: RouteTable.ID, destination: IPPrefix, target: RouteTable.Target, replacesExisting: Bool)
  case switchOffSourceDestinationCheck(NetworkInterface.ID)
  /// More than one change would do, or none that a single command makes.
  case advice(String)
}

/// The whole way of one packet from one host to another and of the answer back.
package struct PathTrace: Hashable, Sendable {
  package let source: Host
  package let destination: Host
  package let probe: TrafficProbe
  package let steps: [PathStep]
  /// What the judgement takes for granted.
  package let assumptions: [String]

  /// Denied if a step denies: what is known to stop a packet does so whatever else is unknown.
  package var verdict: Verdict {
    Verdict(
      combining: steps.map { step in
        switch step.outcome {
        case .deny: .denied
        case .unknown: .unknown
        case .allow, .notApplicable: .allowed
        }
      }
    )
  }
}
