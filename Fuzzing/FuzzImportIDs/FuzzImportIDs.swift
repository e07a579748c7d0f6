import IPAddressing
import Terraform
import VPCModel

/// A byte that chooses a type of resource, and an import id of it. What is refused is refused with the wrong part and
/// words; what is read is the same when it is written and read again, and stands for traffic that has the same id.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzImportIDs(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let first = bytes.first else { return 0 }
  let type = types[Int(first) % types.count]
  let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
  do throws(ImportIDError) {
    let id = try ImportID(parsing: text, for: type)
    check(id.resourceType == type, "\(id) is of \(id.resourceType) and not of \(type)")
    check(parsed("\(id)", type) == id, "\(text.debugDescription) is written as \(id), which is read as another id")
    if case .securityGroupRule(let rule) = id { judge(rule) } else { check("\(id)".utf8.count > 3, "\(id) is short") }
  } catch {
    check(error.input.utf8.elementsEqual(text.utf8) && error.resourceType == type, "\(error) is about another text")
    check(!error.reason.isEmpty, "refused without a word")
    check(error.part != nil || error.found == nil, "\(error) found something nowhere")
    if let found = error.found { check(found.utf8.count <= text.utf8.count, "\(error) found what is not there") }
    check(
      "\(error)".unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
      "\(error) has control characters"
    )
    check("\(error)".unicodeScalars.count < 20_000, "an error of \("\(error)".unicodeScalars.count) characters")
  }
  return 0
}

private let types =
  [
    SecurityGroupRuleImportID.resourceType, "aws_network_acl_rule", "aws_route", "aws_route_table_association",
    "aws_ec2_managed_prefix_list_entry", "aws_network_interface_sg_attachment",
    "aws_vpc_security_group_vpc_association",
    "aws_nothing",
  ] + ImportID.identifierPrefixes.keys.sorted()

private func parsed(_ text: String, _ type: String) -> ImportID? { try? ImportID(parsing: text, for: type) }

private func judge(_ rule: SecurityGroupRuleImportID) {
  check(!rule.sources.isEmpty, "\(rule) has no source")
  check(rule.problems.allSatisfy { !$0.isEmpty }, "a problem without words")
  guard let traffic = rule.traffic else {
    check(!rule.problems.isEmpty, "\(rule) is no rule of EC2's, and has no problem")
    return
  }
  // Written from what it stands for, it stands for the same.
  let written = SecurityGroupRuleImportID(
    groupID: rule.groupID,
    direction: rule.direction,
    traffic: traffic,
    sources: rule.sources
  )
  check(written.traffic == traffic, "\(rule) is \(traffic), and that is written as \(written)")
  check(
    parsed("\(written)", SecurityGroupRuleImportID.resourceType) == .securityGroupRule(written),
    "\(written) is not read as it is written"
  )
  for source in rule.sources {
    check(SecurityGroupRuleImportID.Source("\(source)") == source, "\(source) is read as another source")
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
