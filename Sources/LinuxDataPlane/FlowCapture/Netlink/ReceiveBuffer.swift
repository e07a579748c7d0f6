/// Memory that a thread reads netlink into.
final class ReceiveBuffer {
  let bytes: UnsafeMutableRawBufferPointer

  init(count: Int) { bytes = .allocate(byteCount: count, alignment: 16) }
  deinit { bytes.deallocate() }

  /// The messages in the first bytes. Valid until the next read.
  func messages(_ count: Int) -> NetlinkMessages {
    NetlinkMessages(UnsafeRawBufferPointer(bytes)[..<min(count, bytes.count)])
  }
}
