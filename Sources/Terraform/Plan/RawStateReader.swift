import HCL
import PositionedJSON

/// Reads a `terraform.tfstate` of version 4, which Terraform has written since 0.12 (hashicorp/terraform,
/// `internal/states/statefile/version4.go`).
struct RawStateReader {
  private let root: JSONValue

  init(_ root: JSONValue) { self.root = root }

  func read() throws(TerraformDocumentError) -> TerraformState {
    guard let version = root.member("version") else { throw TerraformDocumentError("\"version\" is missing", at: root) }
    guard version.integer == 4 else {
      throw TerraformDocumentError(
        "version 4 is read, and this is another; Terraform 0.12 and later write it when they next change the state",
        at: version
      )
    }
    var state = TerraformState(
      terraformVersion: root.member("terraform_version")?.string,
      instances: [],
      deposed: [:],
      diagnostics: []
    )
    for resource in root.list("resources") { try read(resource, into: &state) }
    state.instances.sort { $0.address < $1.address }
    state.noteDeposed()
    return state
  }

  private func read(_ resource: JSONValue, into state: inout TerraformState) throws(TerraformDocumentError) {
    let prefix = resource.member("module").map { $0.text + "." } ?? ""
    let mode = try resource.text("mode")
    let text = try "\(prefix)\(mode == "data" ? "data." : "")\(resource.text("type")).\(resource.text("name"))"
    guard let address = ResourceAddress(parsing: text) else {
      throw TerraformDocumentError("\"\(text)\" is no address of a resource", at: resource)
    }
    let provider = Self.localName(ofProvider: resource.member("provider")?.text ?? "aws")
    for instance in resource.list("instances") {
      var own = address
      if let key = instance.member("index_key") { own.key = try Self.instanceKey(key) }
      if instance.member("deposed") != nil {
        state.deposed[own, default: 0] += 1
        continue
      }
      guard let attributes = instance.member("attributes") else {
        state.diagnostics.append(
          Diagnostic(
            .warning,
            "State that is not read: \(own)",
            "It has its attributes in the form of Terraform 0.11 (attributes_flat); terraform apply with the present"
              + " provider renews it."
          )
        )
        continue
      }
      state.instances.append(
        ResourceInstance(
          address: own,
          provider: provider,
          values: try attributes.terraformValue(),
          references: StateReader.dependencies(instance.list("dependencies")),
          createsBeforeDestroying: instance.member("create_before_destroy")?.boolean ?? false
        )
      )
    }
  }

  /// What `count` or `for_each` gave the instance. Terraform refuses a state with another.
  private static func instanceKey(_ key: JSONValue) throws(TerraformDocumentError) -> ResourceAddress.InstanceKey {
    if let name = key.string { return .name(name) }
    if let index = key.integer, index >= 0 { return .index(index) }
    throw TerraformDocumentError("the key of an instance is a string, or a number from 0 on", at: key)
  }

  /// `provider["registry.terraform.io/hashicorp/aws"].west`, behind a module's address perhaps, is `aws.west`.
  private static func localName(ofProvider text: String) -> String {
    guard let open = text.range(of: "[\""), let close = text.range(of: "\"]"), open.upperBound <= close.lowerBound
    else {
      return JSONValue.localName(ofProvider: text)
    }
    return JSONValue.localName(ofProvider: String(text[open.upperBound..<close.lowerBound])) + text[close.upperBound...]
  }
}

extension String {
  /// The first place of a text in this one. O(length × text).
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
