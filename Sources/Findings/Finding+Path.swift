extension Finding {
  /// A way that packets take to a resource, from the outside inward; what pictures are drawn of.
  package struct Path: Hashable, Sendable {
    /// Something that packets come from, pass or reach.
    package struct Station: Hashable, Sendable {
      package enum Kind: String, Hashable, Sendable, Codable {
        case internet, network, gateway, loadBalancer, interface, database
      }

      package var kind: Kind
      /// As people know it: `internet`, `web-1`.
      package var name: String
      /// What tells it apart, such as its identifier and address; may be empty.
      package var note: String

      package init(_ kind: Kind, name: String, note: String = "") {
        self.kind = kind
        self.name = name
        self.note = note
      }
    }

    /// The first is where packets come from.
    package var stations: [Station]
    /// What gets through at each step, one fewer than stations: `tcp/443`; an empty text where the step does not tell.
    package var traffic: [String]

    package init(stations: [Station], traffic: [String]) {
      self.stations = stations
      self.traffic = traffic
    }
  }
}
