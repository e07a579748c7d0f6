/// The actions of this family.
package enum ElasticAddressActions {
  static let all: [Action] = [
    .write(allocateAddress),
    .write(releaseAddress),
    .write(associateAddress),
    .write(disassociateAddress),
    .read(describeAddresses),
    .read(describeAddressesAttribute),
  ]
}
