import Testing

@testable import Terraform

@Suite("Resource addresses")
struct ResourceAddressTests {
  @Test(
    "read and write what Terraform writes",
    arguments: [
      "aws_vpc.main",
      "aws_security_group.web[0]",
      #"aws_security_group.web["a"]"#,
      #"aws_security_group.web["a\"b\\c\nd $${x} %%{y} $z ü.]["]"#,
      "data.aws_vpc.main",
      #"module.app["a"].module.inner[3].data.aws_security_group.web-1[0]"#,
    ]
  )
  func roundTrip(text: String) throws {
    let address = try #require(ResourceAddress(parsing: text))
    #expect(address.description == text)
  }

  @Test("keep their parts apart")
  func parts() throws {
    let address = try #require(ResourceAddress(parsing: #"module.app["a.b"].aws_subnet.x[2]"#))
    #expect(address.modules == [.init("app", .name("a.b"))])
    #expect(address.mode == .managed)
    #expect(address.type == "aws_subnet")
    #expect(address.name == "x")
    #expect(address.key == .index(2))
    #expect(address.configurationAddress == "module.app.aws_subnet.x")
  }

  @Test(
    "refuse what is none",
    arguments: [
      "", "aws_vpc", "aws_vpc.", "module.app", "module.app.group_id", "aws_vpc.main.id",
      "aws_vpc.main[", "aws_vpc.main[\"a]", "aws_vpc.main[\"a\"", "module..x.y",
      "aws_vpc.main[99999999999999999999]",
    ]
  )
  func refusal(text: String) {
    #expect(ResourceAddress(parsing: text) == nil)
  }
}
