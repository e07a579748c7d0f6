import EC2Shapes
import VPCModel

extension InstanceActions {
  /// The root volumes of instances: there are no others.
  static func describeVolumes(
    _ request: EC2.DescribeVolumesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVolumesResult {
    guard request.volumeIds.isEmpty || request.maxResults == nil else {
      throw .invalidParameterCombination("The parameter volumeIds cannot be used with the parameter maxResults")
    }
    let page = PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
    let volumes = try volumes(request, scope)
    let matches = try volumeFilters.apply(request.filters, to: volumes).sorted { $0.volumeId ?? "" < $1.volumeId ?? "" }
    let result = try page.page(of: matches, key: { $0.volumeId ?? "" })
    return EC2.DescribeVolumesResult(nextToken: result.nextToken, volumes: result.elements)
  }

  private static func volumes(_ request: EC2.DescribeVolumesRequest, _ scope: ReadScope) throws(EC2Error) -> [EC2
    .Volume]
  {
    func volumes(_ records: some Sequence<InstanceRecord>) -> [EC2.Volume] {
      records.compactMap { $0.state == .terminated ? nil : $0.volumeShape(in: scope.state) }
    }
    if !request.volumeIds.isEmpty {
      var found: [EC2.Volume] = []
      for id in Set(request.volumeIds) {
        let holder = scope.state.holders(of: id, .instance).first
        let volume = holder.flatMap { scope.find(InstanceRecord.self, $0) }.flatMap { volumes([$0]).first }
        guard let volume else { throw InstanceRecord.RootVolume.identifierWords.error(for: id) }
        found.append(volume)
      }
      return found
    }
    // The question that clients ask after each instance.
    let instances = request.filters.filter { $0.name == "attachment.instance-id" }.flatMap(\.values)
    if !instances.isEmpty, instances.allSatisfy({ FilterPattern($0).literal == $0 }) {
      return volumes(Set(instances).compactMap { scope.find(InstanceRecord.self, $0) })
    }
    return volumes(scope.state.instances.unordered(in: scope.location))
  }

  private static let volumeFilters = ShapeFilters<EC2.Volume>(
    [
      "attachment.attach-time": { $0.attachments?.compactMap { $0.attachTime.map { "\($0)" } } ?? [] },
      "attachment.delete-on-termination": { $0.attachments?.map { "\($0.deleteOnTermination ?? false)" } ?? [] },
      "attachment.device": { $0.attachments?.compactMap(\.device) ?? [] },
      "attachment.instance-id": { $0.attachments?.compactMap(\.instanceId) ?? [] },
      "attachment.status": { $0.attachments?.compactMap(\.state) ?? [] },
      "availability-zone": { [$0.availabilityZone ?? ""] },
      "availability-zone-id": { [$0.availabilityZoneId ?? ""] },
      "create-time": { $0.createTime.map { ["\($0)"] } ?? [] },
      "encrypted": { ["\($0.encrypted ?? false)"] },
      "fast-restored": { _ in ["false"] },
      "multi-attach-enabled": { _ in ["false"] },
      "operator.managed": { _ in ["false"] },
      "operator.principal": { _ in [] },
      "size": { ["\($0.size ?? 0)"] },
      "snapshot-id": { [$0.snapshotId ?? ""] },
      "status": { [$0.state ?? ""] },
      "volume-id": { [$0.volumeId ?? ""] },
      "volume-type": { [$0.volumeType ?? ""] },
    ],
    tags: { $0.tags ?? [] }
  )
}

extension InstanceRecord.RootVolume {
  static let identifierWords = IdentifierWords(
    prefix: "vol",
    notFoundCode: "InvalidVolume.NotFound",
    notFoundMessage: "The volume '%' does not exist.",
    malformedCode: "InvalidParameterValue"
  )
}

extension InstanceRecord {
  fileprivate func volumeShape(in state: State) -> EC2.Volume? {
    guard let volume = rootVolume else { return nil }
    return EC2.Volume(
      attachments: [
        EC2.VolumeAttachment(
          attachTime: launchTime,
          deleteOnTermination: volume.deleteOnTermination,
          device: volume.deviceName,
          instanceId: recordID,
          state: "attached",
          volumeId: volume.id
        )
      ],
      availabilityZone: availabilityZone,
      availabilityZoneId: subnetID.flatMap { state.subnets[$0]?.availabilityZoneID },
      createTime: launchTime,
      encrypted: volume.isEncrypted,
      iops: volume.iops,
      multiAttachEnabled: false,
      size: volume.size,
      snapshotId: "snap-" + volume.id.dropFirst("vol-".count),
      state: "in-use",
      tags: TagWords.shapes(volume.tags),
      throughput: volume.throughput,
      volumeId: volume.id,
      volumeType: volume.type
    )
  }
}
