import IPAddressing
import Testing
import VPCModel

@Suite("What a prefix list weighs in a group's quota")
struct PrefixListTests {
  @Test("a customer's list weighs its maximum, whatever it holds")
  func customers() throws {
    let entries = [PrefixList.Entry(try IPPrefix(parsing: "10.0.0.0/8"))]
    #expect(PrefixList(id: "pl-1", name: "offices", entries: entries, maxEntries: 20, ownerID: "1").weight == 20)
    #expect(PrefixList(id: "pl-1", name: "offices", entries: entries, ownerID: "1").weight == 1)
    #expect(PrefixList(id: "pl-1", name: "offices", ownerID: "1").weight == nil)
    // A customer may name a list as AWS names its own services.
    #expect(PrefixList(id: "pl-1", name: "my.s3", maxEntries: 7, ownerID: "1").weight == 7)
  }

  @Test(
    "AWS's lists weigh what the VPC user guide says",
    arguments: [
      ("com.amazonaws.global.cloudfront.origin-facing", 55), ("com.amazonaws.us-east-1.s3", 1),
      ("com.amazonaws.us-east-1.dynamodb", 1), ("com.amazonaws.us-east-1.ec2-instance-connect", 2),
      ("com.amazonaws.us-east-1.ipv6.ec2-instance-connect", 2), ("com.amazonaws.global.groundstation", 5),
      ("com.amazonaws.us-east-1.route53-healthchecks", 25), ("com.amazonaws.us-east-1.vpc-lattice", 10),
      ("com.amazonaws.us-east-1.s3express", 6), ("com.amazonaws.us-east-1.something-new", nil),
    ] as [(String, Int?)]
  )
  func awsManaged(name: String, weight: Int?) {
    // By name or by owner; the number of entries does not count.
    #expect(PrefixList(id: "pl-1", name: name, maxEntries: 1000).weight == weight)
    #expect(PrefixList(id: "pl-1", name: name, ownerID: "AWS").weight == weight)
  }
}
