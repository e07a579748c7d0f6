import EC2Shapes
import VPCModel

extension RecordKind {
  /// EC2's name of the kind where resources of it can have tags, as in `TagSpecification.ResourceType`, and the
  /// identifiers' prefix.
  var tagWords: (resourceType: String, prefix: String)? {
    switch self {
    case .region, .clientToken, .prefixListVersion: nil
    case .dhcpOptions: ("dhcp-options", "dopt")
    case .vpc: ("vpc", "vpc")
    case .subnet: ("subnet", "subnet")
    case .securityGroup: ("security-group", "sg")
    case .securityGroupRule: ("security-group-rule", "sgr")
    case .networkACL: ("network-acl", "acl")
    case .routeTable: ("route-table", "rtb")
    case .prefixList: ("prefix-list", "pl")
    case .internetGateway: ("internet-gateway", "igw")
    case .egressOnlyInternetGateway: ("egress-only-internet-gateway", "eigw")
    case .elasticAddress: ("elastic-ip", "eipalloc")
    case .networkInterface: ("network-interface", "eni")
    case .instance: ("instance", "i")
    case .natGateway: ("natgateway", "nat")
    case .vpcEndpoint: ("vpc-endpoint", "vpce")
    case .vpcPeeringConnection: ("vpc-peering-connection", "pcx")
    case .flowLog: ("vpc-flow-log", "fl")
    }
  }

  /// The kind whose identifiers begin like this one.
  fileprivate static func ofIdentifier(_ id: String) -> RecordKind? {
    guard let hyphen = id.lastIndex(of: "-") else { return nil }
    return byPrefix[String(id[..<hyphen])]
  }

  private static let byPrefix: [String: RecordKind] = Dictionary(
    allCases.compactMap { kind in kind.tagWords.map { ($0.prefix, kind) } },
    uniquingKeysWith: { first, _ in first }
  )
}

/// Something that has tags: a record, or the volume that an instance starts from, which its record holds.
enum Taggable {
  case record(any Record)
  case rootVolume(of: InstanceRecord)

  static let volumeType = "volume"

  /// What is stored when the tags have changed.
  var record: any Record {
    switch self {
    case .record(let record): record
    case .rootVolume(let instance): instance
    }
  }

  var id: String {
    switch self {
    case .record(let record): record.recordID
    case .rootVolume(let instance): instance.rootVolume?.id ?? ""
    }
  }

  /// As in `TagSpecification.ResourceType`.
  var type: String {
    switch self {
    case .record(let record): Swift.type(of: record).kind.tagWords?.resourceType ?? ""
    case .rootVolume: Self.volumeType
    }
  }

  var tags: Tags {
    get {
      switch self {
      case .record(let record): record.tags
      case .rootVolume(let instance): instance.rootVolume?.tags ?? [:]
      }
    }
    set {
      switch self {
      case .record(var record):
        record.tags = newValue
        self = .record(record)
      case .rootVolume(var instance):
        instance.rootVolume?.tags = newValue
        self = .rootVolume(of: instance)
      }
    }
  }
}

extension Scope {
  /// A resource whose tags the caller may see and change.
  ///
  /// - Throws: `InvalidID` for what is no identifier, else what EC2 says of an unknown one of its kind.
  func taggable(_ id: String) throws(EC2Error) -> Taggable {
    if InstanceRecord.RootVolume.identifierWords.isWellFormed(id) {
      let holder = state.holders(of: id, .instance).first.flatMap { state.instances[$0] }
      // A terminated instance has no volume any more.
      guard let holder, holder.location == location, holder.rootVolume?.id == id, holder.terminationTime == nil else {
        throw InstanceRecord.RootVolume.identifierWords.error(for: id)
      }
      return .rootVolume(of: holder)
    }
    guard let kind = RecordKind.ofIdentifier(id), let words = kind.tagWords,
      IdentifierWords(prefix: words.prefix, notFoundCode: "", notFoundMessage: "", malformedCode: "").isWellFormed(id)
    else { throw EC2Error(code: "InvalidID", message: "The ID '\(id.prefix(256))' is not valid") }
    guard let record = state.record(RecordReference(kind, id)), canTag(record) else {
      if let type = kind.recordType as? any IdentifiedRecord.Type { throw type.identifierWords.error(for: id) }
      throw EC2Error(code: "InvalidID", message: "The ID '\(id)' is not valid")
    }
    return .record(record)
  }

  /// Whether the record lives where the caller is. A peering connection does at both of its ends.
  func canTag(_ record: any Record) -> Bool {
    if record.location == location { return true }
    guard let peering = record as? VPCPeeringConnectionRecord else { return false }
    return peering.connection.accepter.ownerID == location.accountID
      && peering.connection.accepter.region ?? record.location.region == location.region
  }
}
