import ControlPlane

extension StoreConformance {
  static let commits: [StoreConformance] = [
    StoreConformance("Each commit is a revision, one that changes nothing too") { backend in
      let store = try await backend.make()
      let batch = [
        SampleRecords.commit([.put(SampleRecords.group(1))]), SampleRecords.commit([]),
        SampleRecords.commit([.put(SampleRecords.group(2)), .remove(reference(1))]),
      ]
      try requireEqual(try await store.commit(batch, after: .zero), Revision(3), "revision")
      try requireEqual(try await store.commit([], after: Revision(3)), Revision(3), "revision of no commits")
      let log = try await store.commits(after: .zero)
      try requireEqual(log.map(\.revision.number), [1, 2, 3], "log")
      try requireEqual(log.map { comparable($0.changes) }, batch.map { comparable($0.changes) }, "changes")
      let rest = try await store.commits(after: Revision(2))
      try requireEqual(rest.map(\.revision.number), [3], "log after 2")
      let none = try await store.commits(after: Revision(3))
      try require(none.isEmpty, "the log goes on after its end")
    },

    StoreConformance("A commit after another revision than the newest is refused whole and says which is newest") {
      backend in
      let store = try await backend.make()
      try await store.commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
      let late = [
        SampleRecords.commit([.put(SampleRecords.group(2))]), SampleRecords.commit([.remove(reference(1))]),
      ]
      for revision in [Revision.zero, Revision(2), Revision(-1)] {
        do {
          try await store.commit(late, after: revision)
          throw Failure(description: "a commit after \(revision) was taken at revision 1")
        } catch StoreError.conflict(let current) {
          try requireEqual(current, Revision(1), "current")
        }
      }
      for store in [store, try await backend.reopen(store)] {
        let contents = try await store.load()
        try requireEqual(contents.revision, Revision(1), "revision")
        try requireEqual(comparable(contents.records), comparable([SampleRecords.group(1)]), "records")
        let trail = try await store.history(HistoryQuery())
        try requireEqual(trail.count, 1, "calls in the trail")
      }
    },
  ]
}
