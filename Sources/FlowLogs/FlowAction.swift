/// What became of a flow, in the words of flow logs.
package enum FlowAction: String, Hashable, Sendable, Codable, CaseIterable {
  case accept = "ACCEPT"
  case reject = "REJECT"
}
