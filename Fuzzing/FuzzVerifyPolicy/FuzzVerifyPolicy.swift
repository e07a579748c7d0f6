import ConnectivityPolicy
import PositionedYAML

/// One text as a policy file. What is refused is refused with a place within the text and words; what is read has no end
/// or traffic that stands for nothing.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzVerifyPolicy(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(YAMLProblems) {
    let policy = try ConnectivityPolicy(parsing: text, file: "f")
    check(!policy.assertions.isEmpty, "a policy without assertions")
    check(Set(policy.assertions.map(\.name)).count == policy.assertions.count, "two assertions of one name")
    for assertion in policy.assertions {
      check(!assertion.from.isEmpty && !assertion.to.isEmpty, "\(assertion.name) has an empty end")
      check(assertion.traffic.allSatisfy { !$0.selectors.isEmpty }, "\(assertion.name) has empty traffic")
    }
  } catch {
    check(!error.problems.isEmpty, "refused without a word")
    // libYAML ends a line at more characters than a line feed, and its marks may stand one line past the end.
    let lines = text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) } + 2
    for problem in error.problems {
      check(!problem.message.isEmpty, "refused without a word")
      check((1...lines).contains(problem.position.line), "\(problem) is not in the text")
    }
  }
  return 0
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
