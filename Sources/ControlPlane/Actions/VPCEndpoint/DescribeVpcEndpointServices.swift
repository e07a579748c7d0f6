import EC2Shapes
import VPCModel

extension VPCEndpointActions {
  /// The services of AWS that have endpoints in the region.
  static func describeVpcEndpointServices(
    _ request: EC2.DescribeVpcEndpointServicesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcEndpointServicesResult {
    let region = scope.location.region
    for name in request.serviceNames where EndpointServiceCatalog.services(named: name, region: region).isEmpty {
      throw unknownService(name)
    }
    let tests = try tests(request.filters)
    let services = EndpointServiceCatalog.services(region: region).filter { service in
      (request.serviceNames.isEmpty || request.serviceNames.contains(service.name))
        && (request.serviceRegions.isEmpty || request.serviceRegions.contains(region))
        && tests.allSatisfy { $0(service) }
    }
    let page = try pageRequest(request.maxResults, request.nextToken).page(of: services, key: \.key)
    let zones = RegionCatalog.regions[region]?.availabilityZones ?? []
    var names: [String] = []
    for service in page.elements where names.last != service.name { names.append(service.name) }
    return EC2.DescribeVpcEndpointServicesResult(
      nextToken: page.nextToken,
      serviceDetails: page.map { $0.shape(zones: zones) },
      serviceNames: names
    )
  }

  private static let serviceFilters: [String: @Sendable (EndpointService) -> [String]] = [
    "owner": { _ in ["amazon"] },
    "service-name": { [$0.name] },
    "service-region": { [$0.region] },
    "service-type": { [$0.kind.rawValue] },
    "supported-ip-address-types": \.supportedAddressTypes,
  ]

  /// Services are no records: they have no tags, and no location's state holds them.
  private static func tests(_ filters: [EC2.Filter]) throws(EC2Error) -> [(EndpointService) -> Bool] {
    var tests: [(EndpointService) -> Bool] = []
    for filter in filters {
      guard let name = filter.name, !name.isEmpty else { throw .missingParameter("Filter.Name") }
      if name == "tag-key" || name.hasPrefix("tag:") {
        tests.append { _ in false }
        continue
      }
      guard let values = serviceFilters[name] else { throw .invalidParameterValue("The filter '\(name)' is invalid") }
      let patterns = filter.values.map(FilterPattern.init)
      tests.append { service in
        let values = values(service)
        return patterns.contains { values.contains(where: $0.matches) }
      }
    }
    return tests
  }
}

extension EndpointService {
  var supportedAddressTypes: [String] { kind == .gateway ? ["ipv4"] : ["ipv4", "ipv6"] }

  func shape(zones: [(name: String, id: String)]) -> EC2.ServiceDetail {
    EC2.ServiceDetail(
      acceptanceRequired: false,
      availabilityZoneIds: zones.map(\.id),
      availabilityZones: zones.map(\.name),
      baseEndpointDnsNames: [kind == .gateway ? "\(shortName).\(region).amazonaws.com" : baseName],
      managesVpcEndpoints: false,
      owner: "amazon",
      privateDnsName: privateNames.first,
      privateDnsNameVerificationState: privateNames.isEmpty ? nil : "verified",
      privateDnsNames: privateNames.map { EC2.PrivateDnsDetails(privateDnsName: $0) },
      serviceId: id,
      serviceName: name,
      serviceRegion: region,
      serviceType: [EC2.ServiceTypeDetail(serviceType: kind.rawValue)],
      supportedIpAddressTypes: supportedAddressTypes,
      tags: [],
      vpcEndpointPolicySupported: true
    )
  }
}
