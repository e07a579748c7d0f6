import HCL
import IPAddressing
import VPCModel

/// Makes a network of what Terraform manages.
///
/// What is not known is never left out in silence: a reference leads to an identifier that is not in the network, a
/// source of a rule or a destination of a route becomes a prefix list whose entries are not known, an ACL of which an
/// entry is not known is left out and its subnets have none, and in each case something is in
/// ``TerraformNetwork/unresolved``. The engines answer "unknown" for all of these where it matters.
package struct NetworkBuilder {
  package struct Options: Sendable {
    /// The region of each provider, by its name as instances have it (`aws`, `aws.west`).
    package var regions: [String: String] = [:]
    /// Attributes that repeat what others make of a resource and that it does not manage itself, by its address: the
    /// `ingress` of a group with standalone rules.
    package var unmanaged: [String: Set<String>] = [:]
    /// What unmanaged attributes still list although it is taken away, or made anew by another resource: before a plan
    /// is applied they say what was there.
    package var withdrawn: Set<Contribution> = []

    package init() {}
  }

  let options: Options
  /// In the order of their addresses.
  let instances: [ResourceInstance]
  /// By type (`aws_subnet`), managed resources only.
  let managed: [String: [ResourceInstance]]
  /// By type, data sources.
  let data: [String: [ResourceInstance]]
  /// The number of each in ``instances``, by address.
  let numbers: [String: Int]
  /// What each resource is called in the network, by its address.
  var ids: [String: String] = [:]
  /// What an attribute means other than the resource's own identifier (`aws_vpc.main`, `default_security_group_id`).
  var aliases: [Value.Origin: String] = [:]

  var network = Network()
  var sources: [String: [TerraformNetwork.Source]] = [:]
  var identifiers: [ResourceAddress: [String]] = [:]
  var implicit: Set<String> = []
  var synthetic: [NetworkInterface.ID: TerraformNetwork.SyntheticAddresses] = [:]
  var syntheticBlocks: Set<IPPrefix> = []
  var unresolved: Set<TerraformNetwork.Unresolved> = []
  var diagnostics: [Diagnostic] = []
  /// IPv6 blocks of subnets that were given out.
  var subnetBlocks: Set<IPv6Prefix> = []
  /// Resources that are left out, or stand for an unknown number, so that nothing can be told from them.
  var openResources: Set<String> = []
  /// Interfaces that are yet to be given addresses.
  var drafts: [InterfaceDraft] = []
  /// The place of each draft, by its identifier.
  var draftNumbers: [NetworkInterface.ID: Int] = [:]
  /// Addresses of database clusters of which some instance has a public address, once somebody asked.
  var publicClusters: Set<String>?
  /// Resources by their names, as far as they were looked for.
  var names: [NameKey: [String: Int]] = [:]
  /// What standalone rules, entries, routes and attachments make of other resources.
  var contributions: Set<Contribution> = []
  /// The group that each VPC has by default.
  var defaultGroups: [VPC.ID: SecurityGroup.ID] = [:]
  /// Groups that rules were found for, and nothing else.
  var orphans: Set<SecurityGroup.ID> = []
  /// The rules of each group, by what they do, so that none stands twice.
  var rules: [SecurityGroup.ID: RuleSet] = [:]

  /// O(instances × log + rules).
  package static func build(_ instances: [ResourceInstance], options: Options = Options()) -> TerraformNetwork {
    var builder = NetworkBuilder(instances, options: options)
    builder.run()
    return builder.result()
  }

  private init(_ instances: [ResourceInstance], options: Options) {
    self.options = options
    let sorted = instances.sorted { $0.address < $1.address }
    var managed: [String: [ResourceInstance]] = [:]
    var data: [String: [ResourceInstance]] = [:]
    var numbers: [String: Int] = [:]
    for (number, instance) in sorted.enumerated() {
      numbers[instance.address.description] = number
      switch instance.address.mode {
      case .managed: managed[instance.address.type, default: []].append(instance)
      case .data: data[instance.address.type, default: []].append(instance)
      }
    }
    self.instances = sorted
    self.managed = managed
    self.data = data
    self.numbers = numbers
  }

  /// What resources of their own contribute to others. O(size).
  static func contributions(of instances: [ResourceInstance], options: Options) -> Set<Contribution> {
    var builder = NetworkBuilder(instances, options: options)
    builder.run()
    return builder.contributions
  }

  private mutating func run() {
    nameResources()
    addVPCs()
    addSubnets()
    addPrefixLists()
    addSecurityGroups()
    addGateways()
    addPeeringConnections()
    addNetworkInterfaces()
    addInstances()
    addWorkloads()
    addVPCEndpoints()
    attachGroups()
    associateElasticAddresses()
    finishInterfaces()
    addRouteTables()
    addNetworkACLs()
    addFlowLogs()
    reportOthers()
    markIncompleteKinds()
  }

  private func result() -> TerraformNetwork {
    var places: [ResourceAddress: ResourceInstance.Place] = [:]
    for instance in instances { if let place = instance.place { places[instance.address] = place } }
    return TerraformNetwork(
      network: network,
      sources: sources,
      identifiers: identifiers,
      synthetic: synthetic,
      syntheticBlocks: syntheticBlocks,
      implicit: implicit,
      openResources: openResources,
      unresolved: unresolved.sorted {
        $0.address != $1.address ? $0.address < $1.address : ($0.attribute, $0.effect) < ($1.attribute, $1.effect)
      },
      diagnostics: diagnostics,
      places: places
    )
  }

  /// What a resource lacks that another has makes the network incomplete in that kind, so that absence is not taken for
  /// an answer. Interfaces are the exception: only those that Terraform describes are spoken of.
  private mutating func markIncompleteKinds() {
    for reference in network.danglingReferences() where reference.missingKind != .networkInterface {
      network.incompleteKinds.insert(reference.missingKind)
    }
    // Of a VPC that somebody else manages it is not known what is attached to it either.
    if network.incompleteKinds.contains(.vpc) {
      network.incompleteKinds.formUnion([
        .vpcPeeringConnection, .transitGatewayVPCAttachment, .internetGateway, .egressOnlyInternetGateway,
      ])
    }
  }
}
