import EC2Shapes

extension LocationActions {
  /// Every region can be used, so one that AWS makes an account ask for counts as asked for, and `AllRegions` adds
  /// nothing.
  static func describeRegions(
    _ request: EC2.DescribeRegionsRequest,
    _: ReadScope
  ) throws(EC2Error) -> EC2.DescribeRegionsResult {
    for name in request.regionNames where RegionCatalog.regions[name] == nil {
      throw .invalidParameterValue("Invalid region provided. [\(name)]")
    }
    let names = request.regionNames.isEmpty ? Array(RegionCatalog.regions.keys) : Array(Set(request.regionNames))
    let regions = names.sorted().compactMap { RegionCatalog.regions[$0] }.map { region in
      EC2.Region(
        endpoint: "ec2.\(region.name).amazonaws.com",
        optInStatus: region.isOptInRequired ? "opted-in" : "opt-in-not-required",
        regionName: region.name
      )
    }
    return EC2.DescribeRegionsResult(regions: try regionFilters.apply(request.filters, to: regions))
  }

  private static var regionFilters: FieldFilters<EC2.Region> {
    FieldFilters([
      "endpoint": { $0.endpoint.map { [$0] } ?? [] },
      "opt-in-status": { $0.optInStatus.map { [$0] } ?? [] },
      "region-name": { $0.regionName.map { [$0] } ?? [] },
    ])
  }
}
