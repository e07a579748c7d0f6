import CNetfilter

extension NetlinkBatch {
  /// Elements of one message: far below what an attribute's length can say (65,535 bytes).
  private static let portion = 300

  mutating func addTable() { table(NFT_MSG_NEWTABLE, "add", flags: NLM_F_CREATE) }

  mutating func removeTable() { table(NFT_MSG_DELTABLE, "remove") }

  private mutating func table(_ type: nf_tables_msg_types, _ word: String, flags: Int32 = 0) {
    add("\(word) table \(Ruleset.tableName)", type, flags: flags) { header in
      let table = nftnl_table_alloc()
      defer { nftnl_table_free(table) }
      nftnl_table_set_str(table, UInt16(NFTNL_TABLE_NAME.rawValue), Ruleset.tableName)
      nftnl_table_nlmsg_build_payload(header, table)
    }
  }

  /// All of a change, in an order in which whatever is referred to is there.
  mutating func add(_ change: RulesetChange) {
    for chain in change.emptiedChains { emptyChain(chain) }
    elements(change.removedElements, NFT_MSG_DELSETELEM, "remove")
    // A set that takes the place of one of its name comes after it.
    let replaced = Set(change.removedSets).intersection(change.newSets.keys)
    for set in change.removedSets where replaced.contains(set) { removeSet(set) }
    for (name, declaration) in change.newSets.sorted(by: { $0.key < $1.key }) { addSet(name, declaration) }
    for (name, base) in change.newChains.sorted(by: { $0.key < $1.key }) { addChain(name, base) }
    elements(change.addedElements, NFT_MSG_NEWSETELEM, "add", flags: NLM_F_CREATE)
    for (chain, rules) in change.rules.sorted(by: { $0.key < $1.key }) {
      for rule in rules { addRule(rule, to: chain) }
    }
    for set in change.removedSets where !replaced.contains(set) { removeSet(set) }
    for chain in change.removedChains { removeChain(chain) }
  }

  // MARK: Sets

  private mutating func addSet(_ name: String, _ declaration: NamedSet.Declaration) {
    let identifier = UInt32(truncatingIfNeeded: bytes.count)
    add("add set \(name)", NFT_MSG_NEWSET, flags: NLM_F_CREATE) { header in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      Self.name(set, name)
      nftnl_set_set_u32(set, UInt16(NFTNL_SET_ID.rawValue), identifier)
      var flags: UInt32 = 0
      if declaration.isInterval { flags |= NFT_SET_INTERVAL.rawValue }
      // nftables' own numbering of concatenated types: six bits each.
      let keyType = declaration.key.reduce(UInt32(0)) { $0 << 6 | $1.rawValue }
      nftnl_set_set_u32(set, UInt16(NFTNL_SET_KEY_TYPE.rawValue), keyType)
      nftnl_set_set_u32(set, UInt16(NFTNL_SET_KEY_LEN.rawValue), declaration.keyLength)
      switch declaration.value {
      case .none: break
      case .data(let type):
        flags |= NFT_SET_MAP.rawValue
        nftnl_set_set_u32(set, UInt16(NFTNL_SET_DATA_TYPE.rawValue), type.rawValue)
        nftnl_set_set_u32(set, UInt16(NFTNL_SET_DATA_LEN.rawValue), type.length)
      case .verdict:
        flags |= NFT_SET_MAP.rawValue
        nftnl_set_set_u32(set, UInt16(NFTNL_SET_DATA_TYPE.rawValue), UInt32(NFT_DATA_VERDICT.rawValue))
        nftnl_set_set_u32(set, UInt16(NFTNL_SET_DATA_LEN.rawValue), 16)
      }
      nftnl_set_set_u32(set, UInt16(NFTNL_SET_FLAGS.rawValue), flags)
      let userData = declaration.userData
      userData.withUnsafeBytes { bytes in
        _ = nftnl_set_set_data(set, UInt16(NFTNL_SET_USERDATA.rawValue), bytes.baseAddress, UInt32(bytes.count))
      }
      nftnl_set_nlmsg_build_payload(header, set)
    }
  }

  private mutating func removeSet(_ name: String) {
    add("remove set \(name)", NFT_MSG_DELSET) { header in
      let set = nftnl_set_alloc()
      defer { nftnl_set_free(set) }
      Self.name(set, name)
      nftnl_set_nlmsg_build_payload(header, set)
    }
  }

  private static func name(_ set: OpaquePointer?, _ name: String) {
    nftnl_set_set_str(set, UInt16(NFTNL_SET_TABLE.rawValue), Ruleset.tableName)
    nftnl_set_set_str(set, UInt16(NFTNL_SET_NAME.rawValue), name)
  }

  private mutating func elements(
    _ changes: [RulesetChange.ElementChange],
    _ type: nf_tables_msg_types,
    _ word: String,
    flags: Int32 = 0
  ) {
    let bySet = Dictionary(grouping: changes, by: \.set).sorted { $0.key < $1.key }
    for (name, changes) in bySet {
      var rest = changes[...]
      while !rest.isEmpty {
        let some = rest.prefix(Self.portion)
        rest = rest.dropFirst(Self.portion)
        let step = some.count == 1 ? "an element of" : "\(some.count) elements of"
        add("\(word) \(step) set \(name)", type, flags: flags) { header in
          let set = nftnl_set_alloc()
          defer { nftnl_set_free(set) }
          Self.name(set, name)
          for change in some { Self.add(change, to: set) }
          nftnl_set_elems_nlmsg_build_payload(header, set)
        }
      }
    }
  }

  private static func add(_ change: RulesetChange.ElementChange, to set: OpaquePointer?) {
    let element = nftnl_set_elem_alloc()
    setKey(element, change.key.first)
    switch change.element {
    case .member: break
    case .data(let data):
      data.bytes.withUnsafeBytes { bytes in
        _ = nftnl_set_elem_set(element, UInt16(NFTNL_SET_ELEM_DATA), bytes.baseAddress, UInt32(bytes.count))
      }
    case .verdict(let verdict):
      let (code, chain) = verdict.netlink
      nftnl_set_elem_set_u32(element, UInt16(NFTNL_SET_ELEM_VERDICT), code)
      if let chain { nftnl_set_elem_set_str(element, UInt16(NFTNL_SET_ELEM_CHAIN), chain) }
    }
    nftnl_set_elem_add(set, element)
    // A range ends with an element of its own, behind its last value; one to the end of all has none.
    guard change.declaration.isInterval, let end = change.key.last.next else { return }
    let closing = nftnl_set_elem_alloc()
    setKey(closing, end)
    nftnl_set_elem_set_u32(closing, UInt16(NFTNL_SET_ELEM_FLAGS), NFT_SET_ELEM_INTERVAL_END.rawValue)
    nftnl_set_elem_add(set, closing)
  }

  private static func setKey(_ element: OpaquePointer?, _ key: Octets) {
    key.bytes.withUnsafeBytes { bytes in
      _ = nftnl_set_elem_set(element, UInt16(NFTNL_SET_ELEM_KEY), bytes.baseAddress, UInt32(bytes.count))
    }
  }

  // MARK: Chains and rules

  private mutating func addChain(_ name: String, _ base: Chain.Base?) {
    add("add chain \(name)", NFT_MSG_NEWCHAIN, flags: NLM_F_CREATE) { header in
      let chain = nftnl_chain_alloc()
      defer { nftnl_chain_free(chain) }
      Self.name(chain: chain, name)
      if let base {
        let hook =
          switch base.hook {
          case .prerouting: NF_INET_PRE_ROUTING.rawValue
          case .postrouting: NF_INET_POST_ROUTING.rawValue
          // NF_INET_INGRESS, a macro.
          case .ingress: NF_INET_NUMHOOKS.rawValue
          }
        nftnl_chain_set_u32(chain, UInt16(NFTNL_CHAIN_HOOKNUM.rawValue), hook)
        if case .ingress(let device) = base.hook {
          nftnl_chain_set_str(chain, UInt16(NFTNL_CHAIN_DEV.rawValue), device)
        }
        nftnl_chain_set_s32(chain, UInt16(NFTNL_CHAIN_PRIO.rawValue), base.priority)
        nftnl_chain_set_str(chain, UInt16(NFTNL_CHAIN_TYPE.rawValue), "filter")
        nftnl_chain_set_u32(chain, UInt16(NFTNL_CHAIN_POLICY.rawValue), UInt32(NF_ACCEPT))
      }
      nftnl_chain_nlmsg_build_payload(header, chain)
    }
  }

  private mutating func removeChain(_ name: String) {
    add("remove chain \(name)", NFT_MSG_DELCHAIN) { header in
      let chain = nftnl_chain_alloc()
      defer { nftnl_chain_free(chain) }
      Self.name(chain: chain, name)
      nftnl_chain_nlmsg_build_payload(header, chain)
    }
  }

  private static func name(chain: OpaquePointer?, _ name: String) {
    nftnl_chain_set_str(chain, UInt16(NFTNL_CHAIN_TABLE.rawValue), Ruleset.tableName)
    nftnl_chain_set_str(chain, UInt16(NFTNL_CHAIN_NAME.rawValue), name)
  }

  /// Takes all rules of a chain away.
  private mutating func emptyChain(_ name: String) {
    add("empty chain \(name)", NFT_MSG_DELRULE) { header in
      let rule = nftnl_rule_alloc()
      defer { nftnl_rule_free(rule) }
      Self.name(rule: rule, name)
      nftnl_rule_nlmsg_build_payload(header, rule)
    }
  }

  private mutating func addRule(_ definition: Rule, to chain: String) {
    add("add a rule to chain \(chain)", NFT_MSG_NEWRULE, flags: NLM_F_CREATE | NLM_F_APPEND) { header in
      let rule = nftnl_rule_alloc()
      defer { nftnl_rule_free(rule) }
      Self.name(rule: rule, chain)
      let userData = RuleUserData(fingerprint: definition.fingerprint, comment: definition.comment).bytes
      userData.withUnsafeBytes { bytes in
        _ = nftnl_rule_set_data(rule, UInt16(NFTNL_RULE_USERDATA.rawValue), bytes.baseAddress, UInt32(bytes.count))
      }
      for expression in definition.expressions {
        if let expression = expression.netlink() { nftnl_rule_add_expr(rule, expression) }
      }
      nftnl_rule_nlmsg_build_payload(header, rule)
    }
  }

  private static func name(rule: OpaquePointer?, _ chain: String) {
    nftnl_rule_set_str(rule, UInt16(NFTNL_RULE_TABLE.rawValue), Ruleset.tableName)
    nftnl_rule_set_str(rule, UInt16(NFTNL_RULE_CHAIN.rawValue), chain)
  }
}

extension NamedSet.Declaration {
  /// What `nft` keeps with a set for its own listing: the byte order of keys and of values, each a type, a length and a
  /// number in the host's order.
  fileprivate var userData: [UInt8] {
    func order(_ type: UInt8, _ value: UInt32) -> [UInt8] { [type, 4] + Octets(host: value).bytes }
    // Of a key of several parts each has its own.
    let keyOrder = key.count == 1 ? key[0].byteOrder : 0
    guard case .data(let type) = value else { return order(0, keyOrder) }
    return order(0, keyOrder) + order(1, type.byteOrder)
  }
}

extension ChainVerdict {
  /// The kernel's code, and the chain that it leads to.
  var netlink: (code: UInt32, chain: String?) {
    switch self {
    case .accept: (UInt32(NF_ACCEPT), nil)
    case .drop: (UInt32(NF_DROP), nil)
    case .return: (UInt32(bitPattern: NFT_RETURN.rawValue), nil)
    case .jump(let chain): (UInt32(bitPattern: NFT_JUMP.rawValue), chain)
    case .goto(let chain): (UInt32(bitPattern: NFT_GOTO.rawValue), chain)
    }
  }
}
