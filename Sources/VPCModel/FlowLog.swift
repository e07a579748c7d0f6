/// A flow log: which packets of a VPC, a subnet or an interface are recorded.
package struct FlowLog: Hashable, Sendable, Codable {
  /// EC2's `TrafficType`.
  package enum Traffic: String, Hashable, Sendable, Codable {
    case accept = "ACCEPT"
    case reject = "REJECT"
    case all = "ALL"
  }

  /// What is logged: the identifier of a VPC, a subnet, an interface or something else.
  package var resourceID: String
  package var traffic: Traffic

  package init(resourceID: String, traffic: Traffic) {
    self.resourceID = resourceID
    self.traffic = traffic
  }
}
