import Findings
import HCL
import Testing

@testable import Terraform

@Suite("Suppression comments, and findings in files")
struct SuppressionTests {
  private func findings(_ text: String) -> [Finding] {
    guard let today = CalendarDay("2027-01-31") else { return [] }
    let configuration = ConfigurationReader.read(folder: "/infra", files: MemoryFiles(text))
    let ids = Set((Check.ofTerraformOwnership + Check.ofTerraformCycles).map(\.id))
    return CommentSuppressions([configuration]).apply(
      to: Ownership([configuration]).findings(),
      today: today,
      checks: ids
    )
  }

  private func group(_ comment: String, inside: String = "") -> String {
    """
    \(comment)
    resource "aws_security_group" "web" {
      \(inside)
      ingress {
        protocol    = "tcp"
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["10.0.0.0/8"]
      }
    }

    resource "aws_vpc_security_group_ingress_rule" "more" {
      security_group_id = aws_security_group.web.id
      cidr_ipv4         = "192.168.0.0/16"
      ip_protocol       = "-1"
    }
    """
  }

  @Test("a finding shows both sides with what is to be seen there")
  func places() throws {
    let finding = try #require(findings(group("")).first)
    #expect(finding.checkID == "terraform-inline-and-standalone")
    #expect(finding.locations.map(\.startLine) == [4, 12])
    #expect(finding.locations.allSatisfy { $0.note != nil })
    #expect(finding.locations[0].lines.first == "  ingress {")
  }

  @Test("a comment with a reason holds at the resource and at the block, until its day is over")
  func holding() {
    let line = "# ringfence:ignore terraform-inline-and-standalone migration of May"
    let above = findings(group(line))
    #expect(above.map(\.suppression?.reason) == ["migration of May"])
    #expect(
      findings(group("", inside: line.replacing("#", with: "//"))).map(\.suppression?.reason) == ["migration of May"]
    )
    #expect(findings(group(line + " until=2027-01-31")).map(\.suppression?.expiry) == ["2027-01-31"])
    let expired = findings(group(line + " until=2027-01-30"))
    #expect(expired.map(\.checkID) == ["terraform-inline-and-standalone", "suppression-expired"])
    #expect(expired[0].suppression == nil)
    #expect(findings(group(line.replacing("inline-and-standalone", with: "*")))[0].suppression != nil)
  }

  @Test("a comment at one rule does not accept the rules beside it, which one at the group or at each of them does")
  func oneOfSeveral() {
    func rule(_ name: String, _ block: String, _ comment: String) -> String {
      """

      \(comment)
      resource "aws_vpc_security_group_ingress_rule" "\(name)" {
        security_group_id = aws_security_group.web.id
        cidr_ipv4         = "\(block)"
        ip_protocol       = "tcp"
        from_port         = 22
        to_port           = 22
      }
      """
    }
    let accepted = "# ringfence:ignore terraform-inline-and-standalone moving"
    let group = """
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "tcp"
          from_port   = 443
          to_port     = 443
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
      """
    let one = findings(group + rule("a", "10.1.0.0/16", accepted) + rule("b", "10.2.0.0/16", ""))
    #expect(one.map(\.checkID) == ["terraform-inline-and-standalone"])
    #expect(one.first?.suppression == nil)
    #expect(one.first?.details.last?.contains("accepts it at /infra/main.tf:") == true)
    let each = findings(group + rule("a", "10.1.0.0/16", accepted) + rule("b", "10.2.0.0/16", accepted))
    #expect(each.map(\.suppression?.reason) == ["moving"])
    let whole = findings(accepted + "\n" + group + rule("a", "10.1.0.0/16", "") + rule("b", "10.2.0.0/16", ""))
    #expect(whole.map(\.suppression?.reason) == ["moving"])
  }

  @Test("a comment without a reason, of no check, of no day or of nothing is a finding itself")
  func faulty() {
    func ids(_ comment: String) -> [String] { findings(group(comment)).map(\.checkID).filter { $0.hasPrefix("supp") } }
    #expect(ids("# ringfence:ignore terraform-inline-and-standalone") == ["suppression-without-reason"])
    #expect(ids("# ringfence:ignore terraform-inline because") == ["suppression-unknown-check"])
    #expect(ids("# ringfence:ignore") == ["suppression-unknown-check"])
    #expect(ids("# ringfence:ignore terraform-cycle because until=soon") == ["suppression-without-reason"])
    #expect(ids("# ringfence:ignore terraform-cycle because") == ["suppression-unmatched"])
    #expect(ids("# ringfence:ignored nothing") == [])
    #expect(ids("locals { text = \"# ringfence:ignore x\" }") == [])
  }
}
