import HCL
import VPCModel

extension NetworkBuilder {
  /// Gives the VPCs that are managed here their flow logs. Those of others may be logged by whoever manages them.
  mutating func addFlowLogs() {
    var logs: [FlowLog] = []
    var isWhole = true
    for instance in managed["aws_flow_log"] ?? [] {
      let block = ResourceBlock(instance)
      let written = ["vpc_id", "subnet_id", "eni_id"].filter { !block.text($0).isAbsent }
      // Of transit gateways.
      guard let attribute = written.first else { continue }
      if case .unknown = resolve(block.text(attribute)) { isWhole = false }
      guard let resource = id(block, attribute, effect: "which VPC is logged is not known") else { continue }
      let traffic = block.text("traffic_type").known.flatMap(FlowLog.Traffic.init(rawValue:)) ?? .all
      logs.append(FlowLog(resourceID: resource, traffic: traffic))
      if let own = ids[block.address] { record(own, from: block) }
    }
    guard isWhole else { return }
    let strangers = Set((data["aws_vpc"] ?? []).compactMap { ids[ResourceBlock($0).address] }.map { VPC.ID($0) })
    network.takeFlowLogs(logs)
    for id in strangers where network.vpcs[id]?.flowLogs?.isEmpty == true { network.vpcs[id]?.flowLogs = nil }
  }
}
