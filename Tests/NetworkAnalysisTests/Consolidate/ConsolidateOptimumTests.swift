import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Consolidation against every possible list of rules")
struct ConsolidateOptimumTests {
  private func consolidate(_ rectangles: [TinyUniverse.Rectangle], steps: Int = Consolidator.defaultSteps) throws
    -> Consolidation
  {
    let group = SecurityGroup(
      id: "sg-1",
      name: "one",
      vpcID: "vpc-1",
      rules: rectangles.enumerated().map { $1.rule("sg-1", id: $0) }
    )
    return try Consolidator(Network(), steps: steps).consolidate(group, .ingress)
  }

  @Test("finds the fewest rules of up to eight, and knows that it did", arguments: 1...40)
  func findsOptimum(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<12 {
      let rectangles = TinyUniverse.random(1 + Int(random.next() % 8), &random)
      let region = rectangles.reduce(0) { $0 | $1.mask }
      let answer = try consolidate(rectangles)
      let optimum = TinyUniverse.optimum(region)
      #expect(answer.after.reduce(0) { $0 | TinyUniverse.mask($1) } == region, "\(rectangles)")
      #expect(answer.after.count == optimum, "seed \(seed): \(rectangles)")
      #expect(answer.optimality == .optimal)
      #expect(answer.lowerBound == optimum)
      // Nothing redundant.
      for index in answer.after.indices {
        var others = answer.after
        others.remove(at: index)
        #expect(others.reduce(0) { $0 | TinyUniverse.mask($1) } != region)
      }
    }
  }

  @Test(
    "without any search still allows the same, in no more rules than before, with a bound that holds",
    arguments: 1...20
  )
  func greedy(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(1000 + seed))
    for _ in 0..<10 {
      let rectangles = TinyUniverse.random(1 + Int(random.next() % 8), &random)
      let region = rectangles.reduce(0) { $0 | $1.mask }
      let answer = try consolidate(rectangles, steps: 0)
      let optimum = TinyUniverse.optimum(region)
      #expect(answer.after.reduce(0) { $0 | TinyUniverse.mask($1) } == region)
      #expect(answer.after.count <= rectangles.count)
      #expect(answer.lowerBound <= optimum && optimum <= answer.after.count)
      #expect(answer.after.count * 100 <= optimum * 150, "greedy is far off: \(rectangles)")
    }
  }

  @Test("keeps as many of the existing rules as any smallest list can", arguments: 1...20)
  func keepsExisting(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(2000 + seed))
    for _ in 0..<6 {
      let rectangles = TinyUniverse.random(1 + Int(random.next() % 6), &random)
      let region = rectangles.reduce(0) { $0 | $1.mask }
      let answer = try consolidate(rectangles)
      let count = answer.after.count
      // Every choice of existing rules that others can complete to a smallest list.
      var most = 0
      var search = TinyUniverse.Search(region)
      for subset in 0..<(1 << rectangles.count) where subset.nonzeroBitCount <= count {
        let chosen = rectangles.indices.filter { subset >> $0 & 1 == 1 }
        guard Set(chosen.map { rectangles[$0] }).count == chosen.count, chosen.count > most else { continue }
        let rest = region & ~chosen.reduce(0) { $0 | rectangles[$1].mask }
        if search.canCover(rest, count - chosen.count) { most = chosen.count }
      }
      #expect(answer.kept.count == most, "seed \(seed): \(rectangles)")
    }
  }
}
