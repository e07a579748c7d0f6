/// The actions of this family.
enum DHCPOptionsActions {
  static let all: [Action] = [
    .write(createDhcpOptions), .write(deleteDhcpOptions), .read(describeDhcpOptions), .write(associateDhcpOptions),
  ]
}
