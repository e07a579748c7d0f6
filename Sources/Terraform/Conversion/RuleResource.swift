import VPCModel

/// A rule's resource in the making, all expressions as texts.
struct RuleResource {
  struct Traffic {
    var protocolText: String
    /// The protocol where it is written out, as the provider keeps it.
    var literal: String?
    /// With what a name takes of it.
    var from: (text: String, words: String)?
    var to: (text: String, words: String)?
    var description: String?
  }

  var traffic: Traffic
  var direction: TrafficDirection
  var peer: (argument: String, text: String)
  var words: String
  /// `count` or `for_each`.
  var meta: (name: String, text: String)?
  /// Comment lines of the block that it comes from.
  var comment = ""

  init(_ traffic: Traffic, _ direction: TrafficDirection, peer: (String, String), words: String) {
    self.traffic = traffic
    self.direction = direction
    self.peer = peer
    self.words = words
  }

  /// Whether EC2 keeps no ports for the protocol, so that none are written.
  private var hasNoPorts: Bool { traffic.literal.map { $0 == "-1" || Int($0) != nil } ?? false }

  /// `tcp_443_from_app`
  var name: String {
    var parts = [traffic.literal.map { $0 == "-1" ? "all" : $0 } ?? ""]
    if !hasNoPorts, let from = traffic.from?.words, !from.isEmpty, !from.hasPrefix("-") {
      parts.append(from)
      if let to = traffic.to?.words, to != from, !to.hasPrefix("-") { parts.append(to) }
    }
    if !words.isEmpty { parts += [direction == .ingress ? "from" : "to", words] }
    let text = HCLText.identifier("x " + parts.joined(separator: " ")).replacing(/^x_?/, with: "")
    return text.isEmpty ? direction.rawValue : text
  }

  func text(type: String, label: String, groupID: String) -> String {
    var text = comment + "resource \"\(type)\" \"\(label)\" {\n"
    if let meta {
      text += HCLText.arguments([(meta.name, meta.text)], indent: 2)
      text += "\n"
    }
    var arguments: [(name: String, value: String)] = [("security_group_id", groupID)]
    if let description = traffic.description { arguments.append(("description", description)) }
    arguments.append((peer.argument, peer.text))
    arguments.append(("ip_protocol", traffic.protocolText))
    if !hasNoPorts {
      if let from = traffic.from { arguments.append(("from_port", from.text)) }
      if let to = traffic.to { arguments.append(("to_port", to.text)) }
    }
    return text + HCLText.arguments(arguments, indent: 2) + "}"
  }
}
