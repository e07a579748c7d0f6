import Findings
import FlowLogs
import IPAddressing
import NetworkAnalysis
import VPCModel

/// Puts journal entries into lines.
struct FlowPrinter {
  let format: FlowsCommand.Format
  let options: TextOptions
  /// Of a connection's two ends only this one's, where one interface was asked for.
  let interfaceID: NetworkInterface.ID?

  /// Whole lines, or nothing.
  func text(_ entry: JournalEntry) -> String {
    switch format {
    case .json:
      var bytes: [UInt8] = []
      entry.write(to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    case .table: return table(entry)
    case .aws: return aws(entry).map { $0 + "\n" }.joined()
    }
  }

  // MARK: For people

  private func table(_ entry: JournalEntry) -> String {
    switch entry {
    case .lost(let time, let count, let why):
      return line(time, "LOST  ", .doubtful, "\(count) \(count == 1 ? "event" : "events") not recorded: \(why)")
    case .flow(let event):
      let way = "\(event.source) \(options.usesUnicode ? "→" : "->") \(event.destination) \(event.transport)"
      switch event.content {
      case .opened(let ends):
        return shown(ends).map { line(event.time, "ACCEPT", .good, "\($0.column) \(way)  \($0.words)") }.joined()
      case .ended(let ends, let totals):
        let seconds = Double(max(0, event.time.milliseconds - totals.start.milliseconds)) / 1000
        let carried =
          "\(Self.words(totals.forward)) there, \(Self.words(totals.reply)) back, \(Self.rounded(seconds)) s"
        return shown(ends).map { line(event.time, "ACCEPT", .good, "\($0.column) \(way)  \($0.words)  \(carried)") }
          .joined()
      case .rejected(let id, let refusal, let count):
        let times = count.packets > 1 ? "  (\(count.packets) packets)" : ""
        return line(
          event.time,
          "REJECT",
          .bad,
          "\(Self.padded(id)) \(way)  \(refusal.cause.place) \(refusal.words)\(times)"
        )
      }
    }
  }

  private func shown(_ ends: [FlowEvent.End]) -> [FlowEvent.End] {
    ends.filter { interfaceID == nil || $0.interfaceID == interfaceID }
  }

  private func line(_ time: FlowTime, _ action: String, _ style: TextStyle, _ rest: String) -> String {
    // Names in the journal come from whoever calls the API.
    let safe = rest.unicodeScalars.map { scalar in
      let category = scalar.properties.generalCategory
      return category == .control || category == .format ? "?" : String(scalar)
    }.joined()
    let text = options.usesUnicode ? safe : String(safe.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
    return "\(paint("\(time)", .faint)) \(paint(action, style)) \(text)\n"
  }

  private func paint(_ text: String, _ style: TextStyle) -> String {
    options.usesColour ? style.painted(text) : text
  }

  private static func words(_ count: TrafficCount) -> String {
    "\(count.packets) \(count.packets == 1 ? "packet" : "packets") \(count.bytes) B"
  }

  private static func rounded(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10)" }

  /// As wide as identifiers of EC2 are.
  fileprivate static func padded(_ id: NetworkInterface.ID) -> String {
    id.text + String(repeating: " ", count: max(0, 21 - id.text.count))
  }

  // MARK: As AWS writes them

  private func aws(_ entry: JournalEntry) -> [String] {
    guard case .flow(let event) = entry else { return [] }
    switch event.content {
    case .opened: return []
    case .ended(let ends, let totals):
      return shown(ends).flatMap { end in
        [
          record(event, end.interfaceID, end.direction, totals.forward, from: totals.start),
          record(event.reversed, end.interfaceID, end.direction.opposite, totals.reply, from: totals.start),
        ].compactMap(\.self)
      }
    case .rejected(let id, let refusal, let count):
      return [record(event, id, refusal.cause.direction, count, from: event.time)].compactMap(\.self)
    }
  }

  private func record(
    _ event: FlowEvent,
    _ id: NetworkInterface.ID,
    _ direction: TrafficDirection,
    _ count: TrafficCount,
    from start: FlowTime
  ) -> String? {
    guard !count.isZero else { return nil }
    let record = FlowRecord(
      key: FlowRecord.Key(
        interfaceID: id,
        direction: direction,
        source: event.source,
        destination: event.destination,
        transport: event.transport,
        action: event.action
      ),
      count: count,
      start: start,
      end: event.time
    )
    return FlowRecordFormat.standard.line(record, FlowInterfaceFacts(interfaceID: id))
  }
}

extension FlowEvent.End {
  fileprivate var column: String { FlowPrinter.padded(interfaceID) }

  fileprivate var words: String {
    switch acceptance {
    case .rule(let id, let group): "\(direction.rawValue) \(id)\(group.map { " of \($0)" } ?? "")"
    case .notFiltered(let service): "\(direction.rawValue) \(service.words): not filtered"
    case .unknown: "\(direction.rawValue) by a rule that is not known any more"
    }
  }
}

extension FlowEvent {
  fileprivate var reversed: FlowEvent {
    var event = self
    (event.source, event.destination, event.transport) = (destination, source, transport.reply)
    return event
  }
}

extension Refusal.Cause {
  fileprivate var place: String {
    switch self {
    case .egressRules, .egressConnection: "egress"
    case .ingressRules, .ingressConnection: "ingress"
    case .outboundACL, .inboundACL: "network ACL"
    case .sourceCheck: "source check"
    }
  }
}
