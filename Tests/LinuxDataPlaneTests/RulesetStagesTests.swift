import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("The stages of a change")
struct RulesetStagesTests {
  @Test("lead where the change leads, for random changes", arguments: 0..<10)
  func sameEnd(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.make(seed: seed)
    let attachments = network.networkInterfaces.sorted.prefix(6).enumerated().map { index, interface in
      Attachment(interfaceID: interface.id, kind: .routed, device: "rf\(index)", namespace: .own, maker: .lab)
    }
    var compiler = NamespaceCompiler(network)
    _ = compiler.attach(attachments)
    var several = 0
    for step in 0..<40 {
      let before = compiler.ruleset
      let change = RandomNetwork.change(to: network, using: &random)
      network.apply(change)
      let whole = compiler.update(
        to: network,
        [change],
        attachments: step % 9 == 8 ? Array(attachments.dropLast()) : attachments
      )
      var after = before
      for stage in whole.stages { after.apply(stage) }
      #expect(after == compiler.ruleset, "step \(step): \(change)")
      #expect(whole.stages.reduce(0) { $0 + $1.elementCount } == whole.elementCount)
      if whole.stages.count > 1 { several += 1 }
    }
    #expect(several > 0)
  }

  @Test("take members away first and add them last, where rules change too; else there is one")
  func members() throws {
    let set = MemberSets.name("sg-1", .ipv4)
    let declaration = MemberSets.declaration(.ipv4)
    func element(_ last: UInt8) -> RulesetChange.ElementChange {
      .init(set: set, declaration: declaration, key: .init(Octets([10, 0, 0, last])), element: .member)
    }
    var change = RulesetChange()
    change.removedElements = [element(1)]
    change.addedElements = [element(2)]
    #expect(change.stages == [change])
    change.emptiedChains = ["interface-eni-1-out"]
    change.rules = ["interface-eni-1-out": [Rule([.verdict(.drop)])]]
    let stages = change.stages
    try #require(stages.count == 3)
    #expect(stages[0].removedElements == [element(1)] && stages[0].addedElements.isEmpty && stages[0].rules.isEmpty)
    #expect(stages[1].rules == change.rules && stages[1].elementCount == 0)
    #expect(stages[2].addedElements == [element(2)] && stages[2].removedElements.isEmpty)
    // A packet that stands still could meet all three.
    #expect(stages[0].mustOutlastPackets(before: stages[1]) && stages[1].mustOutlastPackets(before: stages[2]))
    // Where the second fails, who left comes back.
    #expect(stages[0].membersBack?.addedElements == [element(1)])
    #expect(stages[1].membersBack == nil)
  }

  @Test("follow each other at once where no members change, or those of a new set")
  func nothingToWaitFor() throws {
    let set = MemberSets.name("sg-1", .ipv4)
    let declaration = MemberSets.declaration(.ipv4)
    var change = RulesetChange()
    change.newSets = [set: declaration]
    change.addedElements = [
      .init(set: set, declaration: declaration, key: .init(Octets([10, 0, 0, 1])), element: .member)
    ]
    change.newChains = ["group-1": nil]
    change.rules = ["group-1": [Rule([.verdict(.accept)])], "interface-eni-1-out": [Rule([.verdict(.drop)])]]
    change.removedChains = ["group-2"]
    let stages = change.stages
    try #require(stages.count == 3)
    #expect(zip(stages, stages.dropFirst()).allSatisfy { !$0.mustOutlastPackets(before: $1) })
  }

  @Test("wait for packets under way by the kernel's own means, where it lets them")
  func kernelWaits() {
    // A filter of system calls may refuse it; the pause that is made instead is the same for callers.
    let clock = ContinuousClock()
    #expect(clock.measure { PacketsUnderWay.wait() } < .seconds(5))
  }
}
