package import Foundation

/// Where a service answers for a region.
package struct ServiceEndpoint: Sendable, Hashable {
  /// The URL, with a path but without query and user.
  package let url: URL
  /// What named it, such as `--endpoint-url` or `the region`.
  package let origin: String

  /// Whether the URL is AWS's own, derived from the region, rather than one that somebody named.
  package let isDerived: Bool

  /// A URL that somebody gave.
  init(configured text: String, origin: String) throws(EndpointError) {
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.password == nil, parts.query == nil, parts.fragment == nil
    else {
      throw EndpointError(
        .configuration,
        "\"\(text)\" is not the URL of an endpoint",
        remedy: "Write it as http://HOST:PORT or https://HOST, without user, query or fragment.",
        place: origin
      )
    }
    parts.scheme = scheme
    parts.host = host.lowercased()
    if parts.path.isEmpty { parts.path = "/" }
    guard let url = parts.url else {
      throw EndpointError(.configuration, "\"\(text)\" is not the URL of an endpoint", place: origin)
    }
    self.url = url
    self.origin = origin
    isDerived = false
  }

  /// AWS's own endpoint of `service` in `region`, in whichever partition the region's name belongs to.
  init(service: String, region: String, fips: Bool, dualStack: Bool) throws(EndpointError) {
    let partition = Partition(region: region)
    // The endpoints of GovCloud are FIPS endpoints under their plain names, except the dual-stack ones.
    let hasFIPSName = fips && (dualStack || !region.hasPrefix("us-gov-"))
    guard let suffix = dualStack ? partition.dualStackSuffix : partition.suffix else {
      throw EndpointError(.configuration, "the partition of region \(region) has no dual-stack endpoints")
    }
    guard let url = URL(string: "https://\(service)\(hasFIPSName ? "-fips" : "").\(region).\(suffix)/") else {
      throw EndpointError(.region, "\"\(region)\" is not the name of a region")
    }
    self.url = url
    origin = "the region"
    isDerived = true
  }
}

/// The group of regions that share a DNS suffix, told from the region's name ("partitions" of AWS's endpoint rules).
struct Partition: Sendable, Hashable {
  /// The DNS suffix of its endpoints.
  let suffix: String
  /// The DNS suffix of its endpoints that also speak IPv6, if it has any.
  let dualStackSuffix: String?

  init(region: String) {
    (suffix, dualStackSuffix) =
      switch region.split(separator: "-").prefix(2).map(String.init) {
      case let parts where parts.first == "cn": ("amazonaws.com.cn", "api.amazonwebservices.com.cn")
      case let parts where parts.first == "eusc": ("amazonaws.eu", "api.amazonwebservices.eu")
      case ["us", "iso"]: ("c2s.ic.gov", "api.aws.ic.gov")
      case ["us", "isob"]: ("sc2s.sgov.gov", "api.aws.scloud")
      case ["eu", "isoe"]: ("cloud.adc-e.uk", nil)
      case ["us", "isof"], ["eu", "isof"]: ("csp.hci.ic.gov", nil)
      default: ("amazonaws.com", "api.aws")
      }
  }
}
