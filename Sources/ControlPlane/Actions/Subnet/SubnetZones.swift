import EC2Shapes
import VPCModel

extension Scope {
  /// The availability zone that a request names, `nil` where it names none.
  func zone(name: String?, id: String?) throws(EC2Error) -> (name: String, id: String)? {
    let zones = RegionCatalog.regions[location.region]?.availabilityZones ?? []
    switch (name, id) {
    case (nil, nil): return nil
    case (.some, .some):
      throw .invalidParameterCombination(
        "The parameters availabilityZone and availabilityZoneId cannot be used together."
      )
    case (let name?, nil):
      if let zone = zones.first(where: { $0.name == name }) { return zone }
      throw unknownZone(name, "availabilityZone", zones.map { $0.name })
    case (nil, let id?):
      if let zone = zones.first(where: { $0.id == id }) { return zone }
      throw unknownZone(id, "availabilityZoneId", zones.map { $0.id })
    }
  }

  /// The zone with the fewest of some subnets, the first of several: where EC2 is left the choice, this spreads them.
  func emptiestZone(of subnets: [SubnetRecord]) -> (name: String, id: String)? {
    var counts: [String: Int] = [:]
    for subnet in subnets { counts[subnet.availabilityZoneID, default: 0] += 1 }
    let zones = RegionCatalog.regions[location.region]?.availabilityZones ?? []
    return zones.min { counts[$0.id, default: 0] < counts[$1.id, default: 0] }
  }

  private func unknownZone(_ text: String, _ parameter: String, _ known: [String]) -> EC2Error {
    .invalidParameterValue(
      text,
      parameter: parameter,
      reason: "Subnets can currently only be created in the following availability zones: "
        + known.joined(separator: ", ") + "."
    )
  }
}
