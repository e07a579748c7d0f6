import EC2Shapes
import IPAddressing

/// The options that a set can have (API reference, "CreateDhcpOptions").
enum DHCPOption: String {
  case domainName = "domain-name"
  case domainNameServers = "domain-name-servers"
  case ntpServers = "ntp-servers"
  case netBIOSNameServers = "netbios-name-servers"
  case netBIOSNodeType = "netbios-node-type"
  case ipv6LeaseTime = "ipv6-address-preferred-lease-time"

  /// The value that stands for the VPC's own resolver.
  static let amazonProvidedDNS = "AmazonProvidedDNS"

  /// The values, checked; servers may come several to a value, with commas between them.
  func values(_ requested: [String]) throws(EC2Error) -> [String] {
    let values = requested.flatMap { text in
      isListOfServers ? text.split(separator: ",").map { Self.trimmed($0) } : [text]
    }
    guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty }) else {
      throw .missingParameter("dhcpConfiguration.value")
    }
    switch self {
    case .domainNameServers:
      if values == [Self.amazonProvidedDNS] { return values }
      try check(values, largestCount: 4) { IPAddress($0) != nil }
    case .ntpServers:
      try check(values.filter { !$0.contains(":") }, largestCount: 4) { IPv4Address($0) != nil }
      try check(values.filter { $0.contains(":") }, largestCount: 4) { IPv6Address($0) != nil }
    case .netBIOSNameServers: try check(values, largestCount: 4) { IPv4Address($0) != nil }
    case .netBIOSNodeType: try check(values, largestCount: 1) { ["1", "2", "4", "8"].contains($0) }
    case .ipv6LeaseTime:
      try check(values, largestCount: 1) { text in Int(text).map { (140...2_147_483_647).contains($0) } ?? false }
    case .domainName: try check(values, largestCount: 1) { $0.utf8.count <= 255 }
    }
    return values
  }

  private var isListOfServers: Bool {
    switch self {
    case .domainNameServers, .ntpServers, .netBIOSNameServers: true
    case .domainName, .netBIOSNodeType, .ipv6LeaseTime: false
    }
  }

  private func check(_ values: [String], largestCount: Int, _ isValid: (String) -> Bool) throws(EC2Error) {
    guard values.count <= largestCount else {
      throw .invalidParameterValue(
        values.joined(separator: ","),
        parameter: "value",
        reason: "At most \(largestCount) values are allowed for \(rawValue)."
      )
    }
    if let value = values.first(where: { !isValid($0) }) {
      throw .invalidParameterValue(value, parameter: "value", reason: "This is not a valid value for \(rawValue).")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
