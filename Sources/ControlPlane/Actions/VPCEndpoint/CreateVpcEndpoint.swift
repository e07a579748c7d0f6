import EC2Shapes
import IPAddressing
import VPCModel

extension VPCEndpointActions {
  static func createVpcEndpoint(
    _ request: EC2.CreateVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateVpcEndpointResult {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    let service = try service(request, transaction)
    let tags = try transaction.tags(request.tagSpecifications, for: "vpc-endpoint")
    var record = VPCEndpointRecord(
      endpoint: VPCEndpoint(
        id: transaction.makeID("vpce", VPCEndpoint.self),
        vpcID: vpc.vpc.id,
        serviceName: service.name,
        type: service.kind.rawValue,
        state: "available",
        tags: tags
      ),
      location: transaction.location,
      creationTimestamp: transaction.now,
      policyDocument: try EndpointPolicy.check(request.policyDocument),
      ipAddressType: "ipv4"
    )
    switch service.kind {
    case .gateway:
      try checkGatewayParameters(request)
      try transaction.addRouteTables(request.routeTableIds, to: &record)
    case .interface:
      guard request.routeTableIds.isEmpty else {
        throw .invalidEndpointParameter("Route table IDs are only supported for Gateway type VPC Endpoint.")
      }
      try open(&record, service, vpc, request, &transaction)
    }
    transaction.put(record)
    return EC2.CreateVpcEndpointResult(
      clientToken: request.clientToken,
      vpcEndpoint: record.shape(in: transaction.state)
    )
  }

  /// The service by its name, with the kind of endpoint that is wanted.
  private static func service(_ request: EC2.CreateVpcEndpointRequest, _ scope: some Scope) throws(EC2Error)
    -> EndpointService
  {
    let type = request.vpcEndpointType.flatMap { $0.isEmpty ? nil : $0 } ?? EndpointService.Kind.gateway.rawValue
    guard let kind = EndpointService.Kind(rawValue: type) else {
      throw EC2Error(code: "UnsupportedOperation", message: "VPC endpoints of the type \(type) are not supported.")
    }
    let foreign = [request.resourceConfigurationArn, request.serviceNetworkArn]
    guard foreign.allSatisfy({ $0?.isEmpty ?? true }) else {
      throw .invalidParameterCombination("Resource and service network endpoints are not supported.")
    }
    if let region = request.serviceRegion, !region.isEmpty, region != scope.location.region {
      throw .invalidEndpointParameter("The service is not available to endpoints of another region than \(region).")
    }
    guard let name = request.serviceName, !name.isEmpty else { throw .missingParameter("ServiceName") }
    let services = EndpointServiceCatalog.services(named: name, region: scope.location.region)
    guard !services.isEmpty else { throw unknownService(name) }
    guard let service = services.first(where: { $0.kind == kind }) else {
      let kinds = services.map(\.kind.rawValue).joined(separator: ", ")
      throw .invalidEndpointParameter("Endpoint type (\(type)) does not match available service types ([\(kinds)]).")
    }
    return service
  }

  static func unknownService(_ name: String) -> EC2Error {
    EC2Error(code: "InvalidServiceName", message: "The Vpc Endpoint Service '\(name)' does not exist")
  }

  private static func checkGatewayParameters(_ request: EC2.CreateVpcEndpointRequest) throws(EC2Error) {
    guard request.subnetIds.isEmpty, request.subnetConfigurations.isEmpty else {
      throw .invalidEndpointParameter("Subnet IDs are only supported for Interface type VPC Endpoint.")
    }
    guard request.securityGroupIds.isEmpty else {
      throw .invalidEndpointParameter("Security groups are only supported for Interface type VPC Endpoint.")
    }
    guard request.privateDnsEnabled != true else {
      throw .invalidEndpointParameter("Private DNS is only supported for Interface type VPC Endpoint.")
    }
    guard ["", "ipv4"].contains(request.ipAddressType ?? "") else {
      throw .invalidEndpointParameter("The IP address type of this Gateway type VPC Endpoint can only be ipv4.")
    }
  }

  /// Gives an interface endpoint its groups, names and interfaces.
  private static func open(
    _ record: inout VPCEndpointRecord,
    _ service: EndpointService,
    _ vpc: VPCRecord,
    _ request: EC2.CreateVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    record.ipAddressType = try addressType(request.ipAddressType)
    record.dnsRecordIPType = request.dnsOptions?.dnsRecordIpType
    record.privateDNSEnabled = request.privateDnsEnabled ?? true
    if record.privateDNSEnabled { try transaction.checkPrivateNames(of: service, vpc: vpc) }
    record.endpoint.groupIDs =
      request.securityGroupIds.isEmpty
      ? [try transaction.defaultGroup(of: vpc.vpc.id)]
      : try transaction.securityGroups(request.securityGroupIds, of: vpc.vpc.id)
    let configured = request.subnetConfigurations.compactMap(\.subnetId)
    let subnets = try transaction.endpointSubnets(request.subnetIds + configured, vpcID: vpc.vpc.id)
    for subnet in subnets {
      let configuration = request.subnetConfigurations.first { $0.subnetId == subnet.recordID }
      try transaction.addInterface(in: subnet, configuration, to: &record)
    }
  }

  static func addressType(_ text: String?) throws(EC2Error) -> String {
    switch text ?? "" {
    case "", "ipv4": return "ipv4"
    case "dualstack": return "dualstack"
    case "ipv6": throw EC2Error(code: "UnsupportedOperation", message: "Endpoints without IPv4 are not supported.")
    case let other:
      throw .invalidParameterValue(
        other,
        parameter: "ipAddressType",
        reason: "Valid values are ipv4, dualstack and ipv6."
      )
    }
  }
}
