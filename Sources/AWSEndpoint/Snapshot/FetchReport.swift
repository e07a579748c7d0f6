package import Foundation

/// What a fetch brought, region by region and action by action.
package struct FetchReport: Sendable, Hashable {
  /// One region's part.
  package struct Region: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// The EC2 endpoint that answered.
    package let endpoint: URL
    /// The folder that holds its files.
    package let directory: URL
    /// The account that owns the resources, if any of them said so.
    package let accountID: String?
    /// Every action of a snapshot, in a fixed order.
    package let actions: [Action]
  }

  /// One action's part.
  package struct Action: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// How it ended.
    package let status: ActionStatus
    /// How many resources were written; for instances, how many reservations.
    package let resources: Int
    /// How many responses they came in.
    package let pages: Int
    /// The files written, without folder.
    package let files: [String]
  }

  /// The regions, in the order asked for.
  package let regions: [Region]

  /// Whether every action of every region brought everything. A caller should tell its user, and its exit status,
  /// when not.
  package var isComplete: Bool {
    regions.allSatisfy { region in region.actions.allSatisfy { $0.status == .complete } }
  }
}

/// How an action ended.
package enum ActionStatus: Sendable, Hashable {
  case complete
  /// Something was written, something is missing, and why.
  case partial(String)
  /// Nothing was written, and why: the endpoint does not offer the action, or the identity may not call it.
  case notAvailable(String)
}

/// How far a fetch has come. Reports come one at a time, in order.
package struct FetchProgress: Sendable, Hashable {
  /// What happened.
  package enum Event: Sendable, Hashable {
    case started
    case page
    case finished(ActionStatus)
  }

  /// The region it happened in.
  package let region: String
  /// The action it happened to, such as `DescribeVpcs`.
  package let action: String
  /// What happened.
  package let event: Event
  /// The pages and resources of this action so far.
  package let pages: Int
  package let resources: Int
  /// How many actions are done, and how many there are, over all regions.
  package let done: Int
  package let total: Int
}
