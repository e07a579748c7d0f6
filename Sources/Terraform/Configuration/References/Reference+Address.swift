import HCL

extension Reference {
  /// What is referred to, in its module and without instance keys: `var.x`, `local.x`, `module.x`, `module.x.y`,
  /// `aws_vpc.main`, `data.aws_vpc.main`; `nil` for `each`, `count`, `path`, `self`, `terraform`, and for what is no
  /// reference that Terraform has.
  var address: String? {
    switch root {
    case "each", "count", "path", "self", "terraform", "ephemeral": return nil
    case "data", "resource":
      guard let type = name(at: 0), let name = name(at: 1) else { return nil }
      return root == "data" ? "data.\(type).\(name)" : "\(type).\(name)"
    case "module":
      guard let name = name(at: 0) else { return nil }
      let isIndexed = if case .index? = steps[safely: 1] { true } else { false }
      guard let output = self.name(at: isIndexed ? 2 : 1) else { return "module.\(name)" }
      return "module.\(name).\(output)"
    default:
      guard let name = name(at: 0) else { return nil }
      return "\(root).\(name)"
    }
  }

  /// The name that a step takes, where it is `.name`.
  func name(at index: Int) -> String? {
    if case .attribute(let name)? = steps[safely: index] { name } else { nil }
  }
}

extension Array {
  subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
