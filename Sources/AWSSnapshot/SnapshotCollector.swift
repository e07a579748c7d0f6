import IPAddressing
import PositionedJSON
import VPCModel

/// Gathers a network from one document after another, in any order; `finish` then joins what only
/// several of them together tell.
struct SnapshotCollector {
  var network = Network()
  var log = DiagnosticLog()
  var completeness = SnapshotCompleteness()

  // Joined at the end, in `SnapshotCollector+Joining.swift`.
  var embeddedInterfaces: [NetworkInterface.ID: EmbeddedInterface] = [:]
  var listedRules: [SecurityGroup.ID: ListedRules] = [:]
  var listedRuleIDs: Set<SecurityGroupRule.ID> = []
  /// Whether some output of rules broke off, so that any group may have more.
  var listedRulesAreCutShort = false
  var groupsWithoutPermissions: [SecurityGroup.ID: (file: String, path: String)] = [:]
  var groupAssociations: [DescribedGroupAssociation] = []
  var elasticAddresses: [(address: DescribedElasticAddress, file: String)] = []
  var tasks: [DescribedTask] = []
  var flowLogs: [FlowLog] = []

  /// The document at hand.
  private(set) var file = ""

  /// An interface inside an instance, or why it could not be read: it may be described in full elsewhere.
  struct EmbeddedInterface {
    var interface: NetworkInterface?
    var file: String
    var path = ""
    var problem = ""
  }

  /// The rules of one group as `describe-security-group-rules` lists them.
  struct ListedRules {
    var rules: [SecurityGroupRule] = []
    var file: String
    /// Whether one could not be read.
    var lacksSome = false
  }

  /// Adds one document.
  ///
  /// - Parameters:
  ///   - file: its name in messages; its last component tells a list of entries' prefix list.
  ///   - folder: the part of the snapshot that it belongs to.
  /// - Throws: `SnapshotError.unexpectedShape`.
  mutating func collect(
    _ document: JSONDocument,
    file: String,
    folder: String
  ) throws(SnapshotError) -> SnapshotSource.Use {
    self.file = file
    let root = document.root
    var counts: [String: Int] = [:]
    var isCutShort = false
    var hasEntries = false
    if root.kind == .object {
      isCutShort = ["NextToken", "nextToken"].contains { root.member($0)?.string?.isEmpty == false }
      for (name, value) in root.members {
        guard let key = DescribedKey(rawValue: name.text), value.kind != .null, key.describes(value) else { continue }
        if key == .prefixListEntries {
          // Of equal keys the first counts; so the work stays linear however often one is repeated.
          guard !hasEntries else { continue }
          hasEntries = true
          guard let list = listOfEntries(in: root) else { continue }
          try collectEntries(of: list, in: root, isCutShort: isCutShort)
          counts[name.text, default: 0] += value.elements.reduce(0) { count, _ in count + 1 }
        } else {
          counts[name.text, default: 0] += try collect(value, under: key)
        }
        completeness.note(key, in: folder)
        if isCutShort { noteCutShort(key) }
      }
    } else if let (key, count) = try collectBareArray(root) {
      counts[key.rawValue] = count
      completeness.note(key, in: folder)
      // A query of describe-instances prints the instances alone.
      if key == .instances { completeness.note(.reservations, in: folder) }
    }
    guard counts.isEmpty else { return .used(counts) }
    if file.split(separator: "/").last == "snapshot.json" { return .metadata }
    return .notUsed(reason: "it has none of the keys that describe a network")
  }

  private mutating func noteCutShort(_ key: DescribedKey) {
    if key == .securityGroupRules { listedRulesAreCutShort = true }
    if key == .flowLogs { completeness.markFlowLogsIncomplete() }
    guard let kind = key.affectedKinds.first else { return }
    key.affectedKinds.forEach { completeness.markIncomplete($0) }
    log.add(
      file: file,
      path: key.rawValue,
      "the output stops before its end (it has a NextToken)",
      .incomplete(kind)
    )
  }

  /// The list whose entries a document holds: named in it, or by the file's name `pl-….json`.
  private mutating func listOfEntries(in root: JSONValue) -> PrefixList.ID? {
    if let id = root.member("PrefixListId")?.string, !id.isEmpty { return PrefixList.ID(id) }
    let name = file.split(separator: "/").last?.split(separator: ".").first ?? ""
    if name.hasPrefix("pl-") { return PrefixList.ID(String(name)) }
    completeness.markIncomplete(.prefixList)
    log.add(
      file: file,
      path: "Entries",
      "entries of a prefix list, but of which? Name the file after it, pl-….json, or add a key PrefixListId",
      .incomplete(.prefixList)
    )
    return nil
  }

  /// Arrays at the top, as `--query` leaves them: of instances, or of prefix lists with their entries.
  private mutating func collectBareArray(_ root: JSONValue) throws(SnapshotError) -> (DescribedKey, Int)? {
    guard let first = root.elements.first(where: { _ in true }) else { return nil }
    if first.member("InstanceId") != nil, first.member("NetworkInterfaces") != nil || first.member("ImageId") != nil {
      return (.instances, try collect(root, under: .instances))
    }
    if first.member("PrefixListId") != nil, first.member("Entries") != nil {
      let count = try each(root, under: .prefixListEntries) { collector, element throws(ElementProblem) in
        collector.add(try PrefixList(entriesOf: element.ownID("PrefixListId"), element), at: element)
      }
      return (.prefixListEntries, count)
    }
    return nil
  }

  private mutating func collectEntries(
    of list: PrefixList.ID,
    in root: JSONValue,
    isCutShort: Bool
  ) throws(SnapshotError) {
    do {
      var described = try PrefixList(entriesOf: list, root)
      // Some of the entries are as good as none: what they do not hold, the others might.
      if isCutShort { described.entries = nil }
      add(described, at: root)
    } catch {
      try report(error, under: .prefixListEntries)
    }
  }

  /// Reads each element of an array; one that cannot be read is reported and passed over.
  mutating func each(
    _ array: JSONValue,
    under key: DescribedKey,
    _ read: (inout Self, JSONValue) throws(ElementProblem) -> Void
  ) throws(SnapshotError) -> Int {
    guard array.kind == .array else {
      throw .unexpectedShape(
        file: file,
        path: array.document.path(to: array.index),
        problem: "expected an array, as the AWS CLI prints, found \(array.kind.words)"
      )
    }
    var count = 0
    for element in array.elements {
      count += 1
      do {
        try read(&self, try element.asObject())
      } catch {
        try report(error, under: key)
      }
    }
    return count
  }

  func refusal(_ problem: ElementProblem) -> SnapshotError {
    .unexpectedShape(file: file, path: problem.path, problem: problem.message)
  }

  private mutating func report(_ problem: ElementProblem, under key: DescribedKey) throws(SnapshotError) {
    if key == .flowLogs { completeness.markFlowLogsIncomplete() }
    // A key that other services print as well does not prove that the file is EC2's.
    if problem.refusesDocument, key.distinguishingMember == nil { throw refusal(problem) }
    guard let kind = key.affectedKinds.first else {
      log.add(file: file, path: problem.path, problem.message, .ignored)
      return
    }
    key.affectedKinds.forEach { completeness.markIncomplete($0) }
    let consequence: SnapshotDiagnostic.Consequence = key.suppliedKind == kind ? .leftOut(kind) : .incomplete(kind)
    log.add(file: file, path: problem.path, problem.message, consequence)
  }
}
