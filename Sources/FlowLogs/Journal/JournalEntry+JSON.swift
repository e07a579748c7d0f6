package import Foundation
import IPAddressing
import VPCModel

// One JSON object a line. Written by hand, for a machine under load writes tens of thousands in a second; read with
// Foundation, for nobody reads as many.

extension JournalEntry {
  /// Appends the entry's line, its end included.
  package func write(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #"{"time":""#.utf8)
    time.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    switch self {
    case .lost(_, let count, let why):
      bytes.append(contentsOf: #","event":"lost","count":\#(count),"reason":"#.utf8)
      JSONWriting.write(why, to: &bytes)
    case .flow(let event): event.writeMembers(to: &bytes)
    }
    bytes.append(contentsOf: "}\n".utf8)
  }

  /// Reads a line.
  ///
  /// - Returns: nothing for what is no entry: half a line that a crash left, or one of a later version.
  package init?(line: some DataProtocol) {
    guard let raw = try? JSONDecoder().decode(RawEntry.self, from: Data(line)), let entry = raw.journalEntry else {
      return nil
    }
    self = entry
  }
}

extension FlowEvent {
  fileprivate func writeMembers(to bytes: inout [UInt8]) {
    switch content {
    case .opened: bytes.append(contentsOf: #","event":"opened","action":"ACCEPT","#.utf8)
    case .ended: bytes.append(contentsOf: #","event":"ended","action":"ACCEPT","#.utf8)
    case .rejected: bytes.append(contentsOf: #","event":"rejected","action":"REJECT","#.utf8)
    }
    bytes.append(contentsOf: #""source":"\#(source)","destination":"\#(destination)","#.utf8)
    bytes.append(contentsOf: #""protocol":\#(transport.ipProtocol.rawValue)"#.utf8)
    switch transport {
    case .tcp(let source, let destination), .udp(let source, let destination):
      bytes.append(contentsOf: #","sourcePort":\#(source),"destinationPort":\#(destination)"#.utf8)
    case .icmp(let message), .icmpv6(let message):
      bytes.append(contentsOf: #","icmpType":\#(message.type),"icmpCode":\#(message.code)"#.utf8)
    case .other: break
    }
    switch content {
    case .opened(let ends): Self.write(ends, to: &bytes)
    case .ended(let ends, let totals):
      Self.write(ends, to: &bytes)
      bytes.append(contentsOf: #","start":""#.utf8)
      totals.start.write(to: &bytes)
      bytes.append(
        contentsOf: """
          ","packets":\(totals.forward.packets),"bytes":\(totals.forward.bytes),\
          "replyPackets":\(totals.reply.packets),"replyBytes":\(totals.reply.bytes)
          """.utf8
      )
    case .rejected(let id, let refusal, let count):
      bytes.append(contentsOf: #","interface":"#.utf8)
      JSONWriting.write(id.text, to: &bytes)
      bytes.append(
        contentsOf: #","direction":"\#(refusal.cause.direction.rawValue)","cause":"\#(refusal.cause.rawValue)""#.utf8
      )
      bytes.append(contentsOf: #","reason":"#.utf8)
      JSONWriting.write(refusal.words, to: &bytes)
      JSONWriting.write("nearestRule", refusal.nearestRuleID?.text, to: &bytes)
      JSONWriting.write("networkACL", refusal.networkACLID?.text, to: &bytes)
      if let number = refusal.entryNumber { bytes.append(contentsOf: #","entry":\#(number)"#.utf8) }
      bytes.append(contentsOf: #","packets":\#(count.packets),"bytes":\#(count.bytes)"#.utf8)
    }
  }

  private static func write(_ ends: [End], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #","ends":["#.utf8)
    for (index, end) in ends.enumerated() {
      bytes.append(contentsOf: (index == 0 ? "" : ",").utf8)
      bytes.append(contentsOf: #"{"interface":"#.utf8)
      JSONWriting.write(end.interfaceID.text, to: &bytes)
      bytes.append(contentsOf: #","direction":"\#(end.direction.rawValue)""#.utf8)
      switch end.acceptance {
      case .rule(let rule, let group):
        JSONWriting.write("rule", rule.text, to: &bytes)
        JSONWriting.write("group", group?.text, to: &bytes)
      case .notFiltered(let service): bytes.append(contentsOf: #","service":"\#(service.rawValue)""#.utf8)
      case .unknown: break
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

enum JSONWriting {
  /// `,"name":"value"`, or nothing where there is none. The name is plain ASCII.
  static func write(_ name: String, _ value: String?, to bytes: inout [UInt8]) {
    guard let value else { return }
    bytes.append(contentsOf: #","\#(name)":"#.utf8)
    write(value, to: &bytes)
  }

  /// The text as a JSON string (RFC 8259, section 7).
  static func write(_ text: String, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20, 0x7F:
        bytes.append(contentsOf: #"\u00"#.utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
