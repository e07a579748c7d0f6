import FlowLogs

@testable import LinuxDataPlane

/// The first byte says what the others are: a packet that was dropped, a datagram of netlink, a format of flow log
/// records, or lines of the journal. What is read of the last two must be written so that it reads the same.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzFlows(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = bytes.first else { return 0 }
  let rest = Array(bytes.dropFirst())
  switch kind % 4 {
  case 0: packet(rest)
  case 1: netlink(rest)
  case 2: format(String(decoding: rest, as: UTF8.self))
  default: journal(rest)
  }
  return 0
}

private func packet(_ bytes: [UInt8]) {
  guard let header = PacketHeader.parse(bytes) else { return }
  check(header.source.family == header.destination.family, "two families in one packet")
  check(header.length >= 0, "a packet of negative length")
}

private func netlink(_ bytes: [UInt8]) {
  bytes.withUnsafeBytes { bytes in
    for message in NetlinkMessages(bytes[...]) {
      _ = ConnectionMessage(message)
      _ = LoggedPacketMessage(message)
      _ = LoggedPacketMessage.sequence(of: message)
    }
  }
}

private func format(_ text: String) {
  do throws(FlowFormatError) {
    let format = try FlowRecordFormat(parsing: text)
    check(format.description == text, "\(text) prints as \(format)")
    check((2...10).contains(format.version), "version \(format.version)")
  } catch {
    check((0...text.unicodeScalars.count).contains(error.offset), "\(error) lies outside of \(text)")
    _ = error.description
  }
}

private func journal(_ bytes: [UInt8]) {
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    guard let entry = JournalEntry(line: line) else { continue }
    var written: [UInt8] = []
    entry.write(to: &written)
    check(JournalEntry(line: written) == entry, "\(entry) is written as something else")
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
