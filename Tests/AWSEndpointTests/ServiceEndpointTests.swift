import Foundation
import Testing

@testable import AWSEndpoint

@Suite("Endpoints of regions")
struct ServiceEndpointTests {
  // From AWS's endpoint rule set for EC2, as botocore 1.43.11 evaluates it; nil where it has no endpoint.
  @Test(
    "Each partition has its suffix, FIPS and dual-stack their names",
    arguments: [
      ("us-east-1", "ec2", "ec2-fips", "amazonaws.com", "api.aws"),
      ("ap-new-9", "ec2", "ec2-fips", "amazonaws.com", "api.aws"),
      ("cn-north-1", "ec2", "ec2-fips", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
      ("us-gov-west-1", "ec2", "ec2", "amazonaws.com", "api.aws"),
      ("us-iso-east-1", "ec2", "ec2-fips", "c2s.ic.gov", "api.aws.ic.gov"),
      ("us-isob-east-1", "ec2", "ec2-fips", "sc2s.sgov.gov", "api.aws.scloud"),
      ("eu-isoe-west-1", "ec2", "ec2-fips", "cloud.adc-e.uk", nil),
      ("us-isof-south-1", "ec2", "ec2-fips", "csp.hci.ic.gov", nil),
      ("eusc-de-east-1", "ec2", "ec2-fips", "amazonaws.eu", "api.amazonwebservices.eu"),
    ] as [(String, String, String, String, String?)]
  )
  func derivation(region: String, name: String, fipsName: String, suffix: String, dualSuffix: String?) throws {
    func url(fips: Bool, dualStack: Bool) throws(EndpointError) -> String {
      try ServiceEndpoint(service: "ec2", region: region, fips: fips, dualStack: dualStack).url.absoluteString
    }
    #expect(try url(fips: false, dualStack: false) == "https://\(name).\(region).\(suffix)/")
    #expect(try url(fips: true, dualStack: false) == "https://\(fipsName).\(region).\(suffix)/")
    if let dualSuffix {
      #expect(try url(fips: false, dualStack: true) == "https://ec2.\(region).\(dualSuffix)/")
      #expect(try url(fips: true, dualStack: true) == "https://ec2-fips.\(region).\(dualSuffix)/")
    } else {
      #expect(throws: EndpointError.self) { try url(fips: false, dualStack: true) }
    }
  }

  @Test(
    "The Host field has the port only where it is not the scheme's own",
    arguments: [
      ("http://localhost:5000/", "localhost:5000"), ("http://localhost:80/", "localhost"),
      ("https://h:443/", "h"), ("https://h:80/x", "h:80"), ("http://[::1]:8/", "[::1]:8"), ("http://[::1]/", "[::1]"),
    ]
  )
  func hostField(url: String, field: String) throws {
    #expect(QueryClient.hostField(of: try #require(URL(string: url))) == field)
  }
}
