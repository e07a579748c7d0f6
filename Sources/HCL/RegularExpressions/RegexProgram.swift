/// A regular expression, compiled for a machine that follows all alternatives at once (Thompson, Pike): time is the
/// product of the expression's size and the text's, whatever they are.
struct RegexProgram {
  private enum Instruction {
    case scalars(ScalarSet)
    case assertion(RegexNode.Assertion)
    /// The first is preferred.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case match
  }

  private var instructions: [Instruction] = []
  /// Of each group, from 1; `nil` for those without.
  let groupNames: [String?]

  /// Instructions that a program may have.
  private static let sizeLimit = 20_000

  init(_ pattern: String) throws(RegexError) {
    var parser = RegexParser(pattern)
    let node = try parser.parse()
    groupNames = parser.groupNames
    instructions.append(.save(0))
    try compile(node)
    instructions.append(.save(1))
    instructions.append(.match)
  }

  var groupCount: Int { groupNames.count }

  private mutating func append(_ instruction: Instruction) throws(RegexError) {
    guard instructions.count < Self.sizeLimit else { throw RegexError(message: "expression too large") }
    instructions.append(instruction)
  }

  private mutating func compile(_ node: RegexNode) throws(RegexError) {
    switch node {
    case .empty: break
    case .scalars(let set): try append(.scalars(set))
    case .assertion(let assertion): try append(.assertion(assertion))
    case .group(let inner, let index):
      if let index { try append(.save(2 * index)) }
      try compile(inner)
      if let index { try append(.save(2 * index + 1)) }
    case .sequence(let items): for item in items { try compile(item) }
    case .choice(let branches):
      var jumps: [Int] = []
      for (position, branch) in branches.enumerated() {
        guard position < branches.count - 1 else {
          try compile(branch)
          break
        }
        let split = instructions.count
        try append(.split(split + 1, 0))
        try compile(branch)
        jumps.append(instructions.count)
        try append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for jump in jumps { instructions[jump] = .jump(instructions.count) }
    case .repetition(let inner, let minimum, let maximum, let isLazy):
      // Without an upper bound the last one that must be there is the one that is repeated.
      for _ in 0..<(maximum == nil ? max(0, minimum - 1) : minimum) { try compile(inner) }
      if let maximum {
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
          splits.append(instructions.count)
          try append(.split(0, 0))
          try compile(inner)
        }
        for split in splits { instructions[split] = Self.split(split + 1, instructions.count, isLazy) }
      } else if minimum > 0 || inner.isNullable {
        // `(x+)?` where `x` may be empty: its groups take part once.
        let optional = minimum == 0 ? instructions.count : nil
        if optional != nil { try append(.split(0, 0)) }
        let start = instructions.count
        try compile(inner)
        try append(Self.split(start, instructions.count + 1, isLazy))
        if let optional { instructions[optional] = Self.split(start, instructions.count, isLazy) }
      } else {
        let split = instructions.count
        try append(.split(0, 0))
        try compile(inner)
        try append(.jump(split))
        instructions[split] = Self.split(split + 1, instructions.count, isLazy)
      }
    }
  }

  private static func split(_ inner: Int, _ after: Int, _ isLazy: Bool) -> Instruction {
    isLazy ? .split(after, inner) : .split(inner, after)
  }

  /// A thread of the machine: where it is, and what its groups have matched.
  private struct Thread {
    var place: Int
    var captures: [Int]
  }

  /// The first match at or after a place, the leftmost, and of those the one that the expression prefers: for the whole
  /// and each group the bounds in scalars, −1 where a group took no part. Steps are counted against a limit.
  func firstMatch(in text: [UInt32], from start: Int, steps: inout Int) throws(RegexError) -> [Int]? {
    var current: [Thread] = []
    var following: [Thread] = []
    var visited = [Int](repeating: -1, count: instructions.count)
    var result: [Int]?
    let empty = [Int](repeating: -1, count: 2 * groupCount + 2)
    var position = start
    while true {
      if result == nil { add(Thread(place: 0, captures: empty), at: position, text, &current, &visited, &steps) }
      if current.isEmpty, result != nil { break }
      steps -= current.count + 1
      guard steps > 0 else { throw RegexError(message: "matching takes too many steps") }
      following.removeAll(keepingCapacity: true)
      threads: for thread in current {
        switch instructions[thread.place] {
        case .match:
          result = thread.captures
          break threads
        case .scalars(let set):
          if position < text.count, set.contains(text[position]) {
            var next = thread
            next.place += 1
            add(next, at: position + 1, text, &following, &visited, &steps)
          }
        default: break
        }
      }
      swap(&current, &following)
      position += 1
      if position > text.count { break }
    }
    return result
  }

  /// Follows what takes no character, in order of preference, with a stack of its own.
  private func add(
    _ thread: Thread,
    at position: Int,
    _ text: [UInt32],
    _ list: inout [Thread],
    _ visited: inout [Int],
    _ steps: inout Int
  ) {
    var stack = [thread]
    while var thread = stack.popLast() {
      if visited[thread.place] == position { continue }
      visited[thread.place] = position
      steps -= 1
      switch instructions[thread.place] {
      case .jump(let target):
        thread.place = target
        stack.append(thread)
      case .split(let first, let second):
        var other = thread
        other.place = second
        stack.append(other)
        thread.place = first
        stack.append(thread)
      case .save(let slot):
        thread.captures[slot] = position
        thread.place += 1
        stack.append(thread)
      case .assertion(let assertion):
        if holds(assertion, at: position, text) {
          thread.place += 1
          stack.append(thread)
        }
      case .scalars, .match: list.append(thread)
      }
    }
  }

  private func holds(_ assertion: RegexNode.Assertion, at position: Int, _ text: [UInt32]) -> Bool {
    func isWord(_ index: Int) -> Bool { text.indices.contains(index) && ScalarSet.word.contains(text[index]) }
    return switch assertion {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .lineStart: position == 0 || text[position - 1] == 10
    case .lineEnd: position == text.count || text[position] == 10
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .noWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  /// All matches one after the other; an empty one right behind another does not count, as in Go.
  func matches(in text: [UInt32], steps: inout Int) throws(RegexError) -> [[Int]] {
    var results: [[Int]] = []
    var position = 0
    var previousEnd = -1
    while position <= text.count {
      guard let match = try firstMatch(in: text, from: position, steps: &steps) else { break }
      var accepts = true
      if match[1] == position {
        if match[0] == previousEnd { accepts = false }
        position += 1
      } else {
        position = match[1]
      }
      previousEnd = match[1]
      if accepts { results.append(match) }
    }
    return results
  }
}
