package import EC2Shapes
import VPCModel
import IPAddressing

extension PrefixListRecord: IdentifiedRecord {
  package static var identifierWords: IdentifierWords {
    IdentifierWords(
      prefix: "pl",
      notFoundCode: "InvalidPrefixListID.NotFound",
      notFoundMessage: "The prefix list (%) does not exist.",
      malformedCode: "InvalidPrefixListID.Malformed"
    )
  }

  package var isOfAWS: Bool { location.accountID == Location.awsAccountID }

  package var arn: String {
    let owner = isOfAWS ? "aws" : location.accountID
    return "arn:aws:ec2:\(location.region):\(owner):prefix-list/\(list.id)"
  }

  /// The list as EC2 describes it. AWS's own lists have neither a version nor a greatest number of entries.
  package var shape: EC2.ManagedPrefixList {
    EC2.ManagedPrefixList(
      addressFamily: list.addressFamily.map { $0 == .ipv4 ? "IPv4" : "IPv6" },
      maxEntries: list.maxEntries,
      ownerId: location.accountID,
      prefixListArn: arn,
      prefixListId: list.id.text,
      prefixListName: list.name,
      state: state,
      stateMessage: stateMessage,
      tags: TagWords.shapes(list.tags),
      version: list.version
    )
  }
}

extension Scope {
  /// A list that the caller may change: one of its own.
  func requireCustomerPrefixList(_ id: String?) throws(EC2Error) -> PrefixListRecord {
    let record = try require(PrefixListRecord.self, id, "PrefixListId")
    guard !record.isOfAWS else {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "The prefix list \(record.list.id) is managed by AWS and cannot be changed."
      )
    }
    return record
  }
}
