import HCL
import PositionedJSON

/// What the configuration in a plan tells of where values come from that are only known after apply.
///
/// A plan names the objects that an expression refers to, and not what it makes of them; locals it does not have at all
/// (hashicorp/terraform, `internal/command/jsonconfig`).
struct PlanReferences {
  /// A module of the configuration.
  private struct Module {
    /// By address in the module: `aws_vpc.main`, `data.aws_vpc.main`.
    var resources: [String: JSONValue] = [:]
    var calls: [String: JSONValue] = [:]
    var outputs: [String: JSONValue] = [:]
  }

  /// Where an expression stands: in which instance of a module, and of which instance of what.
  struct Scope {
    var modules: [ResourceAddress.ModuleStep]
    var key: ResourceAddress.InstanceKey?
    var forEach: JSONValue?
  }

  /// By the names of the calls that lead there, joined by dots.
  private var modules: [String: Module] = [:]
  /// The keys of all instances, by resource without key.
  private var keys: [String: Set<ResourceAddress.InstanceKey>] = [:]
  /// Attributes that the configuration gives, by resource without keys.
  private(set) var configured: [String: Set<String>] = [:]
  private(set) var regions: [String: String] = [:]
  var assumptions: Set<TerraformPlan.Assumption> = []

  init() {}

  /// O(size of the configuration).
  init(_ configuration: JSONValue?, variables: JSONValue?) {
    guard let configuration else { return }
    if let root = configuration.member("root_module") {
      var waiting: [(path: [String], module: JSONValue)] = [([], root)]
      while let (path, module) = waiting.popLast() {
        var index = Module()
        let prefix = path.map { "module.\($0)." }.joined()
        for resource in module.list("resources") {
          let address = resource.member("address")?.text ?? ""
          index.resources[address] = resource
          if let expressions = resource.member("expressions") {
            configured[prefix + address] = Set(expressions.members.map(\.key.text))
          }
        }
        for (name, output) in module.pairs("outputs") { index.outputs[name.text] = output }
        for (name, call) in module.pairs("module_calls") {
          index.calls[name.text] = call
          if let child = call.member("module") { waiting.append((path + [name.text], child)) }
        }
        modules[path.joined(separator: ".")] = index
      }
    }
    readRegions(configuration.member("provider_config"), variables)
  }

  private mutating func readRegions(_ providers: JSONValue?, _ variables: JSONValue?) {
    guard let providers else { return }
    for (key, provider) in providers.members {
      guard let region = provider.member("expressions")?.member("region") else { continue }
      let name = key.text.split(separator: ":").last.map(String.init) ?? key.text
      if let text = region.member("constant_value")?.string {
        regions[name] = text
      } else if let reference = region.list("references").first?.text, reference.hasPrefix("var.") {
        let variable = String(reference.dropFirst(4))
        let value = variables?.members.first { $0.key.text == variable }?.value.member("value")?.string
        if let value { regions[name] = value }
      }
    }
  }

  /// Which instances there are.
  mutating func collectInstances(_ changes: JSONValue?, _ prior: [ResourceInstance]) throws(TerraformDocumentError) {
    for instance in prior { note(instance.address) }
    guard let changes else { return }
    for change in changes.elements { note(try change.resourceAddress("address")) }
  }

  private mutating func note(_ address: ResourceAddress) {
    if let key = address.key { keys[Self.group(address), default: []].insert(key) }
  }

  /// The resource in its instance of a module, without its own key.
  private static func group(_ address: ResourceAddress) -> String {
    var address = address
    address.key = nil
    return address.description
  }

  // MARK: A resource

  private func module(_ steps: [ResourceAddress.ModuleStep]) -> Module? {
    modules[steps.map(\.name).joined(separator: ".")]
  }

  func configuration(of address: ResourceAddress) -> JSONValue? {
    module(address.modules)?.resources[address.resourceInModule]
  }

  func scope(of address: ResourceAddress) -> Scope {
    Scope(
      modules: address.modules,
      key: address.key,
      forEach: configuration(of: address)?.member("for_each_expression")
    )
  }

  /// Adds to an instance what the configuration tells of it.
  func annotate(_ instance: inout ResourceInstance) {
    guard let configuration = configuration(of: instance.address) else { return }
    if let key = configuration.member("provider_config_key")?.string {
      instance.provider = key.split(separator: ":").last.map(String.init) ?? key
    }
    var references: [ResourceInstance.Reference] = []
    if let expressions = configuration.member("expressions") {
      for (name, expression) in expressions.members { collect(expression, name.text, into: &references) }
    }
    for element in configuration.list("depends_on") {
      references.append(ResourceInstance.Reference(address: element.text, argument: "depends_on"))
    }
    instance.references = references
  }

  private func collect(_ expression: JSONValue, _ argument: String, into references: inout [ResourceInstance.Reference])
  {
    var waiting = [expression]
    var seen: Set<String> = []
    while let value = waiting.popLast() {
      if value.kind == .array { waiting += Array(value.elements) }
      guard value.kind == .object else { continue }
      let named = value.list("references")
      if named.isEmpty { waiting += value.members.map(\.value) }
      for reference in Self.mostSpecific(named.map(\.text)) {
        let address = Self.withoutKeys(reference)
        if seen.insert(address).inserted {
          references.append(ResourceInstance.Reference(address: address, argument: argument))
        }
      }
    }
  }

  /// `aws_vpc.main`, `module.app.group_id`, `var.name`: without keys and further paths.
  private static func withoutKeys(_ reference: String) -> String {
    if let target = Target(reference) { return target.address.configurationAddress }
    let parts = reference.split(separator: ".").map { $0.prefix { $0 != "[" } }
    return parts.prefix(reference.hasPrefix("module.") ? 3 : 2).joined(separator: ".")
  }

  /// Terraform names with each reference what leads to it: `aws_vpc.main.id`, then `aws_vpc.main`.
  static func mostSpecific(_ references: [String]) -> [String] {
    var kept: [String] = []
    for reference in references {
      if let last = kept.last, last.hasPrefix(reference) {
        let next = last.dropFirst(reference.count).first
        if next == nil || next == "." || next == "[" { continue }
      }
      kept.append(reference)
    }
    return kept
  }

  // MARK: Where a reference leads

  /// A resource, or an attribute of it.
  struct Target: Hashable {
    var address: ResourceAddress
    /// Empty for the whole resource.
    var path: String

    init(address: ResourceAddress, path: String) {
      self.address = address
      self.path = path
    }

    /// Of a resource as a whole, what is taken of it: of its instances the one at a position, then an attribute.
    mutating func take(_ path: String, _ usesPosition: inout Bool) {
      guard path.hasPrefix("["), address.key == nil, let close = path.firstIndex(of: "]"),
        let position = Int(path[path.index(after: path.startIndex)..<close])
      else {
        self.path = path
        return
      }
      address.key = .index(position)
      usesPosition = true
      self.path = String(path[path.index(after: close)...].drop { $0 == "." })
    }

    /// `aws_subnet.a[0].id`; `nil` for what names no resource.
    init?(_ reference: String) {
      guard !reference.hasPrefix("module."), !reference.hasPrefix("var."), !reference.hasPrefix("local."),
        !reference.hasPrefix("each."), !reference.hasPrefix("count."), !reference.hasPrefix("path."),
        !reference.hasPrefix("terraform."), !reference.hasPrefix("self.")
      else { return nil }
      let dots = PlanReferences.boundaries(of: reference)
      let parts = reference.hasPrefix("data.") ? 3 : 2
      guard dots.count >= parts - 1 else { return nil }
      let end = dots.count > parts - 1 ? dots[parts - 1] : reference.endIndex
      guard let address = ResourceAddress(parsing: String(reference[..<end])) else { return nil }
      self.address = address
      path = end == reference.endIndex ? "" : String(reference[reference.index(after: end)...])
    }
  }

  /// Where the dots are that no quoted key holds.
  static func boundaries(of reference: String) -> [String.Index] {
    var found: [String.Index] = []
    var isQuoted = false
    var isEscaped = false
    for index in reference.indices {
      switch reference[index] {
      case "\"" where !isEscaped: isQuoted.toggle()
      case "." where !isQuoted: found.append(index)
      default: break
      }
      isEscaped = reference[index] == "\\" && !isEscaped
    }
    return found
  }

  /// What an expression refers to in the end.
  struct Resolution {
    var targets: [Target] = []
    /// Whether some part leads to what the plan does not have.
    var isOpen = false
    var usesEachKey = false
    var usesCountIndex = false
    /// Whether an element of a list was chosen that a plan does not have.
    var usesPosition = false

    mutating func add(_ other: Resolution) {
      for target in other.targets where !targets.contains(target) { targets.append(target) }
      isOpen = isOpen || other.isOpen
      usesEachKey = usesEachKey || other.usesEachKey
      usesCountIndex = usesCountIndex || other.usesCountIndex
      usesPosition = usesPosition || other.usesPosition
    }
  }

  /// How far references are followed through variables and outputs.
  private static let depthLimit = 64
  /// How many references are followed for one expression.
  private static let stepLimit = 10_000

  func resolve(_ expression: JSONValue, in scope: Scope) -> Resolution {
    var steps = Self.stepLimit
    return resolve(expression.list("references").map(\.text), in: scope, depth: 0, &steps)
  }

  private func resolve(_ references: [String], in scope: Scope, depth: Int, _ steps: inout Int) -> Resolution {
    var resolution = Resolution()
    guard depth < Self.depthLimit else {
      resolution.isOpen = true
      return resolution
    }
    for reference in Self.mostSpecific(references) {
      steps -= 1
      guard steps > 0 else {
        resolution.isOpen = true
        return resolution
      }
      if var target = Target(reference) {
        target.address.modules = scope.modules
        if !resolution.targets.contains(target) { resolution.targets.append(target) }
        continue
      }
      let dots = Self.boundaries(of: reference)
      let first = dots.first.map { String(reference[..<$0]) } ?? reference
      let rest = dots.first.map { String(reference[reference.index(after: $0)...]) } ?? ""
      switch first {
      case "var": resolution.add(variable(rest, in: scope, depth: depth, &steps))
      case "module": resolution.add(output(reference, in: scope, depth: depth, &steps))
      case "each" where rest == "key": resolution.usesEachKey = true
      case "each": resolution.add(eachValue(rest, in: scope, depth: depth, &steps))
      case "count": resolution.usesCountIndex = true
      case "path", "terraform", "self": break
      default: resolution.isOpen = true
      }
    }
    return resolution
  }

  /// A variable of a called module is what its call gives; one of the root module is known.
  private func variable(_ name: String, in scope: Scope, depth: Int, _ steps: inout Int) -> Resolution {
    guard let call = scope.modules.last else { return Resolution() }
    let outer = Array(scope.modules.dropLast())
    let (variable, path) = Self.split(name)
    guard let configuration = module(outer)?.calls[call.name],
      let expression = configuration.member("expressions")?.members.first(where: { $0.key.text == variable })?.value
    else { return Resolution() }
    let outerScope = Scope(modules: outer, key: call.key, forEach: configuration.member("for_each_expression"))
    let resolution = resolve(expression.list("references").map(\.text), in: outerScope, depth: depth + 1, &steps)
    return Self.appending(path, to: resolution)
  }

  private func output(_ reference: String, in scope: Scope, depth: Int, _ steps: inout Int) -> Resolution {
    var open = Resolution()
    open.isOpen = true
    let dots = Self.boundaries(of: reference)
    guard dots.count >= 2 else { return open }
    // Read with its key as if it were a resource, which has the same grammar.
    let call = reference[reference.index(after: dots[0])..<dots[1]]
    guard let step = ResourceAddress(parsing: "call.\(call)") else { return open }
    let (name, path) = Self.split(String(reference[reference.index(after: dots[1])...]))
    let inner = scope.modules + [ResourceAddress.ModuleStep(step.name, step.key)]
    guard let output = module(inner)?.outputs[name], let expression = output.member("expression") else { return open }
    let innerScope = Scope(modules: inner, key: nil, forEach: nil)
    let resolution = resolve(expression.list("references").map(\.text), in: innerScope, depth: depth + 1, &steps)
    return Self.appending(path, to: resolution)
  }

  /// Where `for_each` goes over a resource's instances, the value is the one with the same key.
  private func eachValue(_ rest: String, in scope: Scope, depth: Int, _ steps: inout Int) -> Resolution {
    var open = Resolution()
    open.isOpen = true
    guard let expression = scope.forEach, rest.hasPrefix("value.") else { return open }
    var resolution = resolve(
      expression.list("references").map(\.text),
      in: scope.withoutForEach,
      depth: depth + 1,
      &steps
    )
    guard resolution.targets.count == 1, let target = resolution.targets.first, target.path.isEmpty,
      target.address.key == nil, !resolution.isOpen, let key = scope.key,
      keys[Self.group(target.address)]?.contains(key) ?? false
    else {
      resolution.isOpen = true
      return resolution
    }
    resolution.targets[0].address.key = key
    resolution.targets[0].path = String(rest.dropFirst("value.".count))
    return resolution
  }

  /// `vpc.id` is `vpc` and `id`.
  private static func split(_ name: String) -> (name: String, path: String) {
    let end = name.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
    var path = name[end...]
    if path.first == "." { path = path.dropFirst() }
    return (String(name[..<end]), String(path))
  }

  /// What a path into a variable or output means: an attribute, where that holds a whole resource.
  private static func appending(_ path: String, to resolution: Resolution) -> Resolution {
    guard !path.isEmpty else { return resolution }
    var resolution = resolution
    for index in resolution.targets.indices {
      if resolution.targets[index].path.isEmpty {
        resolution.targets[index].take(path, &resolution.usesPosition)
      } else {
        resolution.isOpen = true
      }
    }
    return resolution
  }

  // MARK: Instances

  /// The instances that a target without key stands for.
  func instances(of target: Target) -> [Target]? {
    guard target.address.key == nil, let keys = keys[Self.group(target.address)] else { return nil }
    return keys.map { key in
      var instance = target
      instance.address.key = key
      return instance
    }.sorted { $0.address < $1.address }
  }

  func hasInstances(_ target: Target) -> Bool { keys[Self.group(target.address)] != nil }

  func hasInstance(_ target: Target, _ key: ResourceAddress.InstanceKey) -> Bool {
    keys[Self.group(target.address)]?.contains(key) ?? false
  }

  func haveEqualKeys(_ one: ResourceAddress, _ other: ResourceAddress) -> Bool {
    keys[Self.group(one)] == keys[Self.group(other)]
  }
}

extension PlanReferences.Scope {
  fileprivate var withoutForEach: Self {
    var scope = self
    scope.forEach = nil
    return scope
  }
}
