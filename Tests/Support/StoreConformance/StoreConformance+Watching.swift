import ControlPlane

extension StoreConformance {
  static let watching: [StoreConformance] = [
    StoreConformance("A watch begins with what has been and goes on with what comes") { backend in
      let store = try await backend.make()
      let second = try await backend.second(store)
      try await store.commit(numbered(1...5), after: .zero)
      async let seen = take(7, of: second.watch(after: Revision(2)))
      try await store.commit(numbered(6...7), after: Revision(5))
      try await second.commit(numbered(8...9), after: Revision(7))
      let commits = try await seen
      try requireEqual(commits.map(\.revision.number), Array(3...9), "revisions")
      try requireEqual(
        commits.map { comparable($0.changes) },
        numbered(3...9).map { comparable($0.changes) },
        "changes"
      )
    },

    StoreConformance("A watch ends when its consumer is cancelled") { backend in
      let store = try await backend.make()
      let task = Task { for try await _ in store.watch(after: .zero) {} }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      _ = await task.result
    },

    StoreConformance("Watches that begin while several write miss nothing and repeat nothing") { backend in
      let store = try await backend.make()
      let second = try await backend.second(store)
      let total: Int64 = 120
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, writer) in [store, second, store].enumerated() {
          group.addTask {
            while true {
              let newest = try await writer.load().revision
              guard newest.number < total else { return }
              let end = min(total, newest.number + 1 + Int64(index))
              do {
                try await writer.commit(numbered(Int(newest.number + 1)...Int(end)), after: newest)
              } catch StoreError.conflict {
                continue
              }
            }
          }
        }
        for number in 0..<6 {
          group.addTask {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...100)))
            let from = number.isMultiple(of: 2) ? Revision.zero : try await second.load().revision
            let count = Int(total - from.number)
            let watched = try await take(count, of: (number < 3 ? store : second).watch(after: from))
            try requireEqual(watched.map(\.revision.number), Array(from.next.number..<(total + 1)), "revisions")
            for commit in watched {
              let number = Int(commit.revision.number)
              try requireEqual(comparable(commit.changes), comparable(numbered(number...number)[0].changes), "changes")
            }
          }
        }
        try await group.waitForAll()
      }
    },
  ]

  /// A commit for each revision, told by its number.
  private static func numbered(_ numbers: ClosedRange<Int>) -> [Commit] {
    numbers.map { SampleRecords.commit([.put(SampleRecords.group($0)), .remove(reference($0 - 1))]) }
  }

  private static func take(
    _ count: Int,
    of watch: AsyncThrowingStream<CommittedChanges, any Error>
  ) async throws -> [CommittedChanges] {
    var commits: [CommittedChanges] = []
    guard count > 0 else { return [] }
    for try await commit in watch {
      commits.append(commit)
      if commits.count == count { break }
    }
    return commits
  }
}
