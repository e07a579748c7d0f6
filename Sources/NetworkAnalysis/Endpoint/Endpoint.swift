package import IPAddressing
package import VPCModel

/// What a SOURCE or DESTINATION was understood to mean.
package struct Endpoint: Hashable, Sendable {
  package enum Meaning: Hashable, Sendable {
    /// Interfaces that carry a name, have an address, or are members of something.
    /// - Parameter address: the one address that was asked for, private or public.
    case interfaces([NetworkInterface.ID], address: IPAddress?)
    /// An address that no known interface has.
    case address(Host)
    /// Every address of a block.
    case block(IPPrefix)
    /// Every address that a host on the internet can have.
    case internet
  }

  /// As it was asked.
  package let text: String
  package let meaning: Meaning
  /// What it is, in words: "network interface", "security group", "the internet".
  package let kind: String
  /// The identifier of the resource that was named; the text itself where there is none.
  package let resourceID: String?
  /// What else the same name could mean, and how it was chosen.
  package let notes: [String]

  package init(text: String, meaning: Meaning, kind: String, resourceID: String? = nil, notes: [String] = []) {
    self.text = text
    self.meaning = meaning
    self.kind = kind
    self.resourceID = resourceID
    self.notes = notes
  }

  /// The same without some interfaces; `nil` where none are left.
  func without(_ interfaces: Set<NetworkInterface.ID>) -> Endpoint? {
    guard case .interfaces(let ids, let address) = meaning else { return self }
    let rest = ids.filter { !interfaces.contains($0) }
    guard !rest.isEmpty else { return nil }
    return Endpoint(
      text: text,
      meaning: .interfaces(rest, address: address),
      kind: kind,
      resourceID: resourceID,
      notes: notes
    )
  }

  /// Whether the question is about more than one host at this end.
  package var isSet: Bool {
    switch meaning {
    case .interfaces(let ids, _): ids.count != 1
    case .address: false
    case .block, .internet: true
    }
  }
}
