/// Finding members: binary search in the sorted parameters.
extension QueryStructure {
  /// The value of the entry with exactly this name, taken as read.
  mutating func value(_ member: StaticString, length: Int) -> String? {
    let run = run(of: member)
    guard !run.isEmpty, isExactly(run.lowerBound, length: length) else { return nil }
    isRead[run.lowerBound] = true
    return parameters.entries[run.lowerBound].value
  }

  /// Reads a shape further down, and comes back.
  mutating func descend<Shape: QueryDecodable>(to below: Range<Int>, prefix deeper: Int) throws(EC2Error) -> Shape {
    let here = (entries, prefix)
    (entries, prefix) = (below, deeper)
    defer { (entries, prefix) = here }
    return try Shape(from: &self)
  }

  /// Whether an entry's name ends `length` bytes behind the present place.
  func isExactly(_ entry: Int, length: Int) -> Bool {
    parameters.entries[entry].name.count == prefix + length
  }

  /// The entries whose next segment is this one: the member itself first, if it has a value, then all below it.
  func run(of member: StaticString) -> Range<Int> {
    guard !entries.isEmpty else { return entries }
    return member.withUTF8Buffer { segment in
      let start = partition(entries) { order($0, segment) != .before }
      let end = partition(start..<entries.upperBound) { order($0, segment) == .after }
      return start..<end
    }
  }

  private enum Order { case before, same, after }

  /// Where an entry's next segment stands relative to `segment`.
  private func order(_ entry: Int, _ segment: UnsafeBufferPointer<UInt8>) -> Order {
    let name = parameters.entries[entry].name
    var index = name.lowerBound + prefix
    for byte in segment {
      guard index < name.upperBound else { return .before }
      let own = QueryParameters.rank(parameters.names[index])
      let other = QueryParameters.rank(byte)
      if own != other { return own < other ? .before : .after }
      index += 1
    }
    return index == name.upperBound || parameters.names[index] == UInt8(ascii: ".") ? .same : .after
  }

  /// The first index for which `isBehind` holds; it holds for all behind it.
  private func partition(_ range: Range<Int>, _ isBehind: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The full name of a member of the present place, for an error.
  func path(_ member: StaticString) -> String {
    var path = ""
    if let first = entries.first, prefix > 0 {
      let start = parameters.entries[first].name.lowerBound
      path = String(decoding: parameters.names[start..<(start + prefix)], as: UTF8.self)
    }
    return path + member.description
  }
}
