import IPAddressing
import NetworkAnalysis
import VPCModel

/// One text as the traffic of a question. What is read must be consistent: its selector selects it, its reply's reply
/// is it, and a text written from it reads the same.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTraffic(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  for sourcePort in [nil, 0, UInt16.max] as [UInt16?] {
    do throws(TrafficParseError) {
      let probe = try TrafficProbe(parsing: text, sourcePort: sourcePort)
      let written = try TrafficProbe(parsing: spelling(of: probe.transport), sourcePort: sourcePort)
      check(written == probe, "\(text) is \(probe), which reads as \(written)")
      check(probe.selector.matches(probe.transport), "\(probe.selector) does not select \(probe)")
      check((probe.clientPorts == nil) == !probe.transport.ipProtocol.hasPorts, "\(probe) has the wrong client ports")
      let answers = probe.replySelector(clientPorts: probe.clientPorts)
      check(answers.matches(probe.transport.reply), "\(answers) does not select the answer to \(probe)")
    } catch {
      check(!error.description.isEmpty, "\(text) is refused without a word")
    }
  }
  return 0
}

private func spelling(of transport: Transport) -> String {
  switch transport {
  case .tcp(_, let port): "tcp/\(port)"
  case .udp(_, let port): "udp/\(port)"
  case .icmp(let message): "icmp/\(message.type)/\(message.code)"
  case .icmpv6(let message): "icmpv6/\(message.type)/\(message.code)"
  case .other(let number): "protocol/\(number.rawValue)"
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
