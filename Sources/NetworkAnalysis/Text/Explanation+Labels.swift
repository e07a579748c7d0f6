import Findings

extension Verdict {
  var style: TextStyle {
    switch self {
    case .allowed: .good
    case .denied: .bad
    case .unknown: .doubtful
    }
  }
}

extension StepOutcome {
  /// The sign before a step.
  var mark: (String, TextStyle) {
    switch self {
    case .allow: ("✓", .good)
    case .deny: ("✗", .bad)
    case .unknown: ("?", .doubtful)
    case .notApplicable: ("·", .faint)
    }
  }
}

extension Explanation.Step {
  /// What the station is called beside the drawing.
  var label: String {
    let back = leg == .reply ? "back: " : ""
    let way = direction.map { $0 == "egress" ? " out" : " in" } ?? ""
    switch station {
    case .sourceDestinationCheck: return "source check"
    case .securityGroups: return back + "security groups" + way
    case .networkACL: return back + "network ACL" + way
    case .routeTable: return back + "route"
    case .peeringConnection: return "peering"
    case .internetGateway: return "internet gateway" + way
    case .egressOnlyInternetGateway: return "egress-only gateway"
    case .natGateway: return "NAT gateway"
    case .vpcEndpoint: return "VPC endpoint"
    case .middlebox: return "middlebox"
    case .beyond: return "beyond"
    case .host: return "host"
    }
  }

  /// The reason in the drawing, where an allowing entry or route is named as shortly as it can be.
  var briefReason: String {
    guard outcome == .allow, let place = resources.last.map({ $0.name ?? $0.id }) else { return reason }
    switch station {
    case .networkACL:
      guard let entry = decidedBy, entry.text.hasPrefix("allow ") else { return "\(place): \(reason)" }
      return "\(place) #\(entry.id) allows \(entry.text.dropFirst("allow ".count))"
    case .routeTable: return "\(place): \(reason)"
    default: return reason
    }
  }
}
