/// Actions on network interfaces, their addresses and attachments.
package enum NetworkInterfaceActions {
  static let all: [Action] = [
    .write(createNetworkInterface),
    .write(deleteNetworkInterface),
    .read(describeNetworkInterfaces),
    .read(describeNetworkInterfaceAttribute),
    .write(modifyNetworkInterfaceAttribute),
    .write(resetNetworkInterfaceAttribute),
    .write(attachNetworkInterface),
    .write(detachNetworkInterface),
    .write(assignPrivateIPAddresses),
    .write(unassignPrivateIPAddresses),
    .write(assignIPv6Addresses),
    .write(unassignIPv6Addresses),
  ]
}
