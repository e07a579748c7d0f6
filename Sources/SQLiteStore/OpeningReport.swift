package import ControlPlane
import GRDB

/// What was found when a database was opened.
package struct OpeningReport: Sendable, CustomStringConvertible {
  package let path: String
  package let wasCreated: Bool
  package let revision: Revision
  package let recordCounts: [RecordKind: Int]
  /// Those that are good.
  package let accessKeyCount: Int
  /// Pages that were in the write-ahead log: commits of a process that did not close the file, or has it open.
  package let pagesInLog: Int
  package let check: IntegrityCheck
  package let duration: Duration

  /// - Throws: ``StoreError/corrupt(_:)`` where the check finds something.
  init(
    _ pool: DatabasePool,
    path: String,
    isNew: Bool,
    hasLog: Bool,
    check: IntegrityCheck,
    began: ContinuousClock.Instant
  ) throws {
    self.path = path
    self.check = check
    wasCreated = isNew
    // Opening the file has recovered the log; this says how much of it was whole.
    pagesInLog =
      hasLog
      ? try pool.writeWithoutTransaction { db in
        try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)").map { max(0, $0[1]) } ?? 0
      } : 0
    (revision, recordCounts, accessKeyCount) = try pool.read { db in
      let findings = try check.findings(db)
      guard findings.isEmpty else { throw StoreError.corrupt("\(path): " + findings.joined(separator: "; ")) }
      var counts: [RecordKind: Int] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT kind, count(*) FROM record GROUP BY kind")
      while let row = try rows.next() {
        let name: String = row[0]
        guard let kind = RecordKind(rawValue: name) else {
          throw StoreError.corrupt("\(path): a record is of the unknown kind \(name)")
        }
        counts[kind] = row[1]
      }
      let keys = try Int.fetchOne(db, sql: "SELECT count(*) FROM access_key WHERE revoked IS NULL") ?? 0
      return (try Status.revision(db), counts, keys)
    }
    duration = ContinuousClock.now - began
  }

  /// One line: `opened FILE at revision 7: 2 vpcs, 3 securityGroups, …`.
  package var description: String {
    guard !wasCreated else { return "made \(path)" }
    let contents = RecordKind.allCases.compactMap { kind in
      recordCounts[kind].map { "\($0) \($0 == 1 ? kind.words.one : kind.words.many)" }
    }
    let recovered = pagesInLog == 0 ? "" : "; \(pagesInLog) pages from the write-ahead log"
    let verdict =
      switch check {
      case .none: "integrity not checked"
      case .quick: "integrity ok"
      case .full: "integrity ok (full check)"
      }
    return "opened \(path) at revision \(revision): "
      + "\(contents.isEmpty ? "no resources" : contents.joined(separator: ", "))\(recovered); \(verdict)"
  }
}

extension RecordKind {
  /// As a person says it.
  fileprivate var words: (one: String, many: String) {
    func plural(_ word: String) -> (one: String, many: String) { (word, word + "s") }
    return switch self {
    case .region: plural("region")
    case .dhcpOptions: ("DHCP options set", "DHCP options sets")
    case .vpc: plural("VPC")
    case .subnet: plural("subnet")
    case .securityGroup: plural("security group")
    case .securityGroupRule: plural("rule")
    case .networkACL: plural("network ACL")
    case .routeTable: plural("route table")
    case .prefixList: plural("prefix list")
    case .internetGateway: plural("internet gateway")
    case .egressOnlyInternetGateway: plural("egress-only internet gateway")
    case .elasticAddress: ("elastic address", "elastic addresses")
    case .networkInterface: plural("network interface")
    case .instance: plural("instance")
    case .natGateway: plural("NAT gateway")
    case .vpcEndpoint: plural("VPC endpoint")
    case .vpcPeeringConnection: plural("VPC peering connection")
    case .flowLog: plural("flow log")
    case .clientToken: plural("client token")
    }
  }
}
