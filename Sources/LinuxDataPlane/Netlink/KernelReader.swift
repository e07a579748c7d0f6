import CNetfilter

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension NetlinkSocket {
  /// The table in this namespace, `nil` where there is none. Read again where it changed meanwhile.
  func readTable() throws(NetlinkError) -> KernelTable? {
    for _ in 0..<4 {
      do {
        return try readTableOnce()
      } catch  where error.code == EAGAIN || error.code == EINTR {
        continue
      }
    }
    return try readTableOnce()
  }

  private func readTableOnce() throws(NetlinkError) -> KernelTable? {
    var table = KernelTable()
    guard try hasTable() else { return nil }
    try readChains(into: &table)
    try readRules(into: &table)
    try readSets(into: &table)
    for (name, set) in table.sets { table.sets[name] = try readElements(of: name, set.declaration) }
    return table
  }

  private func hasTable() throws(NetlinkError) -> Bool {
    var found = false
    try list("list tables", NFT_MSG_GETTABLE) { _ in
    } each: { message in
      let table = nftnl_table_alloc()
      defer { nftnl_table_free(table) }
      guard nftnl_table_nlmsg_parse(message, table) >= 0 else { return }
      let name = nftnl_table_get_str(table, UInt16(NFTNL_TABLE_NAME.rawValue))
      if let name, String(cString: name) == Ruleset.tableName { found = true }
    }
    return found
  }

  private func readChains(into table: inout KernelTable) throws(NetlinkError) {
    var chains: [String] = []
    try list("list chains", NFT_MSG_GETCHAIN) { _ in
    } each: { message in
      let chain = nftnl_chain_alloc()
      defer { nftnl_chain_free(chain) }
      guard nftnl_chain_nlmsg_parse(message, chain) >= 0,
        Self.text(nftnl_chain_get_str(chain, UInt16(NFTNL_CHAIN_TABLE.rawValue))) == Ruleset.tableName
      else { return }
      chains.append(Self.text(nftnl_chain_get_str(chain, UInt16(NFTNL_CHAIN_NAME.rawValue))))
    }
    for name in chains { table.chains[name] = [] }
  }

  private func readRules(into table: inout KernelTable) throws(NetlinkError) {
    var rules: [(String, RuleUserData)] = []
    try list("list rules", NFT_MSG_GETRULE) { header in
      let rule = nftnl_rule_alloc()
      defer { nftnl_rule_free(rule) }
      nftnl_rule_set_str(rule, UInt16(NFTNL_RULE_TABLE.rawValue), Ruleset.tableName)
      nftnl_rule_nlmsg_build_payload(header, rule)
    } each: { message in
      let rule = nftnl_rule_alloc()
      defer { nftnl_rule_free(rule) }
      guard nftnl_rule_nlmsg_parse(message, rule) >= 0,
        Self.text(nftnl_rule_get_str(rule, UInt16(NFTNL_RULE_TABLE.rawValue))) == Ruleset.tableName
      else { return }
      let chain = Self.text(nftnl_rule_get_str(rule, UInt16(NFTNL_RULE_CHAIN.rawValue)))
      var length: UInt32 = 0
      let data = nftnl_rule_get_data(rule, UInt16(NFTNL_RULE_USERDATA.rawValue), &length)
      rules.append((chain, RuleUserData(Self.bytes(data, length))))
    }
    for (chain, userData) in rules {
      table.chains[chain, default: []].append(userData.fingerprint)
    }
  }

  private func readSets(into table: inout KernelTable) throws(NetlinkError) {
    var sets: [(String, NamedSet.Declaration?)] = []
    try list("list sets", NFT_MSG_GETSET) { header in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      nftnl_set_set_str(set, UInt16(NFTNL_SET_TABLE.rawValue), Ruleset.tableName)
      nftnl_set_nlmsg_build_payload(header, set)
    } each: { message in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      guard nftnl_set_nlmsg_parse(message, set) >= 0 else { return }
      sets.append((Self.text(nftnl_set_get_str(set, UInt16(NFTNL_SET_NAME.rawValue))), Self.declaration(set)))
    }
    for (name, declaration) in sets {
      if let declaration { table.sets[name] = NamedSet(declaration) } else { table.foreignSets.insert(name) }
    }
  }

  private static func declaration(_ set: OpaquePointer?) -> NamedSet.Declaration? {
    func number(_ attribute: nftnl_set_attr) -> UInt32 { nftnl_set_get_u32(set, UInt16(attribute.rawValue)) }
    var types = number(NFTNL_SET_KEY_TYPE)
    var key: [NamedSet.DataType] = []
    while types > 0 {
      guard let type = NamedSet.DataType(rawValue: types & 63) else { return nil }
      key.insert(type, at: 0)
      types >>= 6
    }
    guard !key.isEmpty else { return nil }
    let flags = number(NFTNL_SET_FLAGS)
    var value = NamedSet.Value.none
    if flags & NFT_SET_MAP.rawValue != 0 {
      let type = number(NFTNL_SET_DATA_TYPE)
      if type == UInt32(NFT_DATA_VERDICT.rawValue) {
        value = .verdict
      } else if let type = NamedSet.DataType(rawValue: type) {
        value = .data(type)
      } else {
        return nil
      }
    }
    return NamedSet.Declaration(key: key, value: value, isInterval: flags & NFT_SET_INTERVAL.rawValue != 0)
  }

  private func readElements(of name: String, _ declaration: NamedSet.Declaration) throws(NetlinkError) -> NamedSet {
    var found: [(key: Octets, isEnd: Bool, element: NamedSet.Element)] = []
    try list("list set \(name)", NFT_MSG_GETSETELEM) { header in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      nftnl_set_set_str(set, UInt16(NFTNL_SET_TABLE.rawValue), Ruleset.tableName)
      nftnl_set_set_str(set, UInt16(NFTNL_SET_NAME.rawValue), name)
      nftnl_set_elems_nlmsg_build_payload(header, set)
    } each: { message in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      guard nftnl_set_elems_nlmsg_parse(message, set) >= 0 else { return }
      guard let iterator = nftnl_set_elems_iter_create(set) else { return }
      defer { nftnl_set_elems_iter_destroy(iterator) }
      while let element = nftnl_set_elems_iter_next(iterator) {
        found.append(Self.element(element, declaration))
      }
    }
    var set = NamedSet(declaration)
    guard declaration.isInterval else {
      for (key, _, element) in found { set.elements[NamedSet.Key(key)] = element }
      return set
    }
    // A range's end is behind its last value; one that begins there comes after.
    found.sort { $0.key == $1.key ? $0.isEnd && !$1.isEnd : $0.key < $1.key }
    var open: (first: Octets, element: NamedSet.Element)?
    for (key, isEnd, element) in found {
      if let range = open, let last = key.previous {
        set.elements[NamedSet.Key(range.first, last)] = range.element
      }
      open = isEnd ? nil : (key, element)
    }
    if let range = open {
      let last = Octets([UInt8](repeating: .max, count: range.first.count))
      set.elements[NamedSet.Key(range.first, last)] = range.element
    }
    return set
  }

  private static func element(
    _ element: OpaquePointer,
    _ declaration: NamedSet.Declaration
  ) -> (Octets, Bool, NamedSet.Element) {
    func octets(_ attribute: Int) -> Octets {
      var length: UInt32 = 0
      let data = nftnl_set_elem_get(element, UInt16(attribute), &length)
      return Octets(bytes(data, length))
    }
    let key = octets(NFTNL_SET_ELEM_KEY)
    let isEnd =
      nftnl_set_elem_is_set(element, UInt16(NFTNL_SET_ELEM_FLAGS))
      && nftnl_set_elem_get_u32(element, UInt16(NFTNL_SET_ELEM_FLAGS)) & NFT_SET_ELEM_INTERVAL_END.rawValue != 0
    switch declaration.value {
    case .none: return (key, isEnd, .member)
    case .data: return (key, isEnd, isEnd ? .member : .data(octets(NFTNL_SET_ELEM_DATA)))
    case .verdict:
      guard nftnl_set_elem_is_set(element, UInt16(NFTNL_SET_ELEM_VERDICT)) else { return (key, isEnd, .member) }
      let code = nftnl_set_elem_get_u32(element, UInt16(NFTNL_SET_ELEM_VERDICT))
      let chain = text(nftnl_set_elem_get_str(element, UInt16(NFTNL_SET_ELEM_CHAIN)))
      let all: [ChainVerdict] = [.accept, .drop, .return, .jump(chain), .goto(chain)]
      return (key, isEnd, all.first { $0.netlink.code == code }.map(NamedSet.Element.verdict) ?? .member)
    }
  }

  // MARK: Requests

  private func list(
    _ step: String,
    _ type: nf_tables_msg_types,
    request: (UnsafeMutablePointer<nlmsghdr>) -> Void,
    each body: (UnsafePointer<nlmsghdr>) -> Void
  ) throws(NetlinkError) {
    let sequence = nextSequence()
    var bytes: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 8) { buffer in
      guard let start = buffer.baseAddress else { return }
      let header = nftnl_nlmsg_build_hdr(
        start.assumingMemoryBound(to: CChar.self),
        UInt16(type.rawValue),
        family.netlink,
        UInt16(NLM_F_DUMP),
        sequence
      )
      guard let header else { return }
      request(header)
      bytes = Array(UnsafeRawBufferPointer(start: start, count: Int(header.pointee.nlmsg_len)))
    }
    try dump(step, bytes, sequence: sequence, body)
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

  private static func bytes(_ pointer: UnsafeRawPointer?, _ length: UInt32) -> [UInt8] {
    guard let pointer else { return [] }
    return Array(UnsafeRawBufferPointer(start: pointer, count: Int(length)))
  }
}

extension Octets {
  /// The next smaller value of the same length, `nil` before the smallest.
  fileprivate var previous: Octets? {
    var bytes = bytes
    for index in bytes.indices.reversed() {
      if bytes[index] > 0 {
        bytes[index] -= 1
        return Octets(bytes)
      }
      bytes[index] = .max
    }
    return nil
  }
}
