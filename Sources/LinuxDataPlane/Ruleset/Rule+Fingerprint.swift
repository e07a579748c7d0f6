extension Rule {
  /// The rule as one number, the same in every process: by it a rule that is read back from the kernel is known again.
  /// FNV-1a over an encoding of the instructions in which no two rules are alike.
  var fingerprint: UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    for expression in expressions { expression.encode(to: &bytes) }
    bytes += (comment ?? "").utf8
    return FNV1a.hash(bytes)
  }
}

extension Expression {
  fileprivate func encode(to bytes: inout [UInt8]) {
    func add(_ octets: Octets) {
      bytes.append(UInt8(truncatingIfNeeded: octets.count))
      bytes += octets.bytes
    }
    func add(_ text: String) { bytes += text.utf8 + [0] }
    switch self {
    case .meta(let key, let to):
      bytes += [1, to.index]
      add("\(key)")
    case .payload(let header, let offset, let length, let to):
      bytes += [2, header == .network ? 0 : 1, offset, length, to.index]
    case .connection(let key, let to):
      bytes += [3, to.index]
      add("\(key)")
    case .compare(let register, let isEqual, let value):
      bytes += [4, register.index, isEqual ? 1 : 0]
      add(value)
    case .range(let register, let first, let last):
      bytes += [5, register.index]
      add(first)
      add(last)
    case .bitwise(let register, let mask, let flip):
      bytes += [6, register.index]
      add(mask)
      add(flip)
    case .lookup(let set, let key, let isMember):
      bytes += [7, key.index, isMember ? 1 : 0]
      add(set)
    case .map(let map, let key, let to):
      bytes += [8, key.index, to.index]
      add(map)
    case .verdictMap(let map, let key):
      bytes += [9, key.index]
      add(map)
    case .immediate(let register, let value):
      bytes += [10, register.index]
      add(value)
    case .setConnectionMark(let from): bytes += [11, from.index]
    case .setConnectionLabel(let from): bytes += [12, from.index]
    case .log(let group, let prefix, let length):
      bytes.append(13)
      add("\(group) \(prefix) \(length)")
    case .verdict(let verdict):
      bytes.append(14)
      add("\(verdict)")
    }
  }
}
