import IPAddressing
import Testing

@Suite("Special-purpose addresses")
struct SpecialPurposeTests {
  @Test("each purpose is the blocks of its registry")
  func blocks() {
    #expect(SpecialPurpose.privateUse.description == "{10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}")
    #expect(SpecialPurpose.shared.description == "{100.64.0.0/10}")
    #expect(SpecialPurpose.loopback.description == "{127.0.0.0/8, ::1/128}")
    #expect(SpecialPurpose.linkLocal.description == "{169.254.0.0/16, fe80::/10}")
    #expect(SpecialPurpose.uniqueLocal.description == "{fc00::/7}")
    #expect(
      SpecialPurpose.documentation.description
        == "{192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32, 3fff::/20}"
    )
    #expect(SpecialPurpose.benchmarking.description == "{198.18.0.0/15, 2001:2::/48}")
    #expect(SpecialPurpose.multicast.description == "{224.0.0.0/4, ff00::/8}")
    #expect(SpecialPurpose.reserved.description == "{0.0.0.0/8, 240.0.0.0/4, ::/128}")
    #expect(SpecialPurpose.nat64.description == "{64:ff9b::/96}")
  }

  @Test(
    "addresses of the internet",
    arguments: [
      "1.1.1.1", "8.8.8.8", "11.0.0.0", "172.15.255.255", "172.32.0.0", "100.128.0.0", "192.0.0.9", "192.0.1.0",
      "223.255.255.255", "192.88.99.1", "2000::", "2001::1", "2001:1::1", "2001:4860:4860::8888", "2002:102:304::",
      "2600:1f00::1", "3ffe:ffff::", "3fff:1000::", "2001:200::", "2001:4:112::1", "2001:3::1",
    ]
  )
  func onInternet(text: String) throws {
    let address = try IPAddress(parsing: text)
    #expect(address.isGloballyRoutable)
    #expect(!SpecialPurpose.notOnInternet.contains(address))
  }

  @Test(
    "addresses of no host on the internet",
    arguments: [
      "0.0.0.0", "10.0.0.0", "10.255.255.255", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255",
      "192.0.0.1", "192.0.2.7", "192.168.1.1", "198.19.255.255", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
      "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "64:ff9b::1", "100::1", "1fff:ffff::", "2001:1::4",
      "2001:2::1", "2001:db8::1", "3fff:fff::1", "4000::", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "ff02::1",
    ]
  )
  func notOnInternet(text: String) throws {
    let address = try IPAddress(parsing: text)
    #expect(!address.isGloballyRoutable)
    #expect(SpecialPurpose.notOnInternet.contains(address))
  }

  @Test("internet and the rest make up everything once")
  func partition() {
    #expect(SpecialPurpose.internet.isDisjoint(with: SpecialPurpose.notOnInternet))
    #expect(SpecialPurpose.internet.union(SpecialPurpose.notOnInternet) == .all)
  }
}
