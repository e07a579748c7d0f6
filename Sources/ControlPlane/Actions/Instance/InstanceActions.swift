/// Actions on instances, as far as they carry network interfaces, and on what clients ask about beside them.
package enum InstanceActions {
  static let all: [Action] = [
    .write(runInstances),
    .read(describeInstances),
    .read(describeInstanceStatus),
    .write(startInstances),
    .write(stopInstances),
    .write(terminateInstances),
    .read(describeInstanceAttribute),
    .write(modifyInstanceAttribute),
    .write(modifyInstanceMetadataOptions),
    .read(describeInstanceCreditSpecifications),
    .read(describeInstanceTypes),
    .read(describeImages),
    .read(describeVolumes),
  ]
}
