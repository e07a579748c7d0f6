import CNetfilter

extension Register {
  /// The kernel's number of a four-byte register.
  var netlink: UInt32 { NFT_REG32_00.rawValue + UInt32(index) }
}

extension Expression {
  /// The instruction in libnftnl's form; whoever takes it owns it.
  func netlink() -> OpaquePointer? {
    switch self {
    case .meta(let key, let to):
      let number =
        switch key {
        case .inputDevice: NFT_META_IIFNAME
        case .outputDevice: NFT_META_OIFNAME
        case .family: NFT_META_NFPROTO
        case .transportProtocol: NFT_META_L4PROTO
        case .frameType: NFT_META_PROTOCOL
        }
      return make("meta", [(NFTNL_EXPR_META_KEY, number.rawValue), (NFTNL_EXPR_META_DREG, to.netlink)])
    case .payload(let header, let offset, let length, let to):
      let base = header == .network ? NFT_PAYLOAD_NETWORK_HEADER : NFT_PAYLOAD_TRANSPORT_HEADER
      return make(
        "payload",
        [
          (NFTNL_EXPR_PAYLOAD_DREG, to.netlink), (NFTNL_EXPR_PAYLOAD_BASE, base.rawValue),
          (NFTNL_EXPR_PAYLOAD_OFFSET, UInt32(offset)), (NFTNL_EXPR_PAYLOAD_LEN, UInt32(length)),
        ]
      )
    case .connection(let key, let to):
      let number =
        switch key {
        case .mark: NFT_CT_MARK
        case .direction: NFT_CT_DIRECTION
        case .state: NFT_CT_STATE
        }
      return make("ct", [(NFTNL_EXPR_CT_KEY, number.rawValue), (NFTNL_EXPR_CT_DREG, to.netlink)])
    case .compare(let register, let isEqual, let value):
      let operation = isEqual ? NFT_CMP_EQ : NFT_CMP_NEQ
      return make(
        "cmp",
        [(NFTNL_EXPR_CMP_SREG, register.netlink), (NFTNL_EXPR_CMP_OP, operation.rawValue)],
        data: [(NFTNL_EXPR_CMP_DATA, value)]
      )
    case .range(let register, let first, let last):
      return make(
        "range",
        [(NFTNL_EXPR_RANGE_SREG, register.netlink), (NFTNL_EXPR_RANGE_OP, NFT_RANGE_EQ.rawValue)],
        data: [(NFTNL_EXPR_RANGE_FROM_DATA, first), (NFTNL_EXPR_RANGE_TO_DATA, last)]
      )
    case .bitwise(let register, let mask, let flip):
      return make(
        "bitwise",
        [
          (NFTNL_EXPR_BITWISE_SREG, register.netlink), (NFTNL_EXPR_BITWISE_DREG, register.netlink),
          (NFTNL_EXPR_BITWISE_LEN, UInt32(mask.count)),
        ],
        data: [(NFTNL_EXPR_BITWISE_MASK, mask), (NFTNL_EXPR_BITWISE_XOR, flip)]
      )
    case .lookup(let set, let key, let isMember):
      let flags: UInt32 = isMember ? 0 : UInt32(NFT_LOOKUP_F_INV.rawValue)
      return make(
        "lookup",
        [(NFTNL_EXPR_LOOKUP_SREG, key.netlink), (NFTNL_EXPR_LOOKUP_FLAGS, flags)],
        texts: [(NFTNL_EXPR_LOOKUP_SET, set)]
      )
    case .map(let map, let key, let to):
      return make(
        "lookup",
        [(NFTNL_EXPR_LOOKUP_SREG, key.netlink), (NFTNL_EXPR_LOOKUP_DREG, to.netlink)],
        texts: [(NFTNL_EXPR_LOOKUP_SET, map)]
      )
    case .verdictMap(let map, let key):
      return make(
        "lookup",
        [(NFTNL_EXPR_LOOKUP_SREG, key.netlink), (NFTNL_EXPR_LOOKUP_DREG, NFT_REG_VERDICT.rawValue)],
        texts: [(NFTNL_EXPR_LOOKUP_SET, map)]
      )
    case .immediate(let register, let value):
      return make("immediate", [(NFTNL_EXPR_IMM_DREG, register.netlink)], data: [(NFTNL_EXPR_IMM_DATA, value)])
    case .setConnectionMark(let from):
      return make("ct", [(NFTNL_EXPR_CT_KEY, NFT_CT_MARK.rawValue), (NFTNL_EXPR_CT_SREG, from.netlink)])
    case .setConnectionLabel(let from):
      return make("ct", [(NFTNL_EXPR_CT_KEY, NFT_CT_LABELS.rawValue), (NFTNL_EXPR_CT_SREG, from.netlink)])
    case .log(let group, let prefix, let length):
      let expression = make(
        "log",
        [(NFTNL_EXPR_LOG_SNAPLEN, length)],
        texts: [(NFTNL_EXPR_LOG_PREFIX, prefix)]
      )
      nftnl_expr_set_u16(expression, UInt16(NFTNL_EXPR_LOG_GROUP), group)
      return expression
    case .verdict(let verdict):
      let (code, chain) = verdict.netlink
      return make(
        "immediate",
        [(NFTNL_EXPR_IMM_DREG, NFT_REG_VERDICT.rawValue), (NFTNL_EXPR_IMM_VERDICT, code)],
        texts: chain.map { [(NFTNL_EXPR_IMM_CHAIN, $0)] } ?? []
      )
    }
  }

  private func make(
    _ kind: String,
    _ numbers: [(Int, UInt32)],
    data: [(Int, Octets)] = [],
    texts: [(Int, String)] = []
  ) -> OpaquePointer? {
    let expression = nftnl_expr_alloc(kind)
    for (attribute, number) in numbers { nftnl_expr_set_u32(expression, UInt16(attribute), number) }
    for (attribute, octets) in data {
      octets.bytes.withUnsafeBytes { bytes in
        _ = nftnl_expr_set(expression, UInt16(attribute), bytes.baseAddress, UInt32(bytes.count))
      }
    }
    for (attribute, text) in texts { nftnl_expr_set_str(expression, UInt16(attribute), text) }
    return expression
  }
}
