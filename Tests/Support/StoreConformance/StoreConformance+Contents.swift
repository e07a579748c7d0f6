import ControlPlane

extension StoreConformance {
  static let contents: [StoreConformance] = [
    StoreConformance("An empty store is at revision zero") { backend in
      let contents = try await backend.make().load()
      try requireEqual(contents.revision, .zero, "revision")
      try require(contents.records.isEmpty, "it holds \(contents.records.count) records")
    },

    StoreConformance("Records come in the order of first put; one that was removed and comes back comes last") {
      backend in
      let store = try await backend.make()
      let changes: [Change] = [5, 3, 4, 1].map { .put(SampleRecords.group($0)) }
      try await store.commit([SampleRecords.commit(changes)], after: .zero)
      let more: [Change] = [
        .put(SampleRecords.group(3, tags: ["changed": "yes"])), .remove(reference(4)), .put(SampleRecords.group(0)),
        .remove(reference(5)), .put(SampleRecords.group(5)), .remove(reference(99)),
      ]
      let last = try await store.commit([SampleRecords.commit(more)], after: Revision(1))
      let expected = [
        SampleRecords.group(3, tags: ["changed": "yes"]), SampleRecords.group(1), SampleRecords.group(0),
        SampleRecords.group(5),
      ]
      for store in [store, try await backend.reopen(store)] {
        let contents = try await store.load()
        try requireEqual(contents.revision, last, "revision")
        try requireEqual(comparable(contents.records), comparable(expected), "records")
      }
    },

    StoreConformance("What random commits leave is what replaying them leaves, before and after opening again") {
      backend in
      let seed = UInt64.random(in: 0 ... .max)
      var generator = SplitMix(seed)
      let store = try await backend.make()
      var replay = ChangeReplay<any Record>()
      var revision = Revision.zero
      for _ in 0..<40 {
        let batch = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          SampleRecords.commit((0..<Int.random(in: 0...6, using: &generator)).map { _ in randomChange(&generator) })
        }
        revision = try await store.commit(batch, after: revision)
        for change in batch.flatMap(\.changes) {
          if let record = change.record {
            replay.put(change.reference, record)
          } else {
            replay.remove(change.reference)
          }
        }
      }
      let expected = comparableByKind(replay.inOrder.map(\.value))
      try requireEqual(comparableByKind(try await store.load().records), expected, "seed \(seed)")
      let log = try await store.commits(after: .zero)
      let again = try await backend.reopen(store)
      let contents = try await again.load()
      try requireEqual(comparableByKind(contents.records), expected, "opened again, seed \(seed)")
      try requireEqual(contents.revision, revision, "revision, seed \(seed)")
      let logAgain = try await again.commits(after: .zero)
      try requireEqual(log.map(\.revision), (1...revision.number).map { Revision($0) }, "log, seed \(seed)")
      try requireEqual(logAgain.map { comparable($0.changes) }, log.map { comparable($0.changes) }, "log, seed \(seed)")
    },
  ]

  static func reference(_ group: Int) -> RecordReference {
    RecordReference(.securityGroup, SampleRecords.groupID(group))
  }

  private static func randomChange(_ generator: inout SplitMix) -> Change {
    let number = Int.random(in: 0..<12, using: &generator)
    let isRule = Bool.random(using: &generator)
    if Int.random(in: 0..<3, using: &generator) == 0 {
      return .remove(isRule ? RecordReference(.securityGroupRule, SampleRecords.ruleID(number)) : reference(number))
    }
    let word = String(Int.random(in: 0..<1_000, using: &generator))
    return isRule
      ? .put(SampleRecords.rule(number, ofGroup: number / 3, summary: word))
      : .put(SampleRecords.group(number, tags: ["word": word]))
  }
}

/// Steele, Lea and Flood's SplitMix64: a sequence that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
