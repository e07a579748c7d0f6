import PositionedJSON
import VPCModel

extension FlowLog {
  /// An element of `FlowLogs`; nothing for one that is not active.
  init?(described element: JSONValue) throws(ElementProblem) {
    let status = try element.optionalText("FlowLogStatus") ?? "ACTIVE"
    let resource = try element.optionalText("ResourceId") ?? ""
    // Of a transit gateway, logs have no traffic type: everything is logged.
    let traffic = try element.optionalText("TrafficType").flatMap(Traffic.init(rawValue:)) ?? .all
    guard status == "ACTIVE", !resource.isEmpty else { return nil }
    self.init(resourceID: resource, traffic: traffic)
  }
}
