import EC2Shapes
import VPCModel

extension LocationActions {
  static func describeAccountAttributes(
    _ request: EC2.DescribeAccountAttributesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeAccountAttributesResult {
    let attributes = [
      // EC2-Classic is gone.
      ("supported-platforms", "VPC"),
      ("default-vpc", scope.defaultVPC?.recordID ?? "none"),
      // AWS answers this number whatever the account's true limit.
      ("max-instances", "20"),
      ("max-elastic-ips", "5"),
      ("vpc-max-elastic-ips", "5"),
      ("vpc-max-security-groups-per-interface", String(scope.quotas.groupsPerInterface)),
    ]
    for name in request.attributeNames where !attributes.contains(where: { $0.0 == name }) {
      throw .invalidParameterValue(name, parameter: "attributeName", reason: "Unknown account attribute.")
    }
    let named = attributes.filter { request.attributeNames.isEmpty || request.attributeNames.contains($0.0) }
    return EC2.DescribeAccountAttributesResult(
      accountAttributes: named.map { name, value in
        EC2.AccountAttribute(
          attributeName: name,
          attributeValues: [EC2.AccountAttributeValue(attributeValue: value)]
        )
      }
    )
  }
}
