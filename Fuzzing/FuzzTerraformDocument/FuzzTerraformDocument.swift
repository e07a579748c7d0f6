import Findings
import HCL
import Terraform
import VPCModel

/// One text as a plan or state, in any of their forms. What is refused is refused with words and a place within the text;
/// what is read has addresses that are read back from their texts, and gives the same again, up to the networks of it
/// and the fate of their rules.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTerraformDocument(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(TerraformDocumentError) {
    switch (try TerraformDocument(parsing: bytes), try TerraformDocument(parsing: bytes)) {
    case (.plan(let plan), .plan(let again)):
      compare(plan, again)
      judge(plan)
    case (.state(let state), .state(let again)):
      check(state.instances == again.instances, "a state's resources differ when read again")
      check(state.deposed == again.deposed, "a state's deposed objects differ when read again")
      compare(state.network(), again.network())
      judge(state.instances)
    default: fatalError("a plan once and a state then")
    }
  } catch {
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    check(!error.problem.isEmpty && !"\(error)".isEmpty, "refused without a word")
    if let line = error.line { check((1...lines).contains(line), "\(error) is not in the text") }
    if let column = error.column { check((1...(bytes.count + 2)).contains(column), "\(error) is not in the text") }
  }
  return 0
}

private func judge(_ plan: TerraformPlan) {
  judge(plan.before)
  judge(plan.after)
  for change in plan.changes + plan.drift { judge(change.address) }
  for assumption in plan.assumptions { check(!assumption.doubt.isEmpty, "an assumption without words") }
  let findings = Ownership([TerraformConfiguration(planned: plan)]).findings()
  for finding in findings { check(!finding.message.isEmpty, "a finding without words") }
  let before = plan.networkBefore().network
  for finding in Fate(FateInput(plan: plan, live: before)).findings {
    check(!finding.message.isEmpty, "a finding without words")
  }
}

private func judge(_ instances: [ResourceInstance]) {
  for (left, right) in zip(instances, instances.dropFirst()) {
    check(!(right.address < left.address), "\(right.address) stands behind \(left.address)")
  }
  for instance in instances { judge(instance.address) }
}

private func judge(_ address: ResourceAddress) {
  check(ResourceAddress(parsing: "\(address)") == address, "\(address) is read as another address")
}

private func compare(_ plan: TerraformPlan, _ again: TerraformPlan) {
  check(plan.changes == again.changes && plan.drift == again.drift, "a plan's changes differ when read again")
  check(plan.before == again.before && plan.after == again.after, "a plan's resources differ when read again")
  check(plan.assumptions == again.assumptions, "a plan's assumptions differ when read again")
  compare(plan.networkBefore(), again.networkBefore())
  compare(plan.networkAfter(), again.networkAfter())
}

private func compare(_ network: TerraformNetwork, _ again: TerraformNetwork) {
  check(network.network == again.network, "the network of the same text is another one")
  check(network.sources == again.sources && network.unresolved == again.unresolved, "what is known differs")
  for open in network.unresolved { check(!open.effect.isEmpty, "left open without a word") }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
