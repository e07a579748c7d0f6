import ControlPlane
import EC2Shapes

extension StoreConformance {
  static let history: [StoreConformance] = [
    StoreConformance("The trail tells calls newest first, with revisions, changes and refusals") { backend in
      let store = try await backend.make()
      try await fill(store)
      for store in [store, try await backend.reopen(store)] {
        let all = try await store.history(HistoryQuery())
        try requireEqual(
          all.map(\.call.action),
          ["Describe", "RevokeSecurityGroupIngress", "Late", "AuthorizeSecurityGroupIngress", "CreateB", "CreateA"],
          "actions"
        )
        try requireEqual(all.map(\.revisionBefore.number), [4, 3, 3, 2, 1, 0], "revisions before")
        try requireEqual(all.map(\.revisionAfter.number), [4, 4, 3, 3, 2, 1], "revisions after")
        try requireEqual(
          all.map(\.changed),
          [
            [], [SampleRecords.ruleID(7)], [], [SampleRecords.ruleID(7), SampleRecords.ruleID(8)],
            [SampleRecords.groupID(2)], [SampleRecords.groupID(1)],
          ],
          "changed"
        )
        try requireEqual(all[2].call.errorCode, "InvalidGroup.NotFound", "error code")
        try requireEqual(all[2].call.errorMessage, "because of InvalidGroup.NotFound", "error message")
        try requireEqual(all[3].call.parameters, parameters, "parameters")
        try requireEqual(all[3].call.location, SampleRecords.location, "location")
      }
    },

    StoreConformance("The trail is asked by resource, action, key, time, outcome and number") { backend in
      let store = try await backend.make()
      try await fill(store)
      func actions(_ change: (inout HistoryQuery) -> Void) async throws -> [String] {
        var query = HistoryQuery()
        change(&query)
        return try await store.history(query).map(\.call.action)
      }
      // A group's rules belong to it, also where one was removed.
      let ofGroup = ["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress", "CreateA"]
      try requireEqual(try await actions { $0.resourceID = SampleRecords.groupID(1) }, ofGroup, "group")
      try requireEqual(
        try await actions { $0.resourceID = SampleRecords.ruleID(8) },
        ["AuthorizeSecurityGroupIngress"],
        "rule"
      )
      try requireEqual(try await actions { $0.resourceID = "sg-unknown" }, [], "unknown resource")
      try requireEqual(try await actions { $0.action = "CreateB" }, ["CreateB"], "action")
      try requireEqual(try await actions { $0.accessKeyID = "AKIAOTHER" }, ["Describe", "Late"], "key")
      try requireEqual(
        try await actions { $0.since = Timestamp(milliseconds: 5_000) },
        ["Describe", "RevokeSecurityGroupIngress"],
        "since"
      )
      try requireEqual(
        try await actions { $0.until = Timestamp(milliseconds: 2_000) },
        ["CreateB", "CreateA"],
        "until"
      )
      try requireEqual(
        try await actions { $0.includesRefused = false },
        ["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress", "CreateB", "CreateA"],
        "without refused"
      )
      try requireEqual(try await actions { $0.limit = 2 }, ["Describe", "RevokeSecurityGroupIngress"], "limit")
      try requireEqual(try await actions { $0.limit = 0 }, [], "no limit at all")
      try requireEqual(
        try await actions {
          $0.resourceID = SampleRecords.groupID(1)
          $0.until = Timestamp(milliseconds: 3_000)
          $0.limit = 1
        },
        ["AuthorizeSecurityGroupIngress"],
        "all at once"
      )
    },

    StoreConformance("A group is shown with its rules as it was at each revision") { backend in
      let store = try await backend.make()
      try await fill(store)
      let group = SampleRecords.group(1)
      let rules = [SampleRecords.rule(7, ofGroup: 1), SampleRecords.rule(8, ofGroup: 1)]
      let expected: [(Int64, [any Record])] = [
        (0, []), (1, [group]), (2, [group]), (3, [group, rules[0], rules[1]]), (4, [group, rules[1]]),
        (99, [group, rules[1]]),
      ]
      for store in [store, try await backend.reopen(store)] {
        for (revision, records) in expected {
          let found = try await store.records(of: SampleRecords.groupID(1), at: Revision(revision))
          try requireEqual(comparable(found), comparable(records), "group at \(revision)")
        }
        let rule = try await store.records(of: SampleRecords.ruleID(7), at: Revision(3))
        try requireEqual(comparable(rule), comparable([rules[0]]), "rule")
        let removed = try await store.records(of: SampleRecords.ruleID(7), at: Revision(4))
        try require(removed.isEmpty, "a removed rule is there")
      }
    },
  ]

  private static let parameters = [
    RecordedCall.Parameter("GroupId", SampleRecords.groupID(1)),
    RecordedCall.Parameter("IpPermissions.1.ToPort", "8 \"\\\u{0}/é"),
  ]

  /// Two groups; two rules for one of them, of which one goes; two calls that were refused.
  private static func fill(_ store: any Store) async throws {
    func commit(_ action: String, _ seconds: Int64, _ changes: [Change]) async throws {
      let call = SampleRecords.call(
        action,
        milliseconds: seconds * 1_000,
        parameters: action.hasPrefix("Authorize") ? parameters : []
      )
      let revision = try await store.load().revision
      try await store.commit([Commit(changes: changes, call: call)], after: revision)
    }
    try await commit("CreateA", 1, [.put(SampleRecords.group(1))])
    try await commit("CreateB", 2, [.put(SampleRecords.group(2))])
    try await commit(
      "AuthorizeSecurityGroupIngress",
      3,
      [.put(SampleRecords.rule(7, ofGroup: 1)), .put(SampleRecords.rule(8, ofGroup: 1))]
    )
    try await store.recordRefused([
      SampleRecords.call("Late", milliseconds: 4_000, accessKeyID: "AKIAOTHER", errorCode: "InvalidGroup.NotFound")
    ])
    try await commit(
      "RevokeSecurityGroupIngress",
      5,
      [.remove(RecordReference(.securityGroupRule, SampleRecords.ruleID(7)))]
    )
    // In the same millisecond, the later one comes first.
    try await store.recordRefused([
      SampleRecords.call("Describe", milliseconds: 5_000, accessKeyID: "AKIAOTHER", errorCode: "UnauthorizedOperation")
    ])
  }
}
