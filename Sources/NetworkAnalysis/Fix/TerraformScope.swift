import Findings

/// Where a piece of Terraform is to stand, so that what it refers to can be named there.
struct TerraformScope {
  let writing: any TerraformWriting
  /// The module's instance (`module.app["a"]`); empty for the root module.
  let module: String

  func reference(to id: String) -> WrittenReference? { writing.reference(to: id, from: module) }
}

/// How a rule, an entry or a route has to be added to what holds it.
struct TerraformAddition {
  let scope: TerraformScope?
  let keeping: WrittenKeeping
  private let holder: WrittenResource?
  private let argument: String

  /// - Parameters:
  ///   - id: of the group, network ACL or route table.
  ///   - argument: `ingress`, `egress`, `route`.
  init(to id: String, _ argument: String, _ writing: (any TerraformWriting)?) {
    self.argument = argument
    let holder = writing?.resource(of: id)
    let keeping = writing?.keeping(of: argument, in: id) ?? .resources
    // A resource of its own stands in the root module, which reaches every other by outputs.
    let module = keeping == .resources ? "" : holder?.module ?? ""
    scope = writing.map { TerraformScope(writing: $0, module: module) }
    self.holder = holder
    self.keeping = keeping
  }

  /// A block in the holder, or an element of its list.
  var block: TerraformBlock { TerraformBlock(nested: argument, asElement: keeping == .list, in: scope) }

  /// The text of a block in the holder, with where it goes.
  func placed(_ block: TerraformBlock) -> String {
    guard let holder else { return block.text }
    var lines = [
      keeping == .list
        ? "# Add to \(argument) = [ … ] of \(holder.words):"
        : "# Add to \(holder.words), whose blocks own its \(plural):"
    ]
    if holder.instances > 1 {
      lines.append("# (The block makes \(holder.instances) resources: each of them gets it.)")
    }
    return lines.joined(separator: "\n") + "\n" + block.text
  }

  private var plural: String { argument == "route" ? "routes" : "\(argument) rules" }
}
