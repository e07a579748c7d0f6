import Findings
import AWSSnapshot
import IPAddressing
import NetworkAnalysis
import VPCModel

/// One document as a snapshot, and questions about it, asked by identifier, by address, about sets and about the
/// internet. Every answer can be written, and nothing but a refusal in words stands in for one.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzExplanation(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let document = Array(UnsafeBufferPointer(start: start, count: count))
  guard let network = try? SnapshotReader.read(json: document, name: "pl-0a.json").network else { return 0 }
  guard let interface = network.networkInterfaces.sorted.first else { return 0 }
  let explainer = Explainer(network)
  let other = network.networkInterfaces.sorted.last ?? interface
  let group = network.securityGroups.sorted.first?.id.text ?? "10.0.0.0/8"
  let questions: [(source: String, destination: String, probe: TrafficProbe)] = [
    (interface.id.text, other.id.text, .tcp(443)),
    ("internet", interface.id.text, .tcp(22)),
    (interface.id.text, "internet", .udp(53)),
    (group, other.primaryAddress?.description ?? "10.0.1.10", .icmp(ICMPTypeCode(type: 8, code: 0))),
  ]
  for question in questions {
    do throws(EndpointError) {
      let explanation = try explainer.explain(
        source: question.source,
        destination: question.destination,
        probe: question.probe
      )
      let text = ExplanationText.render(explanation, TextOptions(width: 60, usesUnicode: false))
      check(!text.isEmpty, "an explanation without a word")
    } catch {
      check(!error.description.isEmpty, "a question is refused without a word")
    }
  }
  return 0
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
