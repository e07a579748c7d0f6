import ControlPlane

extension StoreConformance {
  static let sharing: [StoreConformance] = [
    StoreConformance("Writers that count in one record through two ways to the store lose no count") { backend in
      let store = try await backend.make()
      let second = try await backend.second(store)
      let (writers, rounds) = (4, 25)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<writers {
          let store = number.isMultiple(of: 2) ? store : second
          group.addTask {
            for _ in 0..<rounds { try await increment(store) }
          }
        }
        try await group.waitForAll()
      }
      for store in [store, second, try await backend.reopen(store)] {
        let contents = try await store.load()
        try requireEqual(contents.revision, Revision(Int64(writers * rounds)), "revision")
        try requireEqual(count(in: contents), writers * rounds, "count")
      }
    }
  ]

  private static func increment(_ store: any Store) async throws {
    while true {
      let contents = try await store.load()
      let next = SampleRecords.group(1, tags: ["count": String(count(in: contents) + 1)])
      do {
        try await store.commit([SampleRecords.commit([.put(next)])], after: contents.revision)
        return
      } catch StoreError.conflict {
        continue
      }
    }
  }

  private static func count(in contents: StoreContents) -> Int {
    contents.records.first.flatMap { $0.tags["count"] }.flatMap { Int($0) } ?? 0
  }
}
