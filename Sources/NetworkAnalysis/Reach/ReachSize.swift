/// How much there is in a `Reachability`.
package struct ReachSize: Hashable, Sendable {
  /// Addresses of interfaces.
  package var hosts = 0
  /// Classes of destinations.
  package var classes = 0
  /// Sets of sources by sets of destinations.
  package var blocks = 0
  /// Pairs of hosts between which some traffic passes or may pass; a host's own counts where it is in both sets.
  package var pairs = 0
}

extension Reachability {
  /// O(blocks).
  package var size: ReachSize {
    var size = ReachSize(hosts: matrix.axis.hosts.count, classes: matrix.rows.count)
    for row in matrix.rows {
      size.blocks += row.blocks.count
      for block in row.blocks { size.pairs += block.sources.count * block.destinations.count }
    }
    return size
  }
}
