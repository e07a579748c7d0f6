import FlowLogs
import Foundation
import IPAddressing
import Testing
import VPCModel

@Suite("Formats of flow log records")
struct FlowRecordFormatTests {
  @Test("has AWS's version 2 as its standard")
  func standard() {
    #expect(
      FlowRecordFormat.standard.description
        == "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} "
        + "${packets} ${bytes} ${start} ${end} ${action} ${log-status}"
    )
    #expect(FlowRecordFormat.standard.version == 2)
  }

  @Test("writes the standard record as AWS documents it")
  func standardLine() {
    let line = FlowRecordFormat.standard.line(
      Sample.record(at: 1, to: 47, count: TrafficCount(packets: 20, bytes: 4249)),
      Sample.facts
    )
    #expect(
      line == "2 123456789012 eni-0d 10.0.1.5 10.0.3.20 40000 5432 6 20 4249 1795488001 1795488047 ACCEPT OK"
    )
  }

  @Test("writes intervals without records as AWS documents them")
  func emptyLines() {
    let end = Sample.start.adding(seconds: 60)
    let format = FlowRecordFormat.standard
    #expect(
      format.line(.noData, from: Sample.start, to: end, Sample.facts)
        == "2 123456789012 eni-0d - - - - - - - 1795488000 1795488060 - NODATA"
    )
    #expect(
      format.line(.skipData, from: Sample.start, to: end, Sample.facts)
        == "2 123456789012 eni-0d - - - - - - - 1795488000 1795488060 - SKIPDATA"
    )
  }

  @Test("writes every field of every version, with a dash for what does not exist here")
  func everyField() throws {
    let all = FlowField.allCases.map { "${\($0.rawValue)}" }.joined(separator: " ")
    let format = try FlowRecordFormat(parsing: all)
    #expect(format.fields == FlowField.allCases)
    let record = Sample.record(flags: [.syn, .fin], direction: .egress)
    let columns = format.line(record, Sample.facts).split(separator: " ").map(String.init)
    let byName = Dictionary(zip(FlowField.allCases.map(\.rawValue), columns), uniquingKeysWith: { first, _ in first })
    #expect(columns.count == FlowField.allCases.count)
    let expected = [
      "version": "10", "vpc-id": "vpc-1", "subnet-id": "subnet-1", "instance-id": "i-1", "tcp-flags": "3",
      "type": "IPv4", "pkt-srcaddr": "10.0.3.20", "pkt-dstaddr": "10.0.1.5", "region": "eu-central-1",
      "az-id": "euc1-az2", "sublocation-type": "-", "sublocation-id": "-", "pkt-src-aws-service": "-",
      "flow-direction": "egress", "traffic-path": "1", "ecs-task-id": "-", "reject-reason": "-",
      "ringfence-rule-id": "sgr-1", "ringfence-reason": "-", "ringfence-explanation": "-",
    ]
    for (name, value) in expected { #expect(byName[name] == value, "\(name)") }
  }

  @Test("keeps Ringfence's sentence one word, and reversible")
  func explanation() throws {
    let format = try FlowRecordFormat(
      parsing: "${ringfence-reason} ${ringfence-nearest-rule-id} ${ringfence-explanation}"
    )
    let line = format.line(Sample.record(action: .reject), Sample.facts)
    let columns = line.split(separator: " ")
    #expect(columns.count == 3)
    #expect(columns[0] == "no-ingress-rule" && columns[1] == "sgr-2")
    #expect(columns[2].removingPercentEncoding == Sample.refusal.words)
    #expect(format.version == 2)
  }

  @Test("shows the primary address of the interface's end, and the packet's own beside it")
  func primaryAddress() throws {
    let format = try FlowRecordFormat(parsing: "${srcaddr} ${dstaddr} ${pkt-srcaddr} ${pkt-dstaddr}")
    var record = Sample.record(direction: .egress)
    record.key.source = .v4(IPv4Address(10, 0, 3, 77))
    #expect(format.line(record, Sample.facts) == "10.0.3.20 10.0.1.5 10.0.3.77 10.0.1.5")
    record.key.direction = .ingress
    #expect(format.line(record, Sample.facts) == "10.0.3.77 10.0.3.20 10.0.3.77 10.0.1.5")
  }

  @Test("knows no way of egress that leaves the VPC, and none of ingress")
  func trafficPath() throws {
    let format = try FlowRecordFormat(parsing: "${version} ${traffic-path}")
    var record = Sample.record(direction: .egress)
    record.key.destination = .v4(IPv4Address(192, 0, 2, 1))
    #expect(format.line(record, Sample.facts) == "5 -")
    #expect(format.line(Sample.record(direction: .ingress), Sample.facts) == "5 -")
  }

  @Test(
    "takes the highest version of its fields",
    arguments: [
      ("${srcaddr}", 2), ("${vpc-id} ${srcaddr}", 3), ("${region}", 4), ("${flow-direction} ${vpc-id}", 5),
      ("${ringfence-reason}", 2),
    ]
  )
  func version(text: String, version: Int) throws {
    #expect(try FlowRecordFormat(parsing: text).version == version)
  }

  @Test(
    "says where a format is wrong",
    arguments: [
      ("", 0, FlowFormatError.Reason.empty), ("${srcaddr} ${nonsense}", 11, .unknownField("nonsense")),
      ("${srcaddr}  ${dstaddr}", 11, .notAField("")), ("srcaddr", 0, .notAField("srcaddr")),
      ("${srcaddr},${dstaddr}", 0, .unknownField("srcaddr},${dstaddr")), ("${}", 0, .notAField("${}")),
      ("${srcaddr} ${srcaddr}", 11, .repeatedField("srcaddr")), ("${SRCADDR}", 0, .unknownField("SRCADDR")),
      ("${srcaddr} ", 11, .notAField("")),
    ]
  )
  func errors(text: String, offset: Int, reason: FlowFormatError.Reason) {
    #expect(throws: FlowFormatError(offset: offset, reason: reason)) { try FlowRecordFormat(parsing: text) }
  }

  @Test(
    "shows TCP flags as AWS does",
    arguments: [(0x02, 2), (0x12, 18), (0x10, 0), (0x11, 1), (0x18, 8), (0x14, 4), (0xC2, 2), (0x3F, 63), (0x20, 32)]
      as [(UInt8, UInt8)]
  )
  func flags(segment: UInt8, shown: UInt8) { #expect(LoggedTCPFlags(segment: segment).rawValue == shown) }
}
