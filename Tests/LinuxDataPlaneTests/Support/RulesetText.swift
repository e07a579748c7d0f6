import IPAddressing

@testable import LinuxDataPlane

/// A ruleset as text, much as `nft list` has it: chains and sets by name, a rule a line, elements in order. Where `nft`
/// shows what instructions amount to, this does too; how they get there shows where a register is named.
struct RulesetText {
  let ruleset: Ruleset

  var text: String {
    let sets = ruleset.sets.sorted { $0.key < $1.key }.map { lines($0.key, $0.value) }
    let chains = ruleset.chains.sorted { $0.key < $1.key }.map { lines($0.key, $0.value) }
    return (sets + chains).map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  // MARK: Sets

  private func lines(_ name: String, _ set: NamedSet) -> [String] {
    let key = set.declaration.key
    let value: String
    switch set.declaration.value {
    case .none: value = ""
    case .data(let type): value = " : \(type)"
    case .verdict: value = " : verdict"
    }
    let kind = set.declaration.value == .none ? "set" : "map"
    let interval = set.declaration.isInterval ? ", ranges" : ""
    let head = "\(kind) \(name) { \(key.map { "\($0)" }.joined(separator: " . "))\(value)\(interval)"
    return [head]
      + set.elements.sorted { $0.key < $1.key }.map { "  \(words($0.key, key[0]))\(words($0.value))" } + ["}"]
  }

  private func words(_ key: NamedSet.Key, _ type: NamedSet.DataType) -> String {
    func word(_ octets: Octets) -> String {
      switch type {
      case .ipv4Address, .ipv6Address: Self.address(octets)
      case .port, .transportProtocol: "\(Self.number(octets))"
      case .deviceName: String(decoding: octets.bytes.prefix { $0 != 0 }, as: UTF8.self)
      case .connectionLabel, .mark: "0x\(octets.hexadecimal)"
      }
    }
    return key.first == key.last ? word(key.first) : "\(word(key.first))-\(word(key.last))"
  }

  private func words(_ element: NamedSet.Element) -> String {
    switch element {
    case .member: ""
    case .data(let octets): " : 0x\(octets.hexadecimal)"
    case .verdict(let verdict): " : \(words(verdict))"
    }
  }

  // MARK: Chains

  private func lines(_ name: String, _ chain: Chain) -> [String] {
    var base: [String] = []
    if let chainBase = chain.base {
      let hook =
        switch chainBase.hook {
        case .prerouting: "prerouting"
        case .postrouting: "postrouting"
        case .ingress(let device): "ingress device \(device)"
        }
      base = ["  hook \(hook) priority \(chainBase.priority)"]
    }
    let isICMP = name.hasSuffix("-icmp") || name.hasSuffix("-icmpv6")
    return ["chain \(name) {"] + base + chain.rules.map { "  \(line($0, isICMP: isICMP))" } + ["}"]
  }

  private func line(_ rule: Rule, isICMP: Bool) -> String {
    var registers: [Register: String] = [:]
    var words: [String] = []
    for expression in rule.expressions {
      add(expression, &words, &registers)
      if isICMP { registers = registers.mapValues { $0 == "sport" ? "type . code" : $0 } }
    }
    if let comment = rule.comment { words.append("# \(comment)") }
    return words.joined(separator: " ")
  }

  private func add(_ expression: Expression, _ words: inout [String], _ registers: inout [Register: String]) {
    func held(_ register: Register) -> String { registers[register] ?? "register \(register.index)" }
    switch expression {
    case .meta(let key, let to):
      registers[to] =
        switch key {
        case .inputDevice: "iifname"
        case .outputDevice: "oifname"
        case .family: "family"
        case .transportProtocol: "protocol"
        case .frameType: "ether type"
        }
    case .payload(let header, let offset, let length, let to):
      registers[to] = Self.field(header, offset, length)
    case .connection(let key, let to): registers[to] = "ct \(key)"
    case .compare(let register, let isEqual, let value):
      words.append("\(held(register)) \(isEqual ? "" : "!= ")\(Self.value(value, of: held(register)))")
    case .range(let register, let first, let last):
      let name = held(register)
      let (lower, upper) = (Self.value(first, of: name), Self.value(last, of: name))
      words.append("\(name) \(lower == upper ? lower : "\(lower)-\(upper)")")
    case .bitwise(let register, let mask, let flip):
      let name = held(register)
      let isKept = flip.bytes.allSatisfy { $0 == 0 }
      registers[register] =
        "\(name) & \(Self.value(mask, of: name))" + (isKept ? "" : " ^ \(Self.value(flip, of: name))")
    case .lookup(let set, let key, let isMember): words.append("\(held(key)) \(isMember ? "" : "!= ")@\(set)")
    case .map(let map, let key, let to): registers[to] = "\(held(key)) map @\(map)"
    case .verdictMap(let map, let key): words.append("\(held(key)) vmap @\(map)")
    case .immediate(let to, let value): registers[to] = "0x\(value.hexadecimal)"
    case .setConnectionMark(let from): words.append("ct mark set \(held(from))")
    case .setConnectionLabel(let from): words.append("ct label set \(held(from))")
    case .log(let group, let prefix, let length): words.append("log group \(group) prefix \(prefix) length \(length)")
    case .verdict(let verdict): words.append(self.words(verdict))
    }
  }

  private func words(_ verdict: ChainVerdict) -> String {
    switch verdict {
    case .accept: "accept"
    case .drop: "drop"
    case .return: "return"
    case .jump(let chain): "jump \(chain)"
    case .goto(let chain): "goto \(chain)"
    }
  }

  // MARK: Fields and values

  private static func field(_ header: Expression.Header, _ offset: UInt8, _ length: UInt8) -> String {
    switch (header, offset, length) {
    case (.network, 12, 4): "ip saddr"
    case (.network, 16, 4): "ip daddr"
    case (.network, 8, 16): "ip6 saddr"
    case (.network, 24, 16): "ip6 daddr"
    case (.network, 7, 1): "ip6 hoplimit"
    case (.transport, 0, 1): "icmpv6 type"
    case (.transport, 0, 2): "sport"
    case (.transport, 2, 2): "dport"
    case (.transport, 0, 4): "sport . dport"
    case (.transport, 13, 1): "tcp flags"
    default: "\(header) \(offset) length \(length)"
    }
  }

  private static func value(_ octets: Octets, of field: String) -> String {
    switch field {
    case "family": number(octets) == 2 ? "ipv4" : "ipv6"
    case "protocol":
      switch number(octets) {
      case 1: "icmp"
      case 6: "tcp"
      case 17: "udp"
      case 58: "icmpv6"
      default: "\(number(octets))"
      }
    case "ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr": address(octets)
    case "sport . dport":
      "\(number(Octets(Array(octets.bytes.prefix(2))))) . \(number(Octets(Array(octets.bytes.suffix(2)))))"
    case "ct direction": octets.bytes == [0] ? "original" : "reply"
    case "sport", "dport", "icmpv6 type", "ip6 hoplimit": "\(number(octets))"
    case "type . code": "\(number(octets) >> 8) . \(number(octets) & 255)"
    // As this machine keeps them.
    case _ where field.hasPrefix("ct "):
      "0x" + String(octets.bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }, radix: 16)
    case _ where field.hasPrefix("ip6 "): address(octets)
    default: "0x\(octets.hexadecimal)"
    }
  }

  private static func number(_ octets: Octets) -> UInt32 { octets.bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  private static func address(_ octets: Octets) -> String {
    if octets.count == 4 { return IPv4Address(number(octets)).description }
    return IPv6Address(octets.bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }).description
  }
}
