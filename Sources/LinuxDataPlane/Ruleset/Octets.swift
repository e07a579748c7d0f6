package import IPAddressing

/// A short run of bytes: a set's key or value as the kernel holds it, in the order of the network unless said otherwise.
package struct Octets: Hashable, Sendable, Comparable {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number, most significant byte first.
  package init<Number: FixedWidthInteger>(_ number: Number) {
    bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// A number as this machine has it, which is how nftables keeps marks and classes.
  package init<Number: FixedWidthInteger>(host number: Number) {
    bytes = withUnsafeBytes(of: number) { Array($0) }
  }

  package init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self.init(address.rawValue)
    case .v6(let address): self.init(address.rawValue)
    }
  }

  /// A device's name, filled up with zeros to the kernel's 16 bytes (`IFNAMSIZ`).
  package init(device name: String) {
    var bytes = Array(name.utf8.prefix(15))
    bytes += [UInt8](repeating: 0, count: 16 - bytes.count)
    self.bytes = bytes
  }

  package var count: Int { bytes.count }

  /// The next larger value of the same length, `nil` after the largest.
  package var next: Octets? {
    var bytes = bytes
    for index in bytes.indices.reversed() {
      if bytes[index] < .max {
        bytes[index] += 1
        return Octets(bytes)
      }
      bytes[index] = 0
    }
    return nil
  }

  package static func + (left: Octets, right: Octets) -> Octets { Octets(left.bytes + right.bytes) }

  package static func < (left: Octets, right: Octets) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Hexadecimal digits, without a prefix.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
