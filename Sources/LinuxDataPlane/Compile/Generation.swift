import VPCModel

/// Under which state of what is open to anyone, and on which interfaces, untracked connections were let pass.
///
/// One for the namespace: where it changes every untracked connection is judged once more. Nothing comes of that for a
/// connection whose own policy is as before, since what lets an untracked connection in lets its every packet in.
struct Generation: Hashable, Sendable {
  /// From 2 to 65,534.
  var number: UInt16
  /// Of the open ports.
  var digest: UInt64

  /// What the kernel keeps of it, for the next process.
  private var octets: Octets { Octets(UInt32(number)) + Octets(digest) }

  /// Reads the set that another process made, perhaps.
  init?(_ set: NamedSet) {
    guard let bytes = set.elements.keys.first?.first.bytes, set.elements.count == 1, bytes.count == 12 else {
      return nil
    }
    let number = bytes[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let number = UInt16(exactly: number), number > ConnectionMark.tracked else { return nil }
    self.init(number: number, digest: bytes[4...].reduce(0) { $0 << 8 | UInt64($1) })
  }

  init(number: UInt16, digest: UInt64) {
    self.number = number
    self.digest = digest
  }
}

extension Generation {
  /// What is particular to it: by which marks its connections are known, and which new ones are given. Sets alone: rules
  /// that come or go make the kernel look at the whole table again.
  var ruleset: Ruleset {
    var ruleset = Ruleset()
    for openers in [true, false] {
      var known = NamedSet(.init(key: [.mark]))
      for half in [ConnectionMark.tracked, number] {
        known.elements[NamedSet.Key(ConnectionMark.octets(half, openers: openers))] = .member
      }
      ruleset.sets[Names.knownMarks(openers: openers)] = known
      var marks = NamedSet(.init(key: [.mark], value: .data(.mark)))
      for other in [ConnectionMark.unjudged, ConnectionMark.tracked, number, ConnectionMark.stale] {
        let key = NamedSet.Key(ConnectionMark.octets(other, openers: !openers))
        marks.elements[key] = .data(ConnectionMark.octets(number, openers: openers, other: other))
      }
      ruleset.sets[Names.untrackedMarks(openers: openers)] = marks
    }
    let key = NamedSet.Key(octets)
    ruleset.sets[Names.generation] = NamedSet(.init(key: [.mark, .mark, .mark]), [key: .member])
    return ruleset
  }
}

/// The generations, each number given once.
package struct GenerationTable: Hashable, Sendable {
  private var newest: Generation?

  package init() {}

  /// The one that a ruleset in the kernel was made with.
  package init(_ sets: [String: NamedSet]) { newest = sets[Names.generation].flatMap(Generation.init) }

  /// The generation with these open ports: the same as before while they are the same.
  ///
  /// Numbers begin again after 65,533 changes. A connection that saw no packet meanwhile could then be taken for one of
  /// the new generation.
  mutating func generation(digest: UInt64) -> Generation {
    if let newest, newest.digest == digest { return newest }
    let last = newest?.number ?? ConnectionMark.tracked
    let next = Generation(
      number: last == ConnectionMark.stale - 1 ? ConnectionMark.tracked + 1 : last + 1,
      digest: digest
    )
    newest = next
    return next
  }
}
