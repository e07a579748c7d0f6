/// The actions of network ACLs.
package enum NetworkACLActions {
  static let all: [Action] = [
    .write(create), .write(delete), .read(describe),
    .write(createEntry), .write(replaceEntry), .write(deleteEntry),
    .write(replaceAssociation),
  ]
}
