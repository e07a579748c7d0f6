import EC2Shapes
import IPAddressing
import VPCModel

/// What EC2 accepts in prefix lists (VPC user guide, "Customer-managed prefix lists").
enum PrefixListWords {
  /// Entries that one call may add, or remove.
  static let entriesPerCall = 100
  /// Versions that are kept; older ones are forgotten (VPC user guide, "Amazon VPC quotas").
  static let versionsKept = 1000

  static func name(_ name: String?) throws(EC2Error) -> String {
    guard let name, !name.isEmpty else { throw .missingParameter("PrefixListName") }
    guard name.unicodeScalars.count <= 255 else {
      throw .invalidParameterValue(
        name,
        parameter: "PrefixListName",
        reason: "A prefix list name has at most 255 characters."
      )
    }
    guard !name.hasPrefix("com.amazonaws") else {
      throw .invalidParameterValue(
        name,
        parameter: "PrefixListName",
        reason: "A prefix list name cannot start with com.amazonaws."
      )
    }
    return name
  }

  static func family(_ text: String?) throws(EC2Error) -> IPFamily {
    switch text {
    case "IPv4": return .ipv4
    case "IPv6": return .ipv6
    case nil, "": throw .missingParameter("AddressFamily")
    case let text?:
      throw .invalidParameterValue(text, parameter: "AddressFamily", reason: "Valid values are IPv4 and IPv6.")
    }
  }

  static func maxEntries(_ number: Int?, _ quotas: Quotas) throws(EC2Error) -> Int {
    guard let number else { throw .missingParameter("MaxEntries") }
    guard number >= 1, number <= quotas.entriesPerPrefixList else {
      throw .invalidParameterValue("Must specify a max size between 1 and \(quotas.entriesPerPrefixList)")
    }
    return number
  }

  static func checkCount(_ count: Int) throws(EC2Error) {
    guard count <= entriesPerCall else {
      throw .invalidParameterValue("The number of entries per request cannot exceeds limit (\(entriesPerCall)).")
    }
  }

  /// A block in its canonical form.
  static func cidr(_ text: String?, _ family: IPFamily) throws(EC2Error) -> IPPrefix {
    guard let text, !text.isEmpty else { throw .missingParameter("Cidr") }
    guard let prefix = try? IPPrefix(canonicalizing: text) else {
      throw .invalidParameterValue(text, parameter: "Cidr", reason: "This is not a valid CIDR block.")
    }
    guard prefix.family == family else {
      throw .invalidParameterValue(
        text,
        parameter: "Cidr",
        reason: "The prefix list holds \(family == .ipv4 ? "IPv4" : "IPv6") blocks only."
      )
    }
    return prefix
  }

  /// Entries to be added, their blocks all different.
  static func entries(_ requested: [EC2.AddPrefixListEntry], _ family: IPFamily) throws(EC2Error)
    -> [PrefixList.Entry]
  {
    try checkCount(requested.count)
    var seen: Set<IPPrefix> = []
    var entries: [PrefixList.Entry] = []
    for entry in requested {
      let cidr = try cidr(entry.cidr, family)
      if let text = entry.description, text.unicodeScalars.count > 255 {
        throw .invalidParameterValue(
          text,
          parameter: "Description",
          reason: "A description has at most 255 characters."
        )
      }
      guard seen.insert(cidr).inserted else {
        throw .invalidParameterValue("Request cannot contain duplicate Cidr \(cidr)")
      }
      entries.append(PrefixList.Entry(cidr, summary: entry.description.flatMap { $0.isEmpty ? nil : $0 }))
    }
    return entries
  }

  static func checkSize(_ count: Int, _ maxEntries: Int?) throws(EC2Error) {
    guard count <= maxEntries ?? .max else {
      throw EC2Error(
        code: "PrefixListMaxEntriesExceeded",
        message: "You've reached the maximum number of entries for the prefix list."
      )
    }
  }

  /// The caller must know the newest version, so that nobody overwrites another's change unseen.
  static func checkVersion(_ version: Int?, of list: PrefixList) throws(EC2Error) {
    guard let version else { throw .missingParameter("CurrentVersion") }
    guard version >= 1 else {
      throw .invalidParameterValue(
        "The specified value for version is not valid. The value must be greater than (1)."
      )
    }
    guard version == list.version else {
      throw EC2Error(
        code: "PrefixListVersionMismatch",
        message: "The prefix list has the incorrect version number."
      )
    }
  }
}
