import ControlPlane
import Foundation
import SQLiteStore
import StoreConformance

/// How long a SQLite store takes: to open and load, to commit alone and in batches. `StoreTimes [GROUPS RULES]`, with
/// 2,500 and 60 unless given; the file is made in the directory for temporary files and goes with the program.
@main
struct StoreTimes {
  static func main() async throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let (groups, rules) = numbers.count == 2 ? (numbers[0], numbers[1]) : (2_500, 60)
    let path = NSTemporaryDirectory() + "store-times-\(UInt64.random(in: 0 ... .max)).sqlite"
    defer { for end in ["", "-wal", "-shm", ".key"] { try? FileManager.default.removeItem(atPath: path + end) } }

    var store = try await SQLiteStore.open(path)
    let network = SampleRecords.network(groups: groups, rulesPerGroup: rules)
    let filling = try await time {
      for start in stride(from: 0, to: network.count, by: 100) {
        let revision = Revision(Int64(start))
        try await store.commit(Array(network[start..<min(start + 100, network.count)]), after: revision)
      }
    }
    try await store.close()
    let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    print("\(groups) groups × \(rules) rules: written in \(filling), \(bytes >> 20) MiB")

    for check in IntegrityCheck.allCases {
      var configuration = SQLiteStore.Configuration()
      configuration.check = check
      let opened = try await SQLiteStore.open(path, configuration: configuration)
      print("open, check \(check.rawValue): \(opened.report.duration)")
      try await opened.close()
    }

    store = try await SQLiteStore.open(path)
    print(store.report)
    for _ in 0..<3 {
      var contents: StoreContents?
      let processorTime = clock()
      let loading = try await time { contents = try await store.load() }
      let seconds = Double(clock() - processorTime) / Double(CLOCKS_PER_SEC)
      print("load: \(loading) (\(seconds) s of processor time) for \(contents?.records.count ?? 0) records")
      let building = await time { _ = State(contents?.records ?? []) }
      print("  then the state from them: \(building)")
    }

    var revision = try await store.load().revision
    for size in [1, 10, 100] {
      var times: [Duration] = []
      let count = size == 100 ? 100 : 500
      for round in 0..<count {
        let batch = (0..<size).map { index in
          let rule = SampleRecords.rule(round * size + index, ofGroup: index, summary: "again \(round)")
          return SampleRecords.commit([.put(rule)], action: "AuthorizeSecurityGroupIngress")
        }
        let before = revision
        times.append(try await time { revision = try await store.commit(batch, after: before) })
      }
      times.sort()
      let total = times.reduce(Duration.zero, +)
      let rate = Double(count * size) / (total / Duration.seconds(1))
      print(
        "commits in batches of \(size): p50 \(times[count / 2]), p99 \(times[count * 99 / 100]), \(Int(rate)) commits/s"
      )
    }
    let group = SampleRecords.groupID(0)
    let newest = revision
    let looking = try await time { _ = try await store.records(of: group, at: newest) }
    var query = HistoryQuery()
    query.resourceID = group
    let asking = try await time { [query] in _ = try await store.history(query) }
    print("a group at a revision: \(looking); its history: \(asking)")
    try await store.close()
  }

  private nonisolated(nonsending) static func time(_ body: nonisolated(nonsending) () async throws -> Void)
    async rethrows -> Duration
  {
    let start = ContinuousClock.now
    try await body()
    return ContinuousClock.now - start
  }
}
