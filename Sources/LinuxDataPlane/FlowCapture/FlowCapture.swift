/// What the rules in the kernel and the capture of their logs agree on.
package enum FlowCapture {
  /// The NFLOG group that dropped packets go to, in every namespace.
  package static let logGroup: UInt16 = 5238
}
