import IPAddressing
import PositionedJSON
import VPCModel

extension PrefixList {
  /// An element of `ManagedPrefixLists`, which tells everything but the entries.
  init(managed element: JSONValue) throws(ElementProblem) {
    let id: PrefixList.ID = try element.ownID("PrefixListId")
    let family: IPFamily? =
      switch try element.optionalText("AddressFamily")?.lowercased() {
      case "ipv4": .ipv4
      case "ipv6": .ipv6
      default: nil
      }
    self.init(
      id: id,
      name: try element.optionalText("PrefixListName") ?? id.text,
      maxEntries: try element.optionalInteger("MaxEntries"),
      addressFamily: family,
      version: try element.optionalInteger("Version"),
      ownerID: try element.optionalText("OwnerId"),
      tags: try element.tags()
    )
  }

  /// An element of `PrefixLists`, which `describe-prefix-lists` prints for AWS's own lists, with their blocks.
  init(ofAWS element: JSONValue) throws(ElementProblem) {
    let id: PrefixList.ID = try element.ownID("PrefixListId")
    let entries = try element.list("Cidrs") { block throws(ElementProblem) in Entry(try block.asPrefix()) }
    self.init(
      id: id,
      name: try element.optionalText("PrefixListName") ?? id.text,
      entries: element.member("Cidrs") == nil ? nil : entries
    )
  }

  /// The output of `get-managed-prefix-list-entries`, which does not say of which list.
  init(entriesOf id: PrefixList.ID, _ element: JSONValue) throws(ElementProblem) {
    self.init(
      id: id,
      name: id.text,
      entries: try element.objects("Entries") { entry throws(ElementProblem) in
        Entry(try entry.prefix("Cidr"), summary: try entry.optionalNonemptyText("Description"))
      }
    )
  }

  /// Takes from another description of the list what this one leaves open.
  mutating func complete(with other: PrefixList) {
    if name == id.text { name = other.name }
    entries = entries ?? other.entries
    maxEntries = maxEntries ?? other.maxEntries
    addressFamily = addressFamily ?? other.addressFamily
    version = version ?? other.version
    ownerID = ownerID ?? other.ownerID
    tags.merge(other.tags) { mine, _ in mine }
  }
}

extension JSONValue {
  /// The value itself, given that it is a block's text.
  fileprivate func asPrefix() throws(ElementProblem) -> IPPrefix {
    guard let text = string else { throw ElementProblem(self, expected: "a string") }
    do {
      return try IPPrefix(canonicalizing: text)
    } catch {
      throw ElementProblem(self, error.description)
    }
  }
}
