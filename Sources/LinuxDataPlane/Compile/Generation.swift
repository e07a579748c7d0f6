import VPCModel

/// Under which state of what is open to anyone, and on which interfaces, untracked connections were let pass.
///
/// One for the namespace: where it changes every untracked connection is judged once more. Nothing comes of that for a
/// connection whose own policy is as before, since what lets an untracked connection in lets its every packet in.
struct Generation: Hashable, Sendable {
  /// At least 2.
  var number: UInt16
  /// Of the open ports.
  var digest: UInt64

  var comment: String { "generation \(number) of open ports \(Octets(digest).hexadecimal)" }

  /// Reads what ``comment`` wrote, in another process perhaps.
  init?(comment: String) {
    let words = comment.split(separator: " ")
    guard words.count == 6, words[0] == "generation", let number = UInt16(words[1]), number > ConnectionMark.tracked,
      let digest = UInt64(words[5], radix: 16)
    else { return nil }
    self.init(number: number, digest: digest)
  }

  init(number: UInt16, digest: UInt64) {
    self.number = number
    self.digest = digest
  }
}

extension Generation {
  /// What is particular to it: where its connections are known, and where new ones are marked.
  var ruleset: Ruleset {
    var ruleset = Ruleset()
    for openers in [true, false] {
      ruleset.chains[Names.known(openers: openers)] = Chain(
        [ConnectionMark.tracked, number].map {
          Rule(ConnectionMark.half($0, openers: openers) + [.verdict(.accept)])
        }
      )
    }
    for direction in TrafficDirection.allCases {
      ruleset.chains[Names.untracked(direction)] = Chain(
        BaseChains.settling(number, direction, comment: comment)
      )
    }
    return ruleset
  }
}

/// The generations, each number given once.
package struct GenerationTable: Hashable, Sendable {
  private var newest: Generation?

  package init() {}

  /// The one that a ruleset in the kernel was made with, by its rules' comments.
  package init(_ comments: [(chain: String, comment: String)]) {
    newest = comments.compactMap { Generation(comment: $0.comment) }.max { $0.number < $1.number }
  }

  /// The generation with these open ports: the same as before while they are the same.
  ///
  /// Numbers begin again after 65,534 changes. A connection that saw no packet meanwhile could then be taken for one of
  /// the new generation.
  mutating func generation(digest: UInt64) -> Generation {
    if let newest, newest.digest == digest { return newest }
    let last = newest?.number ?? ConnectionMark.tracked
    let next = Generation(number: last == .max ? ConnectionMark.tracked + 1 : last + 1, digest: digest)
    newest = next
    return next
  }
}
