import EC2Shapes
import IPAddressing
import VPCModel

/// The parameters that say which packets a route is for.
protocol RouteDestinationParameters {
  var destinationCidrBlock: String? { get }
  var destinationIpv6CidrBlock: String? { get }
  var destinationPrefixListId: String? { get }
}

extension EC2.CreateRouteRequest: RouteDestinationParameters {}
extension EC2.ReplaceRouteRequest: RouteDestinationParameters {}
extension EC2.DeleteRouteRequest: RouteDestinationParameters {}

extension RouteDestinationParameters {
  /// The destination, canonical, of which there must be exactly one. Whether its prefix list exists is not looked at.
  func destination() throws(EC2Error) -> RouteTable.Destination {
    let given = [destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId].filter { $0?.isEmpty == false }
    let rule = "The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock, "
      + "destinationPrefixListId"
    if given.isEmpty { throw EC2Error(code: "MissingParameter", message: rule) }
    if given.count > 1 { throw .invalidParameterCombination(rule) }
    if let text = destinationCidrBlock, !text.isEmpty {
      guard let prefix = try? IPv4Prefix(canonicalizing: text) else {
        throw .invalidParameterValue(text, parameter: "destinationCidrBlock", reason: "This is not a valid CIDR block.")
      }
      return .cidr(.v4(prefix))
    }
    if let text = destinationIpv6CidrBlock, !text.isEmpty {
      guard let prefix = try? IPv6Prefix(canonicalizing: text) else {
        throw .invalidParameterValue(
          text,
          parameter: "destinationIpv6CidrBlock",
          reason: "This is not a valid IPv6 CIDR block."
        )
      }
      return .cidr(.v6(prefix))
    }
    return .prefixList(PrefixList.ID(destinationPrefixListId ?? ""))
  }
}

extension RouteTable.Destination {
  /// The parameter that names such a destination, as EC2's texts spell it.
  var parameterName: String {
    switch self {
    case .cidr(.v4): "destination-cidr-block"
    case .cidr(.v6): "destination-ipv6-cidr-block"
    case .prefixList: "destination-prefix-list-id"
    }
  }
}
