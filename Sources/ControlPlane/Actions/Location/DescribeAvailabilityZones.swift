import EC2Shapes

extension LocationActions {
  /// The zones of the caller's region: there are neither Local Zones nor Wavelength Zones.
  static func describeAvailabilityZones(
    _ request: EC2.DescribeAvailabilityZonesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeAvailabilityZonesResult {
    let region = scope.location.region
    let zones = RegionCatalog.regions[region]?.availabilityZones ?? []
    for name in request.zoneNames where !zones.contains(where: { $0.name == name }) {
      throw .invalidParameterValue("Invalid availability zone: [\(name)]")
    }
    for id in request.zoneIds where !zones.contains(where: { $0.id == id }) {
      throw .invalidParameterValue("Invalid availability zone-id: [\(id)]")
    }
    let named = zones.filter { zone in
      (request.zoneNames.isEmpty || request.zoneNames.contains(zone.name))
        && (request.zoneIds.isEmpty || request.zoneIds.contains(zone.id))
    }
    let shapes = named.map { zone in
      EC2.AvailabilityZone(
        groupName: "\(region)-zg-1",
        messages: [],
        networkBorderGroup: region,
        optInStatus: "opt-in-not-required",
        regionName: region,
        state: "available",
        zoneId: zone.id,
        zoneName: zone.name,
        zoneType: "availability-zone"
      )
    }
    return EC2.DescribeAvailabilityZonesResult(availabilityZones: try zoneFilters.apply(request.filters, to: shapes))
  }

  private static var zoneFilters: FieldFilters<EC2.AvailabilityZone> {
    FieldFilters([
      "group-long-name": { $0.groupLongName.map { [$0] } ?? [] },
      "group-name": { $0.groupName.map { [$0] } ?? [] },
      "message": { ($0.messages ?? []).compactMap(\.message) },
      "opt-in-status": { $0.optInStatus.map { [$0] } ?? [] },
      "parent-zone-id": { $0.parentZoneId.map { [$0] } ?? [] },
      "parent-zone-name": { $0.parentZoneName.map { [$0] } ?? [] },
      "region-name": { $0.regionName.map { [$0] } ?? [] },
      "state": { $0.state.map { [$0] } ?? [] },
      "zone-id": { $0.zoneId.map { [$0] } ?? [] },
      "zone-name": { $0.zoneName.map { [$0] } ?? [] },
      "zone-type": { $0.zoneType.map { [$0] } ?? [] },
    ])
  }
}
