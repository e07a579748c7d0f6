import IPAddressing
import PositionedJSON
import VPCModel

/// An element of `Instances`, with the network interfaces it describes.
struct DescribedInstance {
  var instance: Instance
  /// Elements of the instance's `NetworkInterfaces`, each as useful as one of `describe-network-interfaces`.
  var interfaces: [JSONValue]
  var availabilityZone: String?

  init(described element: JSONValue) throws(ElementProblem) {
    let interfaces = try element.objects("NetworkInterfaces") { interface throws(ElementProblem) in
      (
        id: try interface.ownID("NetworkInterfaceId") as NetworkInterface.ID,
        // The primary interface comes first, so that a route to the instance finds it.
        index: try interface.optionalObject("Attachment")?.optionalInteger("DeviceIndex") ?? Int.max, value: interface
      )
    }
    instance = Instance(
      id: try element.ownID("InstanceId"),
      state: try element.optionalObject("State")?.optionalText("Name"),
      networkInterfaceIDs: interfaces.sorted { ($0.index, $0.id) < ($1.index, $1.id) }.map(\.id),
      tags: try element.tags()
    )
    self.interfaces = interfaces.map(\.value)
    availabilityZone = try element.optionalObject("Placement")?.optionalText("AvailabilityZone")
  }
}

extension DatabaseInstance {
  /// An element of `DBInstances`.
  init(described element: JSONValue) throws(ElementProblem) {
    let subnets = try element.optionalObject("DBSubnetGroup")
    // `DbInstancePort` is 0 for most; the endpoint has the port that answers.
    let ownPort = try element.optionalInteger("DbInstancePort")
    let port = try element.optionalObject("Endpoint")?.optionalInteger("Port") ?? ownPort
    self.init(
      id: try element.ownID("DBInstanceIdentifier"),
      engine: try element.optionalText("Engine"),
      port: port.flatMap { UInt16(exactly: $0) }.flatMap { $0 == 0 ? nil : $0 },
      vpcID: try subnets?.optionalID("VpcId"),
      subnetIDs: try subnets?.objects("Subnets") { subnet throws(ElementProblem) in
        try subnet.id("SubnetIdentifier")
      } ?? [],
      groupIDs: try element.objects("VpcSecurityGroups") { group throws(ElementProblem) in
        try group.id("VpcSecurityGroupId")
      },
      availabilityZone: try element.optionalText("AvailabilityZone"),
      isPubliclyAccessible: try element.optionalBoolean("PubliclyAccessible") ?? false,
      tags: try element.tags()
    )
  }
}

/// An element of ECS's `tasks`: which network interfaces are a task's, and what people call the task.
struct DescribedTask {
  var interfaceIDs: [NetworkInterface.ID]
  var owner: InterfaceOwner

  init(described element: JSONValue) throws(ElementProblem) {
    interfaceIDs = try element.objects("attachments") { attachment throws(ElementProblem) in
      try attachment.objects("details") { detail throws(ElementProblem) -> NetworkInterface.ID? in
        guard try detail.optionalText("name") == "networkInterfaceId" else { return nil }
        return try detail.optionalID("value")
      }.compactMap(\.self)
    }.flatMap(\.self)

    var names: [String] = []
    // `service:NAME` for a service's task, `family:NAME` for one that was run by hand.
    if let group = try element.optionalText("group"), group.hasPrefix("service:") {
      names.append(String(group.dropFirst("service:".count)))
    }
    // arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:REVISION
    if let family = try element.optionalText("taskDefinitionArn")?.split(separator: "/").last?.split(separator: ":")
      .first,
      !names.contains(String(family))
    {
      names.append(String(family))
    }
    // arn:aws:ecs:REGION:ACCOUNT:task/CLUSTER/ID
    if let id = try element.optionalText("taskArn")?.split(separator: "/").last { names.append(String(id)) }
    owner = InterfaceOwner(.ecsTask, names: names)
  }
}
