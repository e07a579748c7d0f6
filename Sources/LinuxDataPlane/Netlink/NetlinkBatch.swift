import CNetfilter

/// One nftables transaction, as the bytes that the kernel takes.
struct NetlinkBatch {
  private(set) var bytes: [UInt8] = []
  private var steps: [UInt32: String] = [:]
  private let nextSequence: () -> UInt32
  private let family: TableFamily

  /// Larger than any one message: a rule has some twenty instructions, elements come in portions.
  private static let messageLimit = 131_072

  init(_ nextSequence: @escaping () -> UInt32, _ family: TableFamily) {
    self.nextSequence = nextSequence
    self.family = family
    _ = append { buffer, sequence in nftnl_batch_begin(buffer, sequence) }
  }

  mutating func end() {
    _ = append { buffer, sequence in nftnl_batch_end(buffer, sequence) }
  }

  /// What a message, known by its number, was to do.
  func step(of sequence: UInt32) -> String { steps[sequence] ?? "commit a transaction" }

  /// A message of nftables.
  mutating func add(
    _ step: @autoclosure () -> String,
    _ type: nf_tables_msg_types,
    flags: Int32 = 0,
    _ payload: (UnsafeMutablePointer<nlmsghdr>) -> Void
  ) {
    let family = family
    let sequence = append { buffer, sequence in
      let header = nftnl_nlmsg_build_hdr(
        buffer,
        UInt16(type.rawValue),
        family.netlink,
        UInt16(truncatingIfNeeded: flags),
        sequence
      )
      if let header { payload(header) }
      return header
    }
    steps[sequence] = step()
  }

  private mutating func append(
    _ build: (UnsafeMutablePointer<CChar>, UInt32) -> UnsafeMutablePointer<nlmsghdr>?
  ) -> UInt32 {
    let sequence = nextSequence()
    withUnsafeTemporaryAllocation(byteCount: Self.messageLimit, alignment: 8) { buffer in
      guard let start = buffer.baseAddress else { return }
      guard let header = build(start.assumingMemoryBound(to: CChar.self), sequence) else { return }
      let length = (Int(header.pointee.nlmsg_len) + 3) & ~3
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
    }
    return sequence
  }
}
