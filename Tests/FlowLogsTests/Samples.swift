import FlowLogs
import Foundation
import IPAddressing
import VPCModel

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("flow-logs-\(UUID().uuidString)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every file in it by its path, with its lines.
  var files: [String: [String]] {
    var files: [String: [String]] = [:]
    for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      guard let text = try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) else { continue }
      files[name] = text.split(separator: "\n").map(String.init)
    }
    return files
  }
}

enum Sample {
  static let app: NetworkInterface.ID = "eni-0a"
  static let database: NetworkInterface.ID = "eni-0d"
  static let appAddress = IPAddress.v4(IPv4Address(10, 0, 1, 5))
  static let databaseAddress = IPAddress.v4(IPv4Address(10, 0, 3, 20))

  /// 2026-11-24T02:40:00Z, where a minute and ten of them begin.
  static let start = FlowTime(milliseconds: 1_795_488_000_000)

  static func record(
    _ transport: Transport = .tcp(source: 40_000, destination: 5432),
    at seconds: Int64 = 1,
    to end: Int64? = nil,
    count: TrafficCount = TrafficCount(packets: 1, bytes: 60),
    flags: LoggedTCPFlags = .syn,
    action: FlowAction = .accept,
    direction: TrafficDirection = .ingress
  ) -> FlowRecord {
    FlowRecord(
      key: FlowRecord.Key(
        interfaceID: database,
        direction: direction,
        source: direction == .ingress ? appAddress : databaseAddress,
        destination: direction == .ingress ? databaseAddress : appAddress,
        transport: transport,
        action: action
      ),
      count: count,
      start: start.adding(seconds: seconds),
      end: start.adding(seconds: end ?? seconds),
      tcpFlags: flags,
      ruleID: action == .accept ? "sgr-1" : nil,
      refusal: action == .reject ? refusal : nil
    )
  }

  static let refusal = Refusal(
    .ingressRules,
    words: #"sg-db: no rule; nearest "sgr-2" tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)"#,
    nearestRuleID: "sgr-2"
  )

  static let facts = FlowInterfaceFacts(
    interfaceID: database,
    accountID: "123456789012",
    vpcID: "vpc-1",
    subnetID: "subnet-1",
    instanceID: "i-1",
    region: "eu-central-1",
    availabilityZoneID: "euc1-az2",
    primaryIPv4: databaseAddress,
    vpcBlocks: [.v4(IPv4Prefix("10.0.0.0/16") ?? .all)]
  )

  static func event(_ seconds: Int64, _ content: FlowEvent.Content, port: UInt16 = 5432) -> FlowEvent {
    FlowEvent(
      time: start.adding(seconds: seconds),
      source: appAddress,
      destination: databaseAddress,
      transport: .tcp(source: 40_000, destination: port),
      content: content
    )
  }

  static let ends = [
    FlowEvent.End(interfaceID: app, direction: .egress, acceptance: .rule("sgr-out", group: "sg-app")),
    FlowEvent.End(interfaceID: database, direction: .ingress, acceptance: .rule("sgr-in", group: nil)),
  ]
}
