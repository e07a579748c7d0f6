import HCL
import PositionedJSON

/// Reads `terraform show -json` of a state (developer.hashicorp.com, "JSON Output Format", values representation).
struct StateReader {
  private let root: JSONValue

  init(_ root: JSONValue) { self.root = root }

  func read() throws(TerraformDocumentError) -> TerraformState {
    try root.checkFormat("format_version", major: "1", of: "state")
    var state = TerraformState(
      terraformVersion: root.member("terraform_version")?.string,
      instances: [],
      deposed: [:],
      diagnostics: []
    )
    try Self.readValues(root.member("values"), into: &state)
    state.noteDeposed()
    return state
  }

  /// All modules' resources, of `values` here or of a plan's `prior_state`.
  static func readValues(_ values: JSONValue?, into state: inout TerraformState) throws(TerraformDocumentError) {
    guard let module = values?.member("root_module") else { return }
    var waiting = [module]
    while let module = waiting.popLast() {
      for resource in module.list("resources") {
        let address = try resource.resourceAddress("address")
        if resource.member("deposed_key") != nil {
          state.deposed[address, default: 0] += 1
          continue
        }
        guard let values = resource.member("values") else { continue }
        state.instances.append(
          ResourceInstance(
            address: address,
            provider: JSONValue.localName(ofProvider: resource.member("provider_name")?.text ?? "aws"),
            values: try values.terraformValue(),
            references: dependencies(resource.list("depends_on"))
          )
        )
      }
      waiting += module.list("child_modules")
    }
    state.instances.sort { $0.address < $1.address }
  }

  static func dependencies(_ list: [JSONValue]) -> [ResourceInstance.Reference] {
    list.map { ResourceInstance.Reference(address: $0.text, argument: "depends_on") }
  }
}
