import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("States")
struct StateTests {
  private func read(_ text: String) throws -> TerraformState {
    guard case .state(let state) = try TerraformDocument(parsing: Array(text.utf8)) else {
      throw TerraformDocumentError(problem: "no state")
    }
    return state
  }

  private let raw = #"""
    {"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "x", "outputs": {},
     "resources": [
      {"module": "module.m[\"a.b\"]", "mode": "managed", "type": "aws_security_group", "name": "g",
       "provider": "module.m.provider[\"registry.terraform.io/hashicorp/aws\"].west",
       "instances": [
        {"index_key": 0, "schema_version": 1, "create_before_destroy": true, "dependencies": ["aws_vpc.v"],
         "attributes": {"id": "sg-1", "name": "g", "vpc_id": "vpc-1", "ingress": [], "egress": []}},
        {"index_key": 0, "deposed": "00000001", "attributes": {"id": "sg-0"}}]},
      {"mode": "data", "type": "aws_vpc", "name": "d", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
       "instances": [{"attributes": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}}]}]}
    """#

  private let shown = #"""
    {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {
      "resources": [{"address": "data.aws_vpc.d", "mode": "data", "type": "aws_vpc", "name": "d",
        "provider_name": "registry.terraform.io/hashicorp/aws", "values": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}}],
      "child_modules": [{"address": "module.m[\"a.b\"]", "resources": [
        {"address": "module.m[\"a.b\"].aws_security_group.g[0]", "mode": "managed", "type": "aws_security_group",
         "name": "g", "index": 0, "provider_name": "registry.terraform.io/hashicorp/aws",
         "values": {"id": "sg-1", "name": "g", "vpc_id": "vpc-1", "ingress": [], "egress": []}, "depends_on": ["aws_vpc.v"]},
        {"address": "module.m[\"a.b\"].aws_security_group.g[0]", "mode": "managed", "deposed_key": "00000001", "values": {}}
      ]}]}}}
    """#

  @Test("are the same in both of their forms, but for what only one of them has")
  func bothForms() throws {
    let fromRaw = try read(raw)
    let fromShown = try read(shown)
    #expect(fromRaw.instances.map(\.address) == fromShown.instances.map(\.address))
    #expect(fromRaw.instances.map(\.values) == fromShown.instances.map(\.values))
    #expect(fromRaw.instances.map(\.references) == fromShown.instances.map(\.references))
    #expect(fromRaw.deposed == fromShown.deposed)
    #expect(fromRaw.diagnostics.count == 1)
    let group = try #require(fromRaw.instances.first { $0.address.mode == .managed })
    #expect(group.address.description == #"module.m["a.b"].aws_security_group.g[0]"#)
    #expect(group.provider == "aws.west")
    #expect(group.createsBeforeDestroying)
    #expect(fromRaw.network().network == fromShown.network().network)
    #expect(fromRaw.network().network.securityGroups["sg-1"]?.vpcID == "vpc-1")
  }

  @Test("without resources are empty, not faulty")
  func empty() throws {
    #expect(try read(#"{"format_version": "1.0", "terraform_version": "1.11.4"}"#).instances.isEmpty)
    #expect(try read(#"{"version": 4, "serial": 1, "lineage": "", "resources": []}"#).instances.isEmpty)
  }

  @Test(
    "with an instance key that Terraform gives to none are refused, and where",
    arguments: ["-1", "1.5", "true", "{}"]
  )
  func instanceKeys(key: String) throws {
    let text = #"""
      {"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "aws_vpc", "name": "v",
       "instances": [{"index_key": KEY, "attributes": {"id": "vpc-1"}}]}]}
      """#
    let error = #expect(throws: TerraformDocumentError.self) { try read(text.replacing("KEY", with: key)) }
    #expect(error?.path == "resources[0].instances[0].index_key" && error?.line == 2, "\(String(describing: error))")
    for (key, words) in [("0", "aws_vpc.v[0]"), (#""a\"b""#, #"aws_vpc.v["a\"b"]"#), ("null", "aws_vpc.v")] {
      #expect(try read(text.replacing("KEY", with: key)).instances.map { "\($0.address)" } == [words])
    }
  }
}
