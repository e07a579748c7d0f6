/// The actions of managed prefix lists, the customer's and AWS's.
package enum PrefixListActions {
  static let all: [Action] = [
    .write(create), .write(delete), .read(describe),
    .read(entries), .read(associations),
    .write(modify), .write(restore),
    .read(describeOfAWS),
  ]
}
