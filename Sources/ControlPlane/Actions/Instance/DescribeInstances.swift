import EC2Shapes
import VPCModel

extension InstanceActions {
  static func describeInstances(
    _ request: EC2.DescribeInstancesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeInstancesResult {
    let page = try scope.listInstances(
      request.instanceIds,
      request.filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
    )
    // One reservation for each launch, in the order of its first instance.
    var positions: [String: Int] = [:]
    var reservations: [EC2.Reservation] = []
    for record in page.elements {
      let shape = record.shape(in: scope.state)
      if let position = positions[record.reservationID] {
        reservations[position].instances?.append(shape)
      } else {
        positions[record.reservationID] = reservations.count
        reservations.append(
          EC2.Reservation(
            groups: [],
            instances: [shape],
            ownerId: record.location.accountID,
            reservationId: record.reservationID
          )
        )
      }
    }
    return EC2.DescribeInstancesResult(nextToken: page.nextToken, reservations: reservations)
  }

  static func describeInstanceStatus(
    _ request: EC2.DescribeInstanceStatusRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeInstanceStatusResult {
    let page = try scope.listInstances(
      request.instanceIds,
      request.filters,
      statusFilters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      where: { request.includeAllInstances == true || $0.state == .running }
    )
    return EC2.DescribeInstanceStatusResult(
      instanceStatuses: page.map { $0.statusShape(in: scope.state) },
      nextToken: page.nextToken
    )
  }

  private static let statusFilters = FilterSet<InstanceRecord>([
    "availability-zone": { record, _ in [record.availabilityZone] },
    "availability-zone-id": { record, scope in
      record.subnetID.flatMap { scope.state.subnets[$0] }.map { [$0.availabilityZoneID] } ?? []
    },
    "event.code": { _, _ in [] },
    "event.description": { _, _ in [] },
    "event.instance-event-id": { _, _ in [] },
    "event.not-after": { _, _ in [] },
    "event.not-before": { _, _ in [] },
    "event.not-before-deadline": { _, _ in [] },
    "instance-state-code": { record, _ in ["\(record.state.code)"] },
    "instance-state-name": { record, _ in [record.state.rawValue] },
    "instance-status.reachability": { record, _ in record.state == .running ? ["passed"] : [] },
    "instance-status.status": { record, _ in [record.reachability] },
    "operator.managed": { _, _ in ["false"] },
    "operator.principal": { _, _ in [] },
    "system-status.reachability": { record, _ in record.state == .running ? ["passed"] : [] },
    "system-status.status": { record, _ in [record.reachability] },
    "attached-ebs-status.status": { record, _ in [record.reachability] },
  ])
}

extension ReadScope {
  /// Instances that are shown, by identifier or by filter, in pages.
  func listInstances(
    _ identifiers: [String],
    _ filters: [EC2.Filter],
    _ filterSet: FilterSet<InstanceRecord> = InstanceActions.filters,
    page: PageRequest,
    where isWanted: @escaping (InstanceRecord) -> Bool = { _ in true }
  ) throws(EC2Error) -> Page<InstanceRecord> {
    guard identifiers.isEmpty else {
      guard page.maxResults == nil else {
        throw .invalidParameterCombination(
          "The parameter instancesSet cannot be used with the parameter maxResults"
        )
      }
      let compiled = try filterSet.compile(filters)
      let records = try requireInstances(identifiers).filter { isWanted($0) && compiled.matches($0, self) }
      return Page(elements: records.sorted { $0.recordID < $1.recordID })
    }
    return try list(
      InstanceRecord.self,
      identifiers: [],
      filters: filters,
      filterSet,
      page: page,
      candidates: { InstanceActions.candidates($0, self).filter(isWanted) }
    )
  }
}

extension InstanceRecord {
  fileprivate var reachability: String { state == .running ? "ok" : "not-applicable" }

  fileprivate func statusShape(in state: State) -> EC2.InstanceStatus {
    let details = self.state == .running ? [EC2.InstanceStatusDetails(name: "reachability", status: "passed")] : []
    let summary = EC2.InstanceStatusSummary(details: details, status: reachability)
    return EC2.InstanceStatus(
      availabilityZone: availabilityZone,
      availabilityZoneId: subnetID.flatMap { state.subnets[$0]?.availabilityZoneID },
      events: [],
      instanceId: recordID,
      instanceState: self.state.shape,
      instanceStatus: summary,
      systemStatus: summary
    )
  }
}
