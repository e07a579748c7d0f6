import HCL

/// What the files of one folder declare, override files merged in. Shared by all calls of the module.
final class ModuleDeclaration: Sendable {
  /// Relative to the root module's folder: `.`, `modules/network`, `../shared`.
  let folder: String
  let variables: [String: VariableDeclaration]
  let locals: [String: Attribute]
  let outputs: [String: OutputDeclaration]
  let resources: [ResourceDeclaration]
  /// Numbers of ``resources`` by `aws_security_group.web`, `data.aws_vpc.main`.
  let resourceNumbers: [String: Int]
  let calls: [String: ModuleCallDeclaration]
  let providers: [ProviderDeclaration]
  let imports: [Block]
  let moves: [Block]
  let removals: [Block]
  let checks: [CheckDeclaration]

  init(
    folder: String,
    variables: [String: VariableDeclaration] = [:],
    locals: [String: Attribute] = [:],
    outputs: [String: OutputDeclaration] = [:],
    resources: [ResourceDeclaration] = [],
    calls: [String: ModuleCallDeclaration] = [:],
    providers: [ProviderDeclaration] = [],
    imports: [Block] = [],
    moves: [Block] = [],
    removals: [Block] = [],
    checks: [CheckDeclaration] = []
  ) {
    self.folder = folder
    self.variables = variables
    self.locals = locals
    self.outputs = outputs
    self.resources = resources
    var numbers: [String: Int] = [:]
    for (number, resource) in resources.enumerated() { numbers[resource.key] = number }
    resourceNumbers = numbers
    self.calls = calls
    self.providers = providers
    self.imports = imports
    self.moves = moves
    self.removals = removals
    self.checks = checks
  }
}

/// `variable "name" { … }`
struct VariableDeclaration: Sendable {
  var name: String
  /// `any` without one.
  var type: TypeConstraint
  var isTyped: Bool
  var defaultValue: Expression?
  var isNullable: Bool
  var isSensitive: Bool
  var validations: [CheckRule]
  var range: SourceRange
}

/// `output "name" { … }`
struct OutputDeclaration: Sendable {
  var name: String
  var value: Expression?
  var isSensitive: Bool
  var dependencies: [Expression]
  var preconditions: [CheckRule]
  var range: SourceRange
}

/// `resource "type" "name" { … }` or `data "type" "name" { … }`
final class ResourceDeclaration: Sendable {
  let mode: ResourceAddress.Mode
  let type: String
  let name: String
  /// `aws_security_group.web`, `data.aws_vpc.main`
  let key: String
  let repetition: Repetition
  /// As the `provider` argument names it; `nil` for the type's own.
  let provider: String?
  let createsBeforeDestroying: Bool
  let ignoredChanges: [String]
  let preconditions: [CheckRule]
  let postconditions: [CheckRule]
  let body: ResourceBody
  /// Names of the attributes and block types that the configuration has, in its order.
  let givenNames: [String]
  let references: [ResourceInstance.Reference]
  /// Where everything is written; `nil` where dynamic blocks make that another thing for each instance.
  let places: PlaceParts?
  let header: SourceRange
  let range: SourceRange

  init(
    mode: ResourceAddress.Mode,
    type: String,
    name: String,
    repetition: Repetition,
    provider: String?,
    createsBeforeDestroying: Bool,
    ignoredChanges: [String],
    preconditions: [CheckRule],
    postconditions: [CheckRule],
    body: ResourceBody,
    givenNames: [String],
    references: [ResourceInstance.Reference],
    places: PlaceParts?,
    header: SourceRange,
    range: SourceRange
  ) {
    self.mode = mode
    self.type = type
    self.name = name
    key = (mode == .data ? "data." : "") + "\(type).\(name)"
    self.repetition = repetition
    self.provider = provider
    self.createsBeforeDestroying = createsBeforeDestroying
    self.ignoredChanges = ignoredChanges
    self.preconditions = preconditions
    self.postconditions = postconditions
    self.body = body
    self.givenNames = givenNames
    self.references = references
    self.places = places
    self.header = header
    self.range = range
  }

  /// The provider's local name with alias where no module passes another: `aws_vpc` has `aws`.
  var providerName: String { provider ?? String(type.prefix { $0 != "_" }) }
}

/// What a resource's block holds, without the arguments that are Terraform's own.
enum ResourceBody: Sendable {
  case tree(Body)
  /// Where it stands, from brace to brace: the trees of a large configuration take more memory than all that comes of
  /// them.
  case written(SourceRange)
}

/// `module "name" { … }`
struct ModuleCallDeclaration: Sendable {
  var name: String
  /// As written; `nil` where it is not a literal string.
  var source: String?
  var repetition: Repetition
  var arguments: [Attribute]
  /// The called module's provider names → this module's.
  var providers: [String: String]
  var dependencies: [Expression]
  var header: SourceRange
}

/// `check "name" { … }`
struct CheckDeclaration: Sendable {
  var name: String
  var asserts: [CheckRule]
}

/// `provider "name" { … }`
struct ProviderDeclaration: Sendable {
  /// With its alias: `aws.west`.
  var name: String
  var body: Body
  var range: SourceRange
}

/// How many instances a block has.
enum Repetition: Sendable {
  case single
  case count(Expression)
  case forEach(Expression)

  var expression: Expression? {
    switch self {
    case .single: nil
    case .count(let expression), .forEach(let expression): expression
    }
  }
}
