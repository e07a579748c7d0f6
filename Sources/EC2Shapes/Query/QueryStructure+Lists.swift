/// Lists are flat: `GroupId.1`, `GroupId.2`. Items come in the order of their numbers; numbers may be left out. An empty
/// list has no parameter at all, and some clients say `GroupId=` for it.
extension QueryStructure {
  /// A list of texts; nil where there is none.
  package mutating func strings(_ member: StaticString) throws(EC2Error) -> [String]? {
    try list(member) { (query, item) throws(EC2Error) in
      // `Name.1.x` in a list of scalars stays unread, and so is unknown.
      guard query.isExactly(item.entries.lowerBound, length: item.length) else { return nil }
      query.isRead[item.entries.lowerBound] = true
      return query.parameters.entries[item.entries.lowerBound].value
    }
  }

  /// A list of structures; nil where there is none.
  package mutating func structures<Shape: QueryDecodable>(_ member: StaticString) throws(EC2Error) -> [Shape]? {
    try list(member) { (query, item) throws(EC2Error) in
      let isExact = query.isExactly(item.entries.lowerBound, length: item.length)
      let below = isExact ? item.entries.dropFirst() : item.entries
      guard !below.isEmpty else { return nil }
      return try query.descend(to: below, prefix: query.prefix + item.length + 1)
    }
  }

  /// One numbered item: its entries, and the length of its name from the present place (`GroupId.12` is 10).
  private struct Item {
    var number: Int32
    var entries: Range<Int>
    var length: Int
  }

  private mutating func list<Element>(
    _ member: StaticString,
    _ read: (inout QueryStructure, Item) throws(EC2Error) -> Element?
  ) throws(EC2Error) -> [Element]? {
    let run = run(of: member)
    guard !run.isEmpty else { return nil }
    let length = member.utf8CodeUnitCount
    var index = run.lowerBound
    if isExactly(index, length: length) {
      guard parameters.entries[index].value.isEmpty else {
        let text = parameters.entries[index].value
        throw .invalidParameterValue(text, parameter: path(member), reason: "Expected a list, as \(path(member)).1.")
      }
      isRead[index] = true
      index += 1
    }

    var items: [Item] = []
    while index < run.upperBound {
      let item = try item(from: index, in: run, nameLength: length)
      items.append(item)
      index = item.entries.upperBound
    }
    items.sort { $0.number < $1.number }

    var elements: [Element] = []
    elements.reserveCapacity(items.count)
    for item in items {
      if let element = try read(&self, item) { elements.append(element) }
    }
    return elements
  }

  /// The item whose first entry is `first`: its number and how far it goes.
  private func item(from first: Int, in run: Range<Int>, nameLength: Int) throws(EC2Error) -> Item {
    let name = parameters.entries[first].name
    let digits = (name.lowerBound + prefix + nameLength + 1)..<name.upperBound
    let segment = parameters.names[digits].prefix { $0 != UInt8(ascii: ".") }
    let text = String(decoding: segment, as: UTF8.self)
    guard segment.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw .unknownParameter(parameters.name(of: parameters.entries[first]))
    }
    guard let number = Int32(text), number > 0, segment.first != UInt8(ascii: "0") else {
      let list = String(decoding: parameters.names[name.lowerBound..<(digits.lowerBound - 1)], as: UTF8.self)
      throw .invalidParameterValue(text, parameter: list, reason: "The number of an item must be positive.")
    }
    let length = nameLength + 1 + segment.count
    var end = first + 1
    while end < run.upperBound, shares(end, with: first, length: length) { end += 1 }
    return Item(number: number, entries: first..<end, length: length)
  }

  /// Whether two entries have the same segments for `length` bytes from the present place.
  private func shares(_ entry: Int, with other: Int, length: Int) -> Bool {
    let (left, right) = (parameters.entries[entry].name, parameters.entries[other].name)
    let end = prefix + length
    guard left.count >= end, right.count >= end else { return false }
    guard left.count == end || parameters.names[left.lowerBound + end] == UInt8(ascii: ".") else { return false }
    return (prefix..<end).allSatisfy {
      parameters.names[left.lowerBound + $0] == parameters.names[right.lowerBound + $0]
    }
  }
}
