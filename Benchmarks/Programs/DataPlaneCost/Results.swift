/// What `benchmark-report.py` makes tables of.
struct Results: Encodable {
  var loadBefore = 0.0
  var loadAfter = 0.0
  var packets: [Cost] = []
  var connects: [Cost] = []
  var streams: [Stream] = []
  var changes: [Change] = []

  /// Processor time of one packet or connection over one path, beside the same without a firewall.
  struct Cost: Encodable {
    var shape: String
    var firewall: String
    var size: Int
    /// Microseconds, the least of the rounds.
    var best: Double
    var bare: Double
    var connectionTracking: Double
    /// Of the same round without a firewall, the median of the rounds.
    var medianRatio: Double
    /// By the clock, the most of the rounds.
    var perSecond: Double
    var barePerSecond: Double

    /// - Parameters: the rounds of each, seconds for one, taken in turns.
    init(_ shape: Shape, _ firewall: Firewall, _ own: [Clocks], bare: [Clocks], connectionTracking: [Clocks]) {
      func least(_ rounds: [Clocks]) -> Double { (rounds.map(\.processor).min() ?? 0) * 1e6 }
      self.shape = shape.kind.rawValue
      self.firewall = firewall.words
      size = shape.size
      best = least(own)
      self.bare = least(bare)
      self.connectionTracking = least(connectionTracking)
      medianRatio = zip(own, bare).map { $0.processor / $1.processor }.median
      perSecond = own.map { 1 / $0.wall }.max() ?? 0
      barePerSecond = bare.map { 1 / $0.wall }.max() ?? 0
    }

    func line() -> String {
      "\(firewall), \(shape), \(size): \(best.rounded(to: 2)) µs, bare \(bare.rounded(to: 2)),"
        + " conntrack \(connectionTracking.rounded(to: 2)); ratio \((best / bare).rounded(to: 3)),"
        + " median \(medianRatio.rounded(to: 3)), to conntrack \((best / connectionTracking).rounded(to: 3))"
        + "; \(Int(perSecond))/s beside \(Int(barePerSecond))/s"
    }
  }

  /// An established stream or flow.
  struct Stream: Encodable {
    var what: String
    /// Bits a second, or microseconds a packet.
    var enforced: Double
    var bare: Double
    var connectionTracking: Double
    /// Of neighbouring slices.
    var medianRatio: Double
  }

  /// What it takes to follow a change.
  struct Change: Encodable {
    var what: String
    var count: Int
    /// Milliseconds.
    var median: Double
    var p99: Double
    /// Of one change.
    var elements: Int
    var chains: Int

    init(_ what: String, _ milliseconds: [Double], elements: Int = 0, chains: Int = 0) {
      let sorted = milliseconds.sorted()
      self.what = what
      count = sorted.count
      median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
      p99 = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
      self.elements = elements
      self.chains = chains
      say(
        "\(what): p50 \(median.rounded(to: 3)) ms, p99 \(p99.rounded(to: 3)) ms of \(count); \(elements) elements, \(chains) chains"
      )
    }
  }
}

extension Double {
  func rounded(to digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return "\((self * scale).rounded() / scale)"
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
