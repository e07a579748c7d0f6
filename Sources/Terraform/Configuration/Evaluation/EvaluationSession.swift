import HCL

/// What one reading of a configuration shares: the texts, what there is to report, how much may still be made.
final class EvaluationSession {
  let files: any ConfigurationFiles
  let root: String
  let limits: ReadingLimits
  let workspace: String
  /// Shared by all expressions: how much may be evaluated in all, and how deep.
  let budget: EvaluationBudget
  var sources: SourceMap
  private(set) var diagnostics: [Diagnostic]
  private(set) var notRead: [NotRead]
  private var reported: Set<Diagnostic> = []
  private var noted: Set<NotRead> = []
  private var instances = 0
  /// How many evaluations are under way, one for the sake of the other.
  var depth = 0
  /// How many there were when the order of what follows was worked out.
  private var preparedDepth = 0
  /// Bodies that were read again lately, by their places.
  private var bodies: [SourceRange: Body] = [:]
  /// How often a value was asked for that was under way.
  var pendingReads = 0

  init(loader: ModuleLoader, workspace: String) {
    files = loader.files
    root = loader.root
    limits = loader.limits
    budget = EvaluationBudget(limits.evaluation)
    sources = loader.sources
    diagnostics = loader.diagnostics
    notRead = loader.notRead
    self.workspace = workspace
  }

  /// Once, however many instances have it.
  func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  func report(_ severity: Diagnostic.Severity, _ summary: String, _ detail: String, at range: SourceRange?) {
    report(Diagnostic(severity, summary, detail, at: range))
  }

  func note(_ part: NotRead) {
    if noted.insert(part).inserted { notRead.append(part) }
  }

  /// What a resource's block holds, without the arguments that are Terraform's own.
  func body(of resource: ResourceDeclaration) -> Body {
    switch resource.body {
    case .tree(let body): return body
    case .written(let range):
      if let known = bodies[range] { return known }
      var body = HCLParser.parseBody(at: range, in: sources)
      body.keepGiven()
      // The attributes of one resource are asked for together.
      if bodies.count >= 16 { bodies.removeAll(keepingCapacity: true) }
      bodies[range] = body
      return body
    }
  }

  /// Whether so many more instances may be made.
  func reserve(_ count: Int, for address: String, at range: SourceRange?) -> Bool {
    let (total, overflow) = instances.addingReportingOverflow(count)
    guard !overflow, total <= limits.instances else {
      let detail = "\(address) would have \(count) instances; at most \(limits.instances) are read in all."
      report(.error, "Too many instances", detail, at: range)
      note(NotRead(.fault, address, detail, at: range))
      return false
    }
    instances = total
    return true
  }
}

extension EvaluationSession {
  /// Works out a value, perhaps for the sake of another one; unknown, and reported, where that goes too deep.
  ///
  /// - Parameter node: What it is, where what it hangs on can be worked out before.
  func nested(subject: String, at range: SourceRange?, _ node: EvaluationOrder.Node? = nil, _ work: () -> Value)
    -> Value
  {
    guard depth < limits.referenceDepth else {
      let detail = "The value of \(subject) hangs on more than \(limits.referenceDepth) others, one behind the other."
      report(.error, "References nest too deep", detail, at: range)
      note(NotRead(.fault, subject, detail, at: range))
      return .unknown
    }
    depth += 1
    defer { depth -= 1 }
    if let node, depth - preparedDepth >= EvaluationOrder.threshold {
      let before = preparedDepth
      preparedDepth = depth
      EvaluationOrder.prepare(node)
      preparedDepth = before
    }
    return work()
  }
}
