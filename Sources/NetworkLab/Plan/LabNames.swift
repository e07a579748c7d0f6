package import VPCModel

/// What the lab's namespaces and devices are called: always the same for the same network, and recognisable, so that
/// whatever a crash leaves behind is found again by name alone.
package struct LabNames: Hashable, Sendable {
  /// The lab that users have. Tests give theirs another name, to stand beside it.
  package static let standard = LabNames(label: "lab")

  /// What every namespace's name begins with: `rf-lab-`.
  package let namespacePrefix: String

  package init(label: String) { namespacePrefix = "rf-\(label)-" }

  /// Of a lab whose state is in a folder of its own.
  package init(folder: String) { self.init(label: "lab" + Self.digits(of: folder).prefix(8)) }

  /// Whether a namespace is one of this lab's.
  package func isOwn(namespace: String) -> Bool { namespace.hasPrefix(namespacePrefix) }

  /// `rf-lab-app-task-3f9c01aa`: a name for people, and digits of the identifier's hash. At most prefix + 41 bytes;
  /// file names, which namespaces are, may have 255.
  func namespace(name: String, id: String, digits: Int = 8) -> String {
    let slug = Self.slug(name)
    return namespacePrefix + (slug.isEmpty ? "" : slug + "-") + Self.digits(of: id).prefix(digits)
  }

  /// The router's device towards an interface: 14 bytes of the 15 that Linux allows (`IFNAMSIZ`).
  package static func device(of id: NetworkInterface.ID) -> String { "rf" + digits(of: id.text).prefix(12) }

  /// Both ends of the cable of a peering connection, each in its own router. 14 bytes.
  static func device(of id: VPCPeeringConnection.ID) -> String { "rfp" + digits(of: id.text).prefix(11) }

  /// Lower-case letters, digits and single hyphens; at most 24 bytes.
  static func slug(_ name: String) -> String {
    var slug = ""
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      default: if !slug.isEmpty, slug.last != "-" { slug.append("-") }
      }
      if slug.utf8.count == 24 { break }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug
  }

  /// Sixteen hexadecimal digits.
  static func digits(of text: String) -> String {
    let digits = String(hash(text), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// FNV-1a of 64 bits (draft-eastlake-fnv), finished as SplitMix64 does: short texts that differ in their last
  /// character alone would otherwise share their first digits.
  static func hash(_ text: String) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}

/// An Ethernet address that an administrator of a network may choose (IEEE 802, "locally administered").
package struct HardwareAddress: Hashable, Sendable, CustomStringConvertible {
  /// Whose it is, at a cable between two.
  package enum End: UInt8, Hashable, Sendable { case machine = 0x02, router = 0x06 }

  let octets: [UInt8]

  /// The same for the same identifier.
  init(_ end: End, of id: String) {
    let hash = LabNames.hash(id)
    octets = [end.rawValue] + (0..<5).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * $0)) }
  }

  package var description: String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}
