import Findings
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Audit: flow logs")
struct FlowLogCheckTests {
  private func town(_ logs: [FlowLog]?) -> AuditTown {
    var town = AuditTown()
    if let logs { town.network.takeFlowLogs(logs) }
    return town
  }

  @Test("Reports a VPC without flow logs, where it is known that there are none")
  func missing() throws {
    #expect(town(nil).findings("vpc-without-flow-logs").isEmpty)
    let both = town([])
    #expect(both.findings("vpc-without-flow-logs").map(\.subjects.first?.id) == [Town.away.text, Town.home.text])
    #expect(both.severity("vpc-without-flow-logs") == .low)
    var empty = both
    for interface in empty.network.networkInterfaces.sorted { empty.network.networkInterfaces[interface.id] = nil }
    #expect(empty.severity("vpc-without-flow-logs") == .info)
  }

  @Test("Takes logs of the VPC or of all its subnets, of all traffic or of what is rejected")
  func logged() {
    func messages(_ logs: (String, FlowLog.Traffic)...) -> [String] {
      town(logs.map { FlowLog(resourceID: $0.0, traffic: $0.1) } + [FlowLog(resourceID: Town.away.text, traffic: .all)])
        .findings("vpc-without-flow-logs").map(\.message)
    }
    #expect(messages((Town.home.text, .all)).isEmpty)
    #expect(messages((Town.home.text, .reject)).isEmpty)
    #expect(messages((Town.home.text, .accept)).first?.contains("leave out what is rejected") == true)
    #expect(messages(("subnet-public", .all), ("subnet-app", .all), ("subnet-db", .reject)).isEmpty)
    #expect(messages(("subnet-public", .all)).first?.contains("for a part only") == true)
    #expect(messages(("eni-web", .all)).first?.contains("for a part only") == true)
    #expect(messages().first?.contains("has no flow logs") == true)
  }
}
