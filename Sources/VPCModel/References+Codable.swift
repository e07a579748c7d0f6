import IPAddressing

// Enumerations with a payload are stored as an object with one member, named after the case:
// {"cidr": "10.0.0.0/8"}, {"prefixList": "pl-…"}, {"internetGateway": "igw-…"}.

extension SecurityGroupRule.Peer: Codable {
  private enum CodingKeys: String, CodingKey {
    case cidr, prefixList, securityGroup
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let prefix = try container.decodeIfPresent(IPPrefix.self, forKey: .cidr) {
      switch prefix {
      case .v4(let prefix): self = .ipv4(prefix)
      case .v6(let prefix): self = .ipv6(prefix)
      }
    } else if let id = try container.decodeIfPresent(PrefixList.ID.self, forKey: .prefixList) {
      self = .prefixList(id)
    } else {
      self = .securityGroup(try container.decode(GroupReference.self, forKey: .securityGroup))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .ipv4(let prefix): try container.encode(prefix, forKey: .cidr)
    case .ipv6(let prefix): try container.encode(prefix, forKey: .cidr)
    case .prefixList(let id): try container.encode(id, forKey: .prefixList)
    case .securityGroup(let reference): try container.encode(reference, forKey: .securityGroup)
    }
  }
}

extension RouteTable.Destination: Codable {
  private enum CodingKeys: String, CodingKey {
    case cidr, prefixList
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let prefix = try container.decodeIfPresent(IPPrefix.self, forKey: .cidr) {
      self = .cidr(prefix)
    } else {
      self = .prefixList(try container.decode(PrefixList.ID.self, forKey: .prefixList))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .cidr(let prefix): try container.encode(prefix, forKey: .cidr)
    case .prefixList(let id): try container.encode(id, forKey: .prefixList)
    }
  }
}

extension RouteTable.Target: Codable {
  private enum CodingKeys: String, CodingKey {
    case local, internetGateway, egressOnlyInternetGateway, natGateway, vpcPeeringConnection, transitGateway
    case virtualPrivateGateway, vpcEndpoint, networkInterface, other
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let key = container.allKeys.first else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a route's target names no known kind")
      )
    }
    func id<Resource>(_: Resource.Type) throws -> ResourceID<Resource> {
      try container.decode(ResourceID<Resource>.self, forKey: key)
    }
    self =
      switch key {
      case .local: .local
      case .internetGateway: .internetGateway(try id(InternetGateway.self))
      case .egressOnlyInternetGateway: .egressOnlyInternetGateway(try id(EgressOnlyInternetGateway.self))
      case .natGateway: .natGateway(try id(NATGateway.self))
      case .vpcPeeringConnection: .vpcPeeringConnection(try id(VPCPeeringConnection.self))
      case .transitGateway: .transitGateway(try container.decode(String.self, forKey: key))
      case .virtualPrivateGateway: .virtualPrivateGateway(try container.decode(String.self, forKey: key))
      case .vpcEndpoint: .vpcEndpoint(try id(VPCEndpoint.self))
      case .networkInterface: .networkInterface(try id(NetworkInterface.self))
      case .other: .other(try container.decode(String.self, forKey: key))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let key: CodingKeys =
      switch self {
      case .local: .local
      case .internetGateway: .internetGateway
      case .egressOnlyInternetGateway: .egressOnlyInternetGateway
      case .natGateway: .natGateway
      case .vpcPeeringConnection: .vpcPeeringConnection
      case .transitGateway: .transitGateway
      case .virtualPrivateGateway: .virtualPrivateGateway
      case .vpcEndpoint: .vpcEndpoint
      case .networkInterface: .networkInterface
      case .other: .other
      }
    try container.encode(text, forKey: key)
  }
}

extension VPCPeeringConnection.Status: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

extension ResourceID: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

// As keys of a dictionary both are text, so that it is stored as an object and not as a list of keys and values.

extension ResourceID: CodingKeyRepresentable {
  package var codingKey: any CodingKey { TextKey(text) }

  package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

extension RouteTable.Destination: CodingKeyRepresentable {
  package var codingKey: any CodingKey { TextKey(description) }

  package init?(codingKey: some CodingKey) {
    if let prefix = IPPrefix(codingKey.stringValue) {
      self = .cidr(prefix)
    } else {
      self = .prefixList(PrefixList.ID(codingKey.stringValue))
    }
  }
}

private struct TextKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ text: String) { stringValue = text }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
