import EC2Shapes
import VPCModel

extension DHCPOptionsActions {
  static func createDhcpOptions(
    _ request: EC2.CreateDhcpOptionsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateDhcpOptionsResult {
    let tags = try transaction.tags(request.tagSpecifications, for: "dhcp-options")
    guard !request.dhcpConfigurations.isEmpty else { throw .missingParameter("dhcpConfiguration") }
    var configurations: [DHCPOptionsRecord.Configuration] = []
    for requested in request.dhcpConfigurations {
      guard let key = requested.key, !key.isEmpty else { throw .missingParameter("dhcpConfiguration.key") }
      guard let option = DHCPOption(rawValue: key) else {
        throw .invalidParameterValue(key, parameter: "key", reason: "This is not a DHCP option that can be set.")
      }
      guard !configurations.contains(where: { $0.key == key }) else {
        throw .invalidParameterValue(key, parameter: "key", reason: "The option is given more than once.")
      }
      configurations.append(.init(key: key, values: try option.values(requested.values)))
    }
    guard transaction.state.dhcpOptions.count(in: transaction.location) < transaction.quotas.dhcpOptionsSetsPerRegion
    else {
      throw EC2Error(
        code: "DhcpOptionsLimitExceeded",
        message: "The maximum number of DHCP options sets has been reached."
      )
    }
    let record = DHCPOptionsRecord(
      id: transaction.makeID("dopt"),
      location: transaction.location,
      configurations: configurations,
      tags: tags
    )
    transaction.put(record)
    return EC2.CreateDhcpOptionsResult(dhcpOptions: record.shape)
  }
}

extension DHCPOptionsRecord {
  var shape: EC2.DhcpOptions {
    EC2.DhcpOptions(
      dhcpConfigurations: configurations.map { configuration in
        EC2.DhcpConfiguration(
          key: configuration.key,
          values: configuration.values.map { EC2.AttributeValue(value: $0) }
        )
      },
      dhcpOptionsId: id,
      ownerId: location.accountID,
      tags: TagWords.shapes(tags)
    )
  }
}
