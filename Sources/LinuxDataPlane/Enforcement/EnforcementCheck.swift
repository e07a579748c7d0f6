/// Whether somebody enforces here, as the kernels themselves tell.
package enum EnforcementCheck {
  /// Attachments whose device the rules of their namespace do not judge; all of those in a namespace that cannot be
  /// read. Blocks; O(size of the rulesets).
  package static func unenforced(_ attachments: [Attachment]) -> [Attachment] {
    Dictionary(grouping: attachments, by: \.namespace).flatMap { namespace, attachments -> [Attachment] in
      let judged = try? NamespaceThread(namespace).run { () throws -> Set<Octets> in
        let set = try KernelTables().read()?.sets[Names.fromDevice]
        return Set((set?.elements.keys ?? [:].keys).map(\.first))
      }
      return attachments.filter { !(judged?.contains(Octets(device: $0.device)) ?? false) }
    }
  }
}
